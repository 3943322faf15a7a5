/// On whom the end of a contract falls. DOMAIN.md section 2.3.
public enum Breach: String, CaseIterable, Hashable, Sendable {
    /// The buyer's fundamental breach.
    case buyer
    /// The seller's fundamental breach.
    case seller
    /// Both broke it fundamentally.
    case both
    /// Force majeure, or another cause that neither side answers for.
    case neither
}

/// What money paid ahead was agreed to be.
public enum DepositKind: String, CaseIterable, Hashable, Sendable {
    /// 定金, 订约定金 for a contract still to be signed, 解约定金 as the price of walking away.
    case earnest, formation, rescissory
    /// 订金: a prepayment. It is returned, whoever is at fault.
    case plain
}
