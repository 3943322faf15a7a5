/// What the log can measure over its deals. Each is one statistic over members of the rows of ``ClaimsModel``.
public enum ClaimMeasure: String, CaseIterable, Hashable, Sendable {
    case price, priceOverAsking, daysOnMarket, daysToDecide, daysToSign, daysToClose, salesPerMonth
    case depositShare, commission, commissionShare
    case viewingConversion, vrShare, vrMinutes
    case automaticShare, stepsToClose, signingReminderDays, transferReminderHours, listingFields
    case disputeShare, disputeHours
    case preApprovalSeconds, answerSeconds, approvalDays, rate, largestLoan, largestLoanToValue, largestDebtRatio, payoutDays
    case nonPerforming
    case decorationRate, leastDecorationLoan, largestDecorationLoan, decorationShare, hardShare, softShare, applianceShare
    case cities, lenders

    /// Which way a measure is better for those who quote it.
    public enum Better: Hashable, Sendable { case lower, higher, neither }

    enum Kind: Hashable, Sendable { case cities, lenders }

    /// How deals make one value.
    enum Statistic: Hashable, Sendable {
        /// The middle one; of an even count the lower of the two in the middle.
        case median(ClaimMember)
        case largest(ClaimMember), smallest(ClaimMember)
        /// All of one over all of another, or over the number of deals, in so many parts.
        case mean(ClaimMember, over: ClaimMember?, parts: Int64)
        /// What is owed and was due more than ninety days before the last entry of any deal, over all that is owed, in bp.
        case overdueShare
        /// How many different ones.
        case distinct(Kind)
        /// How many deals a month, from the first month to the last.
        case perMonth
    }

    public var unit: ClaimUnit { definition.unit }
    public var better: Better { definition.better }
    var statistic: Statistic { definition.statistic }

    /// Where part of what belongs below the line is in no deal's row: the value is at most as large as told.
    public var isUpperBound: Bool { self == .viewingConversion }

    /// What one deal adds, where that has another unit than the whole.
    public var partUnit: ClaimUnit {
        switch self {
        case .nonPerforming, .hardShare, .softShare, .applianceShare: .fen
        case .daysToDecide: .days
        case .viewingConversion, .vrShare, .vrMinutes, .automaticShare, .disputeShare: .count
        default: unit
        }
    }

    private var definition: (unit: ClaimUnit, better: Better, statistic: Statistic) {
        switch self {
        case .price: (.fen, .neither, .median(.priceFen))
        case .priceOverAsking: (.bp, .higher, .median(.priceOverAskingBp))
        case .daysOnMarket: (.days, .lower, .median(.daysOnMarket))
        case .daysToDecide: (.centiDays, .lower, .mean(.daysToDecide, over: nil, parts: 100))
        case .daysToSign: (.days, .lower, .median(.daysToSign))
        case .daysToClose: (.days, .lower, .median(.daysToClose))
        case .salesPerMonth: (.count, .higher, .perMonth)
        case .depositShare: (.bp, .neither, .median(.depositBp))
        case .commission: (.fen, .neither, .median(.commissionFen))
        case .commissionShare: (.bp, .neither, .median(.commissionBp))
        case .viewingConversion: (.bp, .higher, .mean(.contracts, over: .visits, parts: 10_000))
        case .vrShare: (.bp, .higher, .mean(.vrVisits, over: .visits, parts: 10_000))
        case .vrMinutes: (.centiMinutes, .higher, .mean(.vrMinutes, over: .vrVisits, parts: 100))
        case .automaticShare: (.bp, .higher, .mean(.automaticSteps, over: .steps, parts: 10_000))
        case .stepsToClose: (.count, .lower, .median(.stepsToClose))
        case .signingReminderDays: (.days, .higher, .smallest(.signingReminderDays))
        case .transferReminderHours: (.hours, .higher, .smallest(.transferReminderHours))
        case .listingFields: (.count, .higher, .median(.listingFields))
        case .disputeShare: (.bp, .lower, .mean(.disputed, over: nil, parts: 10_000))
        case .disputeHours: (.hours, .lower, .largest(.disputeHours))
        case .preApprovalSeconds: (.seconds, .lower, .median(.preApprovalSeconds))
        case .answerSeconds: (.seconds, .lower, .median(.answerSeconds))
        case .approvalDays: (.days, .neither, .median(.approvalDays))
        case .rate: (.ppm, .neither, .median(.ratePpm))
        case .largestLoan: (.fen, .neither, .largest(.loanFen))
        case .largestLoanToValue: (.bp, .lower, .largest(.loanToValueBp))
        case .largestDebtRatio: (.bp, .lower, .largest(.debtRatioBp))
        case .payoutDays: (.days, .lower, .median(.payoutDays))
        case .nonPerforming: (.bp, .lower, .overdueShare)
        case .decorationRate: (.ppm, .neither, .median(.decorationRatePpm))
        case .leastDecorationLoan: (.fen, .neither, .smallest(.decorationFen))
        case .largestDecorationLoan: (.fen, .neither, .largest(.decorationFen))
        case .decorationShare: (.bp, .neither, .median(.decorationBp))
        case .hardShare: (.bp, .neither, .mean(.hardFen, over: .planFen, parts: 10_000))
        case .softShare: (.bp, .neither, .mean(.softFen, over: .planFen, parts: 10_000))
        case .applianceShare: (.bp, .neither, .mean(.applianceFen, over: .planFen, parts: 10_000))
        case .cities: (.count, .neither, .distinct(.cities))
        case .lenders: (.count, .neither, .distinct(.lenders))
        }
    }
}
