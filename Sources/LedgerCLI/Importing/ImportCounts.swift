/// What became of the rows: rows = accepted + rejected, accepted = entries + duplicates + unchanged.
struct ImportCounts {
    var rows: UInt64 = 0
    var rejected: UInt64 = 0
    /// Equal in every cell to an earlier row of the same crawl.
    var duplicates: UInt64 = 0
    /// Stored before: by this crawl, or as the same row in an earlier one.
    var unchanged: UInt64 = 0
    var entries: UInt64 = 0
    /// Of the entries, those whose identity an earlier, differing row of the crawl has: `#2`, `#3`, …
    var renumbered: UInt64 = 0

    var accepted: UInt64 { entries + duplicates + unchanged }
}
