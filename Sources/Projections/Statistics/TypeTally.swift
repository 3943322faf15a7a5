internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Storage

/// Entries by type.
struct TypeTally: LogTally {
    let members = ["type", "entries"]
    private var counts: [[UInt8]: Int64] = [:]

    mutating func add(_ line: Span<UInt8>, _ entry: EntryLine) {
        counts[Array(copying: line.extracting(entry.range(.type))), default: 0] += 1
    }

    var rows: [JSONValue] {
        counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { type, count in
            .object([.init("type", .text(String(decoding: type, as: UTF8.self))), .init("entries", .integer(count))])
        }
    }
}
