/// What a judge is told of a draft, once its form and its place in its stream are right.
public struct StepDraft: Sendable {
    /// The index it would get.
    public let index: UInt64
    /// The instant it would be recorded at, milliseconds since 1970.
    public let timeMilliseconds: Int64
    /// Days since 1970-01-01: when it happened.
    public let occurredDay: Int32
    public let subject: String
    /// The revision it would get.
    public internal(set) var revision: UInt32
    public let type: String
    public let schema: UInt32
    public let actor: String
    public let role: String
    public let attestation: String
    public let cause: UInt64?
    /// The key that the writer states; `nil` where the ledger will make one.
    public let key: String?
    /// Canonical JSON.
    public let data: [UInt8]
    /// Whoever handed it in looked for personal numbers already and knows which codes are none (``DraftRun/isSearched``).
    public let isSearched: Bool

    public init(
        index: UInt64, timeMilliseconds: Int64, occurredDay: Int32, subject: String, revision: UInt32, type: String,
        schema: UInt32, actor: String, role: String, attestation: String, cause: UInt64?, key: String? = nil, data: [UInt8],
        isSearched: Bool = false
    ) {
        self.index = index
        self.timeMilliseconds = timeMilliseconds
        self.occurredDay = occurredDay
        self.subject = subject
        self.revision = revision
        self.type = type
        self.schema = schema
        self.actor = actor
        self.role = role
        self.attestation = attestation
        self.cause = cause
        self.key = key
        self.data = data
        self.isSearched = isSearched
    }
}

/// Why a well-formed step may not be taken: a permission (77) or a business rule (5). DESIGN.md section 2.
public struct StepRefusal: Error, Hashable, Sendable {
    /// `rejected` or `notPermitted`.
    public let code: LedgerError.Code
    /// At most 48 bytes of `[a-z][A-Za-z0-9.]*`.
    public let rule: String
    /// The entries it rests on, rising.
    public internal(set) var rests: [UInt64]
    /// What is missing, in the domain's names.
    public let missing: [String]
    /// The law, practice or proposal behind the rule.
    public let source: String
    /// What must be true, and what to do about it, in English and Chinese.
    public let english: String
    public let chinese: String
    /// The index of the `step.refused` that records it; `nil` where nothing was recorded.
    public var recorded: UInt64?
    /// The actor was refused too often in the last hour: this refusal is counted, not recorded.
    public var isDropped = false
    /// Whether it is proved who asked; `nil` where nothing was asked about that. What a stranger tried leaves no trace.
    var isIdentified: Bool?

    public init(
        _ code: LedgerError.Code, rule: String, rests: [UInt64], missing: [String], source: String, english: String,
        chinese: String
    ) {
        self.code = code
        self.rule = rule
        self.rests = rests
        self.missing = missing
        self.source = source
        self.english = english
        self.chinese = chinese
    }
}

/// Judges steps by rules that the ledger itself does not know. Lives on the writer's thread, inside its transaction.
///
/// It may keep what it read between calls; ``forget()`` says that none of it holds any more.
public protocol StepJudge: AnyObject {
    /// Whether type, role and payload are known and well formed: faults of form, which leave no trace.
    ///
    /// - Throws: ``LedgerError`` `typeUnknown`, `roleUnknown`, `payloadMalformed`, `personalInClear`.
    func checkForm(_ draft: StepDraft) throws(LedgerError)

    /// Whether the step may be taken now, on what the log holds and what was accepted before it in this batch.
    ///
    /// - Throws: ``StepRefusal``; any other error ends the whole commit.
    func decide(_ draft: StepDraft, _ log: LogReader) throws

    /// The step was accepted: what is decided next rests on it too.
    func accepted(_ draft: StepDraft, _ log: LogReader) throws

    /// A batch begins: what is accepted from here on may be taken back.
    func beginBatch()
    /// The batch stands.
    func endBatch()
    /// The batch failed: everything accepted since ``beginBatch()`` did not happen.
    func rollBack()
    /// The log is not what it was when it was read.
    func forget()
}
