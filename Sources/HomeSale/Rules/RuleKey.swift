/// What a rule row is about. An open set: city packs bring their own.
public struct RuleKey: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// `[a-z][A-Za-z0-9.]*`.
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    init(_ rawValue: String) { self.init(rawValue: rawValue) }

    public var description: String { rawValue }
}

/// The buyer's household's how-manieth home it is, as lenders count.
public enum LoanHome: String, CaseIterable, Hashable, Sendable { case first, second }

// Contract and lending.
extension RuleKey {
    /// bp of the contract value.
    public static let depositCap = RuleKey("deposit.cap")
    /// bp of the loss: a penalty above it counts as excessive.
    public static let penaltyCap = RuleKey("penalty.cap")
    /// bp of the price.
    public static let downPaymentFirst = RuleKey("downPayment.min.first")
    public static let downPaymentSecond = RuleKey("downPayment.min.second")
    /// bp: how far a city might lower ``downPaymentFirst``.
    public static let downPaymentFirstFloor = RuleKey("downPayment.floor.first")
    /// bp of a month's income.
    public static let dtiHousing = RuleKey("dti.housing")
    public static let dtiAll = RuleKey("dti.all")
    /// Months.
    public static let termMax = RuleKey("term.max")
    /// Months: a longer loan is paid back monthly, principal and interest.
    public static let interestOnlyMax = RuleKey("term.interestOnlyMax")
    /// ppm a year.
    public static let lpr5y = RuleKey("lpr5y")
    public static let lpr1y = RuleKey("lpr1y")
    public static let fundRateFirstOver5y = RuleKey("fundRate.over5y.first")
    public static let fundRateSecondOver5y = RuleKey("fundRate.over5y.second")
    public static let fundRateFirstUpTo5y = RuleKey("fundRate.upTo5y.first")
    public static let fundRateSecondUpTo5y = RuleKey("fundRate.upTo5y.second")
    /// Of 2026: ppm a year, years, and what home and loan it is for.
    public static let subsidyRate = RuleKey("interestSubsidy.rate")
    public static let subsidyYears = RuleKey("interestSubsidy.years")
    public static let subsidyAreaMax = RuleKey("interestSubsidy.areaMax")
    public static let subsidyPriceMax = RuleKey("interestSubsidy.priceMax")
    public static let subsidyLoanMax = RuleKey("interestSubsidy.loanMax")
    /// Flags: the duty holds while a row is in force.
    public static let rateFloorRemoved = RuleKey("rateFloor.removed")
    public static let repricingNegotiable = RuleKey("repricing.negotiable")
    public static let repricingReplaceable = RuleKey("repricing.replaceable")
    public static let costDisclosure = RuleKey("costDisclosure")
    public static let financialMarketing = RuleKey("finMarketing")
    public static let loanPayee = RuleKey("loan.payee")
    public static let fundRegulation = RuleKey("fundRegulation")

    public static func downPayment(_ home: LoanHome) -> RuleKey { home == .first ? downPaymentFirst : downPaymentSecond }

    /// - Parameter termMonths: up to 60 is the shorter rate.
    public static func fundRate(_ home: LoanHome, termMonths: Int) -> RuleKey {
        switch (home, termMonths <= 60) {
        case (.first, false): fundRateFirstOver5y
        case (.second, false): fundRateSecondOver5y
        case (.first, true): fundRateFirstUpTo5y
        case (.second, true): fundRateSecondUpTo5y
        }
    }
}

// Taxes and fees: ppm, but for what is said.
extension RuleKey {
    /// centiSqm: up to it, a home is small.
    public static let deedTaxAreaLimit = RuleKey("deedTax.areaLimit")
    public static let deedTaxOnlySmall = RuleKey("deedTax.only.small")
    public static let deedTaxOnlyLarge = RuleKey("deedTax.only.large")
    public static let deedTaxSecondSmall = RuleKey("deedTax.second.small")
    public static let deedTaxSecondLarge = RuleKey("deedTax.second.large")
    /// A third home and more: each province sets its rate, between the two of the statute.
    public static let deedTaxOther = RuleKey("deedTax.other")
    public static let deedTaxStatutoryMin = RuleKey("deedTax.statutory.min")
    public static let deedTaxStatutoryMax = RuleKey("deedTax.statutory.max")
    public static let vatHome = RuleKey("vat.home")
    /// Years held from which the full price is not taxed any more.
    public static let vatHomeExemptYears = RuleKey("vat.home.exemptYears")
    /// Of the margin on a home that is not ordinary, held that long.
    public static let vatHomeMargin = RuleKey("vat.home.margin")
    /// Of the VAT paid.
    public static let surtaxUrban = RuleKey("surtax.city.urban")
    public static let surtaxTown = RuleKey("surtax.city.town")
    public static let surtaxOther = RuleKey("surtax.city.other")
    public static let surtaxEducation = RuleKey("surtax.education")
    public static let surtaxLocalEducation = RuleKey("surtax.localEducation")
    /// bp of the surtaxes that are due.
    public static let surtaxShare = RuleKey("surtax.share")
    public static let pitGain = RuleKey("pit.gain")
    /// Of the income, where the cost is not proven: the usual rate, and between which it may be set.
    public static let pitAssessed = RuleKey("pit.assessed")
    public static let pitAssessedMin = RuleKey("pit.assessed.min")
    public static let pitAssessedMax = RuleKey("pit.assessed.max")
    /// Years of own use of the family's only home.
    public static let pitExemptYears = RuleKey("pit.exempt")
    /// Years between sale and purchase in the same city.
    public static let pitRefundYears = RuleKey("pit.refund")
    public static let stamp = RuleKey("stamp")
    public static let landVat = RuleKey("lvat")
    /// fen.
    public static let registrationFee = RuleKey("registrationFee")
    public static let registrationFeeExtra = RuleKey("registrationFee.extraCertificate")
    /// bp of the commission that each side bears.
    public static let commissionShare = RuleKey("commission.share")
}

// Windows and keeping.
extension RuleKey {
    /// Working days.
    public static let registrationTime = RuleKey("registrationTime")
    public static let registrationTimeUsual = RuleKey("registrationTime.usual")
    /// Days.
    public static let preNoticeWindow = RuleKey("window.preNotice")
    public static let objectionWindow = RuleKey("window.objection")
    public static let tenantWindow = RuleKey("window.tenant")
    public static let ratificationWindow = RuleKey("window.ratification")
    /// Years.
    public static let rescissionWindow = RuleKey("window.rescission")
    public static let limitationWindow = RuleKey("window.limitation")
    public static let seizureWindow = RuleKey("window.seizure")
    public static let amlYears = RuleKey("aml.keep")
    public static let commerceKeepYears = RuleKey("keep.commerce")
    public static let impactReportKeepYears = RuleKey("keep.impactReport")
    public static let brokerageKeepYears = RuleKey("keep.brokerageContract")
    /// Months.
    public static let networkLogKeepMonths = RuleKey("keep.networkLog")
}

// A lender's own limits, on top of the law's.
extension RuleKey {
    /// bp.
    public static let lenderLtv = RuleKey("lenderPolicy.ltv")
    public static let lenderDti = RuleKey("lenderPolicy.dti")
    /// fen.
    public static let lenderLoanMax = RuleKey("lenderPolicy.loanMax")
    /// ppm a year.
    public static let lenderRate = RuleKey("lenderPolicy.rate")
}
