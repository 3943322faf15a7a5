/// The taxes of a home sale between individuals. DOMAIN.md section 4.
public enum TaxKind: String, CaseIterable, Hashable, Sendable {
    /// 增值税, the seller's.
    case vat
    /// 城市维护建设税, 教育费附加, 地方教育附加: the seller's, on the VAT.
    case cityConstruction, educationSurcharge, localEducationSurcharge
    /// 个人所得税, the seller's.
    case incomeTax
    /// 契税, the buyer's.
    case deedTax
    /// 印花税, on both sides; 土地增值税, the seller's. Homes of individuals are exempt.
    case stampSeller, stampBuyer, landVat

    public var payer: TaxPayer {
        switch self {
        case .deedTax, .stampBuyer: .buyer
        default: .seller
        }
    }
}

/// Whom the law makes pay. Who bears a tax in the end, the contract may say otherwise.
public enum TaxPayer: String, CaseIterable, Hashable, Sendable { case seller, buyer }

/// Why nothing is due.
public enum TaxExemption: String, CaseIterable, Hashable, Sendable {
    /// 满二.
    case heldLongEnough
    /// 满五唯一.
    case onlyHomeOfFiveYears
    /// 财税〔2008〕137号.
    case homeOfIndividual
}
