import Ledger
import Projections
import Proofs
import TestSupport
import Testing

@Suite("read model observed") struct ObservedSourcesTests {
    private func draft(_ subject: String, _ data: String, type: String = "listing.observed") -> String {
        "{\"subject\":\"\(subject)\",\"type\":\"\(type)\",\"data\":\(data)}"
    }

    @Test("counts records, prices that changed, and rows without one, by source") func counts() throws {
        let folder = TemporaryFolder()
        let path = folder.file("ledger")
        let key = SigningKey(seed: [UInt8](0..<32))
        _ = try Ledger.create(folder: path, origin: "test.example.cn/observed", key: key, surroundings: .system)
        let ledger = try Ledger(folder: path, forWriting: true)
        let writer = try LogWriter(ledger, key: key, surroundings: .system)
        defer { writer.close() }
        func append(_ drafts: [String]) throws {
            let run = DraftRun()
            var parser = DraftParser()
            for draft in drafts { try parser.parse(Array(draft.utf8), into: run) }
            try writer.appendAndWait(run)
            for outcome in run.outcomes { guard case .stored = outcome else { throw Unexpected(outcome) } }
        }
        try append([
            draft("observed/b/1", #"{"observedOn":"2023-05-01","priceFen":100,"raw":{"价格":"{\"priceFen\":7}"}}"#),
            draft("observed/b/1", #"{"observedOn":"2023-06-01","priceFen":100}"#),
            draft("observed/b/1", #"{"observedOn":"2023-07-01","priceFen":90}"#),
            draft("observed/a/x/y", #"{"observedOn":"2016-01-02","raw":{}}"#, type: "sale.observed"),
            draft("observed/a/x/y", #"{"observedOn":"2016-01-01","priceFen":-1}"#, type: "sale.observed"),
            draft("ext/b", #"{"priceFen":1}"#, type: "ext.note"),
            draft("observed/b/2", #"{"observedOn":"2023-05-01","priceFen":5}"#, type: "ext.note"),
        ])
        var model = ObservedSources()
        try model.catchUp(with: ledger)
        #expect(model.position == 8)
        let rows = model.rows
        #expect(rows.map(\.name) == ["a", "b"])
        #expect(rows[0].entries == 2 && rows[0].records == 1 && rows[0].priceChanges == 1 && rows[0].unpriced == 1)
        #expect(rows[0].firstObserved == "2016-01-01" && rows[0].lastObserved == "2016-01-02")
        #expect(rows[1].entries == 3 && rows[1].records == 1 && rows[1].priceChanges == 1 && rows[1].unpriced == 0)

        // Entry by entry gives what a fold at once gives.
        try append([draft("observed/b/1", #"{"observedOn":"2023-08-01","priceFen":80}"#)])
        try model.catchUp(with: ledger)
        var fresh = ObservedSources()
        try fresh.catchUp(with: ledger)
        #expect(model.rows == fresh.rows && model.position == fresh.position && model.position == 9)
    }
}

private struct Unexpected: Error {
    let outcome: DraftOutcome
    init(_ outcome: DraftOutcome) { self.outcome = outcome }
}
