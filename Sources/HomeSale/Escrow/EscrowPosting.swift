/// What a deposit is for. DOMAIN.md section 3.3.
public enum EscrowLegKind: String, CaseIterable, Hashable, Sendable {
    /// 定金: earnest money.
    case deposit
    /// 首付款: the rest of what the buyer pays himself.
    case ownFunds
    /// 贷款: what a lender pays.
    case loan
    /// 尾款: retained until the handover.
    case tail
}

/// One movement of money. Every posting keeps its entry, so that a balance can be traced to the fen.
public struct EscrowPosting: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case deposited, interest, released, refunded, fee

        /// Whether it brings money in.
        public var isCredit: Bool { self == .deposited || self == .interest }
    }

    public let mark: Mark
    public let kind: Kind
    /// In fen, above 0 for every posting that `decide` accepts.
    public let amountFen: Int64
    /// Who paid in, or got it: the source of a deposit or refund, the payee of a release; empty for interest and fees.
    public let party: String
    /// Of a deposit.
    public let legKind: EscrowLegKind?
    /// What of this credit is still in the account: from the amount down to 0; 0 for debits.
    public internal(set) var unspentFen: Int64
}

/// Money that may not move: a court's or a party's hold on part of the balance.
public struct EscrowHold: Hashable, Sendable {
    public let mark: Mark
    public let docNo: String
    /// Whose interest is held: `all`, `buyer`, `seller` or `lender`.
    public let scope: String
    /// The party, where the document names one.
    public let party: String?
    /// What is still held, in fen.
    public internal(set) var amountFen: Int64
}

/// The bank's figure beside the ledger's. A difference is a finding (DOMAIN.md section 8, O05), never a refusal.
public struct EscrowReconciliation: Hashable, Sendable {
    public let mark: Mark
    public let bankBalanceFen: Int64
    /// The bank's balance less the ledger's, in fen.
    public let differenceFen: Int64
}
