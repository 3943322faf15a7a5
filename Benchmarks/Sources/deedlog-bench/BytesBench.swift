import CReference

/// What an entry costs on disk beyond its line, table by table.
struct BytesBench {
    let corpus: Corpus
    let report: Report

    private static let names = ["entries", "tiles", "streams", "streamIndex", "keys", "types", "meta"]

    func run() {
        report.heading("bytes on disk per entry, at the same lines")
        let c = Reference(opening: corpus.referencePath).sizes
        let swift = Reference(opening: corpus.ledgerPath).sizes
        let count = Double(corpus.count)
        let line = Double(corpus.lineLengths.total) / count
        let tablesC = perEntry(c)
        let tables = perEntry(swift)
        for (k, name) in Self.names.enumerated() {
            let beyond = k == 0 ? line : 0
            let label = k == 0 ? "entries, beyond the line" : name
            report.compare(label, unit: "bytes", [tablesC[k] - beyond], [tables[k] - beyond])
        }
        report.compare(
            "all but entries", unit: "bytes", [tablesC[1...].reduce(0, +)], [tables[1...].reduce(0, +)], wanted: .swiftAtMost(130)
        )
        report.compare("all beyond the line", unit: "bytes", [tablesC.reduce(-line, +)], [tables.reduce(-line, +)])
        report.compare(
            "the file beyond the line", unit: "bytes", [Double(c.used_pages * c.page_bytes) / count - line],
            [Double(swift.used_pages * swift.page_bytes) / count - line])
        report.note("  the file also holds free pages, which later commits take")
    }

    private func perEntry(_ size: cref_size) -> [Double] {
        let pages = [size.pages.0, size.pages.1, size.pages.2, size.pages.3, size.pages.4, size.pages.5, size.pages.6]
        return pages.map { Double($0 * size.page_bytes) / Double(corpus.count) }
    }
}
