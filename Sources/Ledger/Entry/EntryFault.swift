public import CanonicalJSON

/// Why a text is no entry or no draft, and where.
public struct EntryFault: Error, Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        case json(Fault.Cause)
        /// A member that an entry, or a draft, does not have; one that only the ledger sets, in a draft.
        case unknownMember, ledgerMember
        case missing(Attribute)
        /// The attribute's value is not of its grammar.
        case grammar(Attribute)
        /// `expect` is neither `"new"`, `"any"` nor a revision.
        case expectation
        case tooLong
    }

    public let cause: Cause
    /// Bytes from the start of the text.
    public let offset: Int

    @inline(never)
    public init(_ cause: Cause, at offset: Int) {
        self.cause = cause
        self.offset = offset
    }

    @inline(never)
    init(_ fault: Fault) {
        cause = .json(fault.cause)
        offset = fault.offset
    }
}

extension EntryFault: CustomStringConvertible {
    public var description: String {
        switch cause {
        case .json(let cause): cause.description
        case .unknownMember: "an unknown member"
        case .ledgerMember: "a member that only the ledger sets"
        case .missing(let attribute): "`\(attribute.name)` is missing"
        case .grammar(let attribute): "`\(attribute.name)` is not of its form"
        case .expectation: "`expect` is neither \"new\", \"any\" nor a revision"
        case .tooLong: "the line would be over \(maximumLineBytes) bytes"
        }
    }
}
