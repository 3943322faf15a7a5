/// What is wrong with a read model: a row that does not follow from the log, or one that does and is not there.
public struct ViewFinding: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The row holds something else than the log says.
        case row = "view.row"
        /// The log says it, and it is not there.
        case missing = "view.missing"
        /// It is there, and nothing in the log says it.
        case extra = "view.extra"
        /// The row is right, and whoever asks for it by a member does not find it; or finds one that is not.
        case index = "view.index"
        /// Every row is right, but count or digest beside them are not.
        case summary = "view.summary"
        /// It claims to reflect more entries than there are.
        case ahead = "view.ahead"
        /// The folder of all models cannot be read.
        case unreadable = "view.unreadable"
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

    init(model: String, standing: Standing, position: UInt64, rows: UInt64, finding: ViewFinding?) {
        (self.model, self.standing, self.position, self.rows, self.finding) = (model, standing, position, rows, finding)
    }

    /// Of all models at once: their folder is there and cannot be read.
    public init(unreadable why: String) {
        let finding = ViewFinding(kind: .unreadable, model: "views", key: "data.mdb", expected: "LMDB", found: why)
        self.init(model: "views", standing: .broken, position: 0, rows: 0, finding: finding)
    }
}
