import FoundationEssentials
import Storage

/// Prints every row as it is known, and keeps it for `--json`.
final class Report {
    enum Wanted {
        /// Of Swift / C.
        case atLeast(Double)
        case atMost(Double)
        /// Of Swift's own figure.
        case swiftAtLeast(Double)
        case swiftAtMost(Double)
    }

    private struct Row: Encodable {
        let name, unit: String
        var c: [Double]?
        let swift: [Double]
        var ratio: [Double]?
        var wanted: String?
        var isReached: Bool?
    }

    private struct Document: Encodable {
        let conditions: [String]
        let rows: [Row]
    }

    private var rows: [Row] = []
    private var conditions: [String] = []

    /// A fact about the machine or the run.
    func condition(_ text: String) {
        conditions.append(text)
        print(text)
    }

    func note(_ text: String) { print(text) }
    func heading(_ text: String) { print("\n\(text)") }

    /// A row of both sides, by round.
    func compare(_ name: String, unit: String, _ c: [Double], _ swift: [Double], wanted: Wanted? = nil) {
        let ratios = zip(swift, c).map { $1 == 0 ? 1 : $0 / $1 }
        var row = Row(name: name, unit: unit, c: c, swift: swift, ratio: ratios)
        switch wanted {
        case .atLeast(let bound): (row.wanted, row.isReached) = ("Swift / C >= \(bound)", median(ratios) >= bound)
        case .atMost(let bound): (row.wanted, row.isReached) = ("Swift / C <= \(bound)", median(ratios) <= bound)
        case .swiftAtLeast(let bound): (row.wanted, row.isReached) = ("Swift >= \(bound)", median(swift) >= bound)
        case .swiftAtMost(let bound): (row.wanted, row.isReached) = ("Swift <= \(bound)", median(swift) <= bound)
        case nil: break
        }
        show(row, "C \(spread(c))", spread(ratios))
        rows.append(row)
    }

    /// A row of Swift alone; `wanted` is its least rate.
    func alone(_ name: String, unit: String, _ swift: [Double], wanted: Double) {
        let row = Row(
            name: name, unit: unit, swift: swift, wanted: "\(figure(wanted)) \(unit)", isReached: median(swift) >= wanted)
        show(row, "", "")
        rows.append(row)
    }

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try Files.replace(path, Array(encoder.encode(Document(conditions: conditions, rows: rows))) + [0x0A])
    }

    private func show(_ row: Row, _ c: String, _ ratio: String) {
        let swift = "Swift \(spread(row.swift))"
        var verdict = ""
        if let wanted = row.wanted, let isReached = row.isReached {
            verdict = "wanted \(wanted): \(isReached ? "reached" : "MISSED")"
        }
        print(padded(row.name, 42), padded(c, 29), padded(swift, 33), padded(ratio, 19), verdict)
    }
}

func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
