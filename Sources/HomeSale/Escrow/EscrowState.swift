/// The supervised account of one deal: what came in from whom, what went out, what is left. DOMAIN.md section 3.3.
///
/// Nothing here is trusted that can be recomputed: every sum is kept twice, as a running figure and in the postings, and
/// ``isConserved`` compares them after every fact.
public struct EscrowState: Hashable, Sendable {
    public enum Phase: String, CaseIterable, Hashable, Sendable {
        case none, agreed, open, funding, funded, releasing, closing, closed

        public var wording: Wording {
            switch self {
            case .none: Wording("none", "未约定")
            case .agreed: Wording("agreed", "已签监管协议")
            case .open: Wording("open", "已开户")
            case .funding: Wording("funding", "存入中")
            case .funded: Wording("funded", "首付到位")
            case .releasing: Wording("releasing", "划付中")
            case .closing: Wording("paid out, to be closed", "待销户")
            case .closed: Wording("closed", "已销户")
            }
        }
    }

    public internal(set) var agreement: EscrowAgreement?
    public internal(set) var opened: Mark?
    public internal(set) var closed: Mark?
    /// In the order of the log.
    public internal(set) var postings: [EscrowPosting] = []
    public internal(set) var holds: [EscrowHold] = []
    public internal(set) var reconciliation: EscrowReconciliation?

    public internal(set) var depositedFen: Int64 = 0
    public internal(set) var interestFen: Int64 = 0
    public internal(set) var releasedFen: Int64 = 0
    public internal(set) var refundedFen: Int64 = 0
    public internal(set) var feesFen: Int64 = 0
    public internal(set) var balanceFen: Int64 = 0
    public internal(set) var heldFen: Int64 = 0
    /// What refunds gave back to each source, in fen.
    public internal(set) var refundedTo: [String: Int64] = [:]
    /// The deposit that brought the buyer's own money up to the target; `nil` again where a refund took it below.
    public internal(set) var ownFundsMet: Mark?
    /// The latest entry of the stream.
    public internal(set) var lastMark: Mark?
    /// A stored fact did not add up: an amount missing, negative or beyond what was there. No decision lets such a fact in.
    public internal(set) var isBroken = false

    public init() {}

    public var isOpen: Bool { opened != nil && closed == nil }
    public var isHeld: Bool { heldFen > 0 }
    public var isOwnFundsTargetMet: Bool { ownFundsMet != nil }
    /// What a release may leave no less than before the handover, in fen.
    public var retainedTailFen: Int64 { agreement?.retainedTailFen ?? 0 }
    /// What may go out, in fen.
    public var freeFen: Int64 { balanceFen.adding(-heldFen) }

    /// Derived from the facts; `held` is an overlay of its own, ``isHeld``.
    public var phase: Phase {
        if closed != nil { return .closed }
        guard opened != nil else { return agreement == nil ? .none : .agreed }
        if releasedFen > 0 || refundedFen > 0 { return balanceFen == 0 ? .closing : .releasing }
        if isOwnFundsTargetMet { return .funded }
        return postings.contains { $0.kind == .deposited } ? .funding : .open
    }

    /// Everybody who paid in, in the order of their first deposit.
    public var sources: [String] {
        var seen: Set<String> = []
        return postings.compactMap { $0.kind == .deposited && seen.insert($0.party).inserted ? $0.party : nil }
    }

    /// Every posting with the balance after it, in fen, in the order of the log: a running sum of its own, which stops at its bounds.
    public var statement: [(posting: EscrowPosting, balanceFen: Int64)] {
        var balanceFen: Int64 = 0
        return postings.map { posting in
            balanceFen = balanceFen.adding(posting.kind.isCredit ? posting.amountFen : -posting.amountFen)
            return (posting, balanceFen)
        }
    }

    /// What `source` paid in, in fen.
    public func depositedFen(by source: String, _ kinds: Set<EscrowLegKind> = Set(EscrowLegKind.allCases)) -> Int64 {
        deposits(of: source, kinds).reduce(0) { $0.adding($1.amountFen) }
    }

    /// What of the deposits of `source` is still in the account, in fen: the most that may go back to it.
    public func unspentFen(of source: String, _ kinds: Set<EscrowLegKind> = Set(EscrowLegKind.allCases)) -> Int64 {
        deposits(of: source, kinds).reduce(0) { $0.adding($1.unspentFen) }
    }

    /// What of a kind of money is still in the account, from any source, in fen.
    public func unspentFen(_ kind: EscrowLegKind) -> Int64 {
        postings.reduce(0) { $1.legKind == kind ? $0.adding($1.unspentFen) : $0 }
    }

    /// What of all deposits is still in the account, in fen: the balance without interest.
    public var unspentDepositsFen: Int64 { EscrowLegKind.allCases.reduce(0) { $0.adding(unspentFen($1)) } }

    /// What holds in the name of `party` keep back, in fen.
    public func heldFen(of party: String) -> Int64 { holds.reduce(0) { $1.party == party ? $0.adding($1.amountFen) : $0 } }

    private func deposits(of source: String, _ kinds: Set<EscrowLegKind>) -> [EscrowPosting] {
        postings.filter { $0.kind == .deposited && $0.party == source && kinds.contains($0.legKind ?? .ownFunds) }
    }
}
