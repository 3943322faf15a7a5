import Glibc
import HomeSale
import Ledger
import Projections
import Proofs
import Storage

/// What a rebuild spends its processor time on, by passes that do one part each over the same things.
struct ViewsShares {
    let ledger: Ledger
    let views: Views
    /// Where rows are stored once more.
    let scratch: String

    private static let rowsAtOnce = 20_000

    /// - Parameter busyNanoseconds: of a whole rebuild, processor time.
    func measure(busyNanoseconds: Double, _ report: Report) throws {
        let reading = try busy { _ = try read(folds: false) }
        let folding = max(0, try busy { _ = try read(folds: true) } - reading)
        let rows = try storedRows()
        let storing = try busy { try store(rows) }
        func add(_ name: String, _ nanoseconds: Double) {
            report.alone("  of it \(name)", unit: "%", [100 * nanoseconds / busyNanoseconds], atMost: nil)
        }
        add("parsing: lines to facts, each once", reading)
        add("folding: facts to states, each once", folding)
        add("storing: rows to digests and the disk", storing)
        add("rows: the rest", max(0, busyNanoseconds - reading - folding - storing))
        let count = rows.reduce(0) { $0 + $1.rows.count }, bytes = rows.flatMap(\.rows).reduce(0) { $0 + $1.json.count }
        report.note("  rows of \(bytes / max(1, count)) bytes, \(count) of them")
    }

    private func busy(_ body: () throws -> Void) rethrows -> Double {
        let start = nanoseconds(CLOCK_PROCESS_CPUTIME_ID)
        try body()
        return Double(nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - start)
    }

    /// Everything that read models tell of, thing by thing.
    ///
    /// - Returns: a sum that depends on all of it.
    private func read(folds: Bool) throws -> UInt64 {
        try ledger.withReader { log in
            var sum: UInt64 = 0
            for id in try log.deals() {
                let facts = try log.facts(ofDeal: id)
                sum &+= folds ? UInt64(DealFile(id: id, facts: facts).phase.rawValue.utf8.count) : UInt64(facts.count)
            }
            for subject in try log.subjects(under: "listing") {
                let facts = try log.facts(of: [subject])
                var state = ListingState(id: String(subject.dropFirst("listing/".count)))
                if folds { for fact in facts { state.apply(fact) } }
                sum &+= UInt64(facts.count + state.prices.count)
            }
            for subject in try log.subjects(under: "observed") { sum &+= UInt64(try log.facts(of: [subject]).count) }
            return sum
        }
    }

    private struct ModelRows {
        let model: String
        var rows: [(key: [UInt8], json: [UInt8])] = []
    }

    private func storedRows() throws -> [ModelRows] {
        try ReadModels.all.map { model in
            var all = ModelRows(model: model.name)
            _ = try views.forEachRow(model) { key, json in
                all.rows.append((Array(copying: key), Array(copying: json)))
                return true
            }
            return all
        }
    }

    private func store(_ models: [ModelRows]) throws {
        try Files.createFolders(scratch)
        let environment = try Environment(path: scratch, access: .readWrite, mapBytes: 1 << 36, tables: models.count)
        let tables = try environment.openTables(models.map(\.model))
        var hasher = Hasher256()
        for (table, model) in zip(tables, models) {
            for start in stride(from: 0, to: model.rows.count, by: Self.rowsAtOnce) {
                try environment.write { transaction in
                    for row in model.rows[start..<min(model.rows.count, start + Self.rowsAtOnce)] {
                        try transaction.put(row.key.span, row.json.span, in: table, .insert)
                        let text = row.key + row.json
                        _ = hasher.digest(of: text.span)
                    }
                }
            }
        }
    }
}
