import FoundationEssentials
import Storage

/// Prints every row as it is known, and keeps it for `--json`.
final class Report {
    /// The second side's figure over the first's is the ratio.
    typealias Sides = (first: String, second: String)

    enum Wanted {
        /// Of the ratio.
        case atLeast(Double)
        case atMost(Double)
        /// Of Swift's own figure.
        case swiftAtLeast(Double)
        case swiftAtMost(Double)
    }

    private struct Row: Encodable {
        let name, unit: String
        /// What `c` and `swift` hold, where it is something else.
        var sides: [String]?
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
    func compare(
        _ name: String, unit: String, _ c: [Double], _ swift: [Double], wanted: Wanted? = nil, sides: Sides = ("C", "Swift")
    ) {
        let ratios = zip(swift, c).map { $1 == 0 ? 1 : $0 / $1 }
        var row = Row(name: name, unit: unit, c: c, swift: swift, ratio: ratios)
        if sides != ("C", "Swift") { row.sides = [sides.first, sides.second] }
        let ratio = "\(sides.second) / \(sides.first)"
        switch wanted {
        case .atLeast(let bound): (row.wanted, row.isReached) = ("\(ratio) >= \(bound)", median(ratios) >= bound)
        case .atMost(let bound): (row.wanted, row.isReached) = ("\(ratio) <= \(bound)", median(ratios) <= bound)
        case .swiftAtLeast(let bound): (row.wanted, row.isReached) = ("Swift >= \(bound)", median(swift) >= bound)
        case .swiftAtMost(let bound): (row.wanted, row.isReached) = ("Swift <= \(bound)", median(swift) <= bound)
        case nil: break
        }
        show(row, "\(sides.first) \(spread(c))", sides.second, spread(ratios))
        rows.append(row)
    }

    /// A row of Swift alone; `wanted` is its least rate.
    func alone(_ name: String, unit: String, _ swift: [Double], wanted: Double) {
        add(name, unit, swift, "\(figure(wanted)) \(unit)", median(swift) >= wanted)
    }

    /// A row of Swift alone; `atMost` is the most that it may be, where there is a goal.
    func alone(_ name: String, unit: String, _ swift: [Double], atMost bound: Double?) {
        add(name, unit, swift, bound.map { "at most \(figure($0)) \(unit)" }, bound.map { median(swift) <= $0 })
    }

    private func add(_ name: String, _ unit: String, _ swift: [Double], _ wanted: String?, _ isReached: Bool?) {
        let row = Row(name: name, unit: unit, swift: swift, wanted: wanted, isReached: isReached)
        show(row, "", "Swift", "")
        rows.append(row)
    }

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try Files.replace(path, Array(encoder.encode(Document(conditions: conditions, rows: rows))) + [0x0A])
    }

    private func show(_ row: Row, _ c: String, _ side: String, _ ratio: String) {
        let swift = "\(side) \(spread(row.swift))"
        var verdict = ""
        if let wanted = row.wanted, let isReached = row.isReached {
            verdict = "wanted \(wanted): \(isReached ? "reached" : "MISSED")"
        }
        print(padded(row.name, 42), padded(c, 29), padded(swift, 33), padded(ratio, 19), verdict)
    }
}

func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
