public import Proofs

/// The answer of a verification. DESIGN.md sections 5 and 7.
public struct VerifyReport: Hashable, Sendable {
    public enum Verdict: String, Hashable, Sendable { case ok, broken, inconclusive }

    public var verdict: Verdict { faults.count > 0 ? .broken : .ok }
    public internal(set) var faults = FaultLog()
    public var firstFault: VerifyFault? { faults.first }
    /// Size and root as recomputed from the lines; of a partial check, as stored.
    public internal(set) var size: UInt64 = 0
    public internal(set) var root = Digest.zero
    public internal(set) var headSignature: [UInt8] = []
    /// The keys of the log, as far as its changes of key hold; `nil` where entry 0 names none.
    public internal(set) var keys: KeyHistory?
    /// How many entries count: all of them, but in a replica those that the stored checkpoint covers.
    public internal(set) var covered: UInt64 = 0
    /// The ledger that this one says it is the successor of.
    public internal(set) var continues: Continuation?
    /// Entries and bytes of lines that were read.
    public internal(set) var entries: UInt64 = 0
    public internal(set) var bytes: UInt64 = 0
    /// Entries that carry signatures, in a ledger whose actors are not registered, which nothing could check.
    public internal(set) var signedEntries: UInt64 = 0
    /// Entries whose signatures were checked against the registered actors.
    public internal(set) var signaturesChecked: UInt64 = 0
    /// Entries that say they come from the authority itself and carry no signature that would show it.
    public internal(set) var unsignedEntries: UInt64 = 0
    /// What a partial check leaves open.
    public internal(set) var undecided: [String] = []
    /// Recomputed roots at the sizes that were asked for.
    var roots: [UInt64: Digest] = [:]

    public init() {}
}
