internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

/// What is wrong with a read model: a row that does not follow from the log, or one that does and is not there.
public struct ViewFinding: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The row holds something else than the log says.
        case row = "view.row"
        /// The log says it, and it is not there.
        case missing = "view.missing"
        /// It is there, and nothing in the log says it.
        case extra = "view.extra"
        /// Every row is right, but count or digest beside them are not.
        case summary = "view.summary"
        /// It claims to reflect more entries than there are.
        case ahead = "view.ahead"
    }

    public let kind: Kind
    public let model: String
    /// Parts of the key, printable, with `/` between; of the summary, the member.
    public let key: String
    public let expected: String
    public let found: String
}

/// What the audit of one model came to.
public struct ViewVerdict: Hashable, Sendable {
    public enum Standing: String, Hashable, Sendable { case sound, broken, absent, otherVersion, behind }

    public let model: String
    /// Broken or not; of a sound one, whether it is also up to the log.
    public let standing: Standing
    public let position: UInt64
    public let rows: UInt64
    /// The first difference in the order of the keys.
    public let finding: ViewFinding?
}

extension Views {
    /// Folds a model afresh at its own position and compares row by row, both ways. Changes nothing.
    ///
    /// Cost: one fold of every thing of its kind. Memory: one thing at a time.
    public func audit(_ model: any ReadModel.Type) throws -> ViewVerdict {
        try environment.read { transaction in
            guard let state = try state(model, transaction) else { return verdict(model, .absent, nil) }
            guard state.version == model.version else { return verdict(model, .otherVersion, state) }
            let size = try ledger.head()?.size ?? 0
            guard state.position <= size else {
                let finding = ViewFinding(
                    kind: .ahead, model: model.name, key: "position", expected: "at most \(size)", found: "\(state.position)")
                return verdict(model, .broken, state, finding)
            }
            if let finding = try difference(model, state, transaction) { return verdict(model, .broken, state, finding) }
            return verdict(model, state.position < size ? .behind : .sound, state)
        }
    }

    private func verdict(
        _ model: any ReadModel.Type, _ standing: ViewVerdict.Standing, _ state: ViewState?, _ finding: ViewFinding? = nil
    ) -> ViewVerdict {
        ViewVerdict(
            model: model.name, standing: standing, position: state?.position ?? 0, rows: state?.rows ?? 0, finding: finding)
    }

    private func difference(
        _ model: any ReadModel.Type, _ state: ViewState, _ transaction: borrowing ReadTransaction
    ) throws -> ViewFinding? {
        try ledger.withReader { log in
            var market = Market()
            try market.catchUp(log, below: state.position)
            let teller = ViewTeller(log, below: state.position, market)
            // In the order of the table's keys.
            let things = try ViewTeller.things(model.kind, log).map { (key: ViewKey.bytes([$0.id]), thing: $0) }
                .sorted { $0.key.lexicographicallyPrecedes($1.key) }
            return try transaction.withCursor(table(model, state.generation)) { cursor in
                var walk = ViewWalk(model.name, isThere: try cursor.first())
                for (_, thing) in things {
                    let told = try teller.told(thing)
                    if told.facts.isEmpty { continue }
                    let rows = try model.rows(of: told).map { (key: ViewKey.bytes([thing.id] + $0.parts), json: $0.json) }
                    for row in rows.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                        if let finding = try walk.expect(row.key, row.json, &cursor) { return finding }
                    }
                }
                return try walk.end(&cursor) ?? walk.summary(state)
            }
        }
    }
}

/// A walk over stored rows beside those that the log says, both in the order of their keys.
private struct ViewWalk: ~Copyable {
    private let model: String
    private var isThere: Bool
    private var rows: UInt64 = 0
    private var digest = ViewDigest()
    var hasher = Hasher256()

    init(_ model: String, isThere: Bool) { (self.model, self.isThere) = (model, isThere) }

    mutating func expect(_ key: [UInt8], _ json: [UInt8], _ cursor: inout Cursor) throws -> ViewFinding? {
        guard isThere else { return finding(.missing, key, expected: json, found: nil) }
        let (storedKey, stored) = cursor.withRow { (Array(copying: $0), Array(copying: $1)) }
        if storedKey != key {
            return storedKey.lexicographicallyPrecedes(key)
                ? finding(.extra, storedKey, expected: nil, found: stored) : finding(.missing, key, expected: json, found: nil)
        }
        if stored != json { return finding(.row, key, expected: json, found: stored) }
        digest.add(key, json, &hasher)
        rows += 1
        isThere = try cursor.next()
        return nil
    }

    func end(_ cursor: inout Cursor) throws -> ViewFinding? {
        guard isThere else { return nil }
        let (key, stored) = cursor.withRow { (Array(copying: $0), Array(copying: $1)) }
        return finding(.extra, key, expected: nil, found: stored)
    }

    func summary(_ state: ViewState) -> ViewFinding? {
        if state.rows != rows {
            return ViewFinding(kind: .summary, model: model, key: "rows", expected: "\(rows)", found: "\(state.rows)")
        }
        if state.digest != digest.hex {
            return ViewFinding(kind: .summary, model: model, key: "digest", expected: digest.hex, found: state.digest)
        }
        return nil
    }

    private func finding(_ kind: ViewFinding.Kind, _ key: [UInt8], expected: [UInt8]?, found: [UInt8]?) -> ViewFinding {
        func text(_ json: [UInt8]?) -> String { json.map { String(decoding: $0, as: UTF8.self) } ?? "-" }
        return ViewFinding(
            kind: kind, model: model, key: ViewKey.words(key), expected: text(expected), found: text(found))
    }
}
