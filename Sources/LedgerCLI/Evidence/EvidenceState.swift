internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Proofs

/// How a deal stands at the checkpoint, every field with the entry that says so, and the digests of what lies beside:
/// `evidence.json`. docs/FORMAT.md.
struct EvidenceState {
    let deal: String
    let checkpoint: Checkpoint
    let picture: DealPicture
    let fields: [DealHistory.Blame]

    /// - Parameter facts: of the deal, below the checkpoint's size.
    init(deal: String, checkpoint: Checkpoint, facts: [Fact]) {
        (self.deal, self.checkpoint) = (deal, checkpoint)
        let history = DealHistory(id: deal, facts: facts)
        let point = KnownPoint(
            size: checkpoint.size, effective: nil, instantMilliseconds: facts.last?.timeMilliseconds ?? 0)
        picture = DealPicture(file: DealFile(id: deal, facts: facts), point: point, blockers: [])
        fields = history.blame()
    }

    /// Canonical.
    func json(files: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
        var hasher = Hasher256()
        let digests = files.map { ($0.name, hasher.digest(of: $0.bytes.span).hex) }
            .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        guard let state = canonicalObject(picture.state.text) else { throw LedgerError(.unexpected, ["evidence.json"]) }
        let rows = try fields.map { blame in
            guard let row = canonicalObject(row(blame).text) else { throw LedgerError(.unexpected, [blame.field.path]) }
            return row
        }
        return JSONWriter.object { writer in
            writer.member("deal", deal)
            writer.member("fields", objects: rows)
            writer.member("files", json: JSONWriter.object { one in for file in digests { one.member(file.0, file.1) } })
            writer.member("origin", checkpoint.origin)
            writer.member("root", checkpoint.root.hex)
            writer.member("size", Int64(checkpoint.size))
            writer.member("state", json: state)
        }
    }

    private func row(_ blame: DealHistory.Blame) -> JSONText {
        let fact = blame.step.fact
        var one = JSONText()
        one.put("field", blame.field.path)
        one.put("value", blame.field.value)
        one.put("index", fact.index)
        one.put("actor", fact.actor)
        one.put("role", fact.role.rawValue)
        one.put("time", CivilTime.text(ofMilliseconds: fact.timeMilliseconds))
        one.put("type", fact.name.rawValue)
        return one
    }
}
