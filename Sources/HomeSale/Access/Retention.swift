/// Whether what is held about a person may be erased, or must be kept, and until when. Pure: a decision on states and a day.
///
/// 个人信息保护法 47: data go when their purpose is reached, their period over or the consent withdrawn, unless a law has them kept. A
/// consent that still lives is no reason to keep anything against the person's own wish; it ends with the erasure.
public enum Retention {
    /// Why something must be kept. The first that applies is the one that is told.
    public enum Basis: String, CaseIterable, Hashable, Sendable {
        /// A court or authority holds something in a deal.
        case courtHold
        /// A dispute about a deal is open.
        case dispute
        /// The home is seized or barred, in a deal that is not over.
        case restriction
        /// A deal is under way, or was rescinded and is not settled.
        case liveDeal
        /// A home is entrusted to the agency and the mandate stands.
        case liveListing
        /// Identity and transaction data of obliged entities.
        case antiMoneyLaundering
        /// A signed mandate to sell.
        case brokerageContract

        /// The law, practice or proposal behind it.
        public var source: String {
            switch self {
            case .courtHold: "民事诉讼法 117; 个人信息保护法 13(1)(3)"
            case .dispute: "民事诉讼法 67; 个人信息保护法 13(1)(2)"
            case .restriction: "民事诉讼法解释 485; 个人信息保护法 13(1)(3)"
            case .liveDeal, .liveListing: "个人信息保护法 13(1)(2)"
            case .antiMoneyLaundering: "反洗钱法 34, 42; 个人信息保护法 47"
            case .brokerageContract: "房地产经纪管理办法 26"
            }
        }

        public var wording: Wording {
            switch self {
            case .courtHold: Wording("a court's or authority's hold stands", "法院或机关的保全尚未解除")
            case .dispute: Wording("a dispute is open", "争议尚未了结")
            case .restriction: Wording("the home is seized or barred", "房屋被查封或限制")
            case .liveDeal: Wording("a deal is under way", "交易正在进行")
            case .liveListing: Wording("a home is entrusted for sale", "房源委托尚未终止")
            case .antiMoneyLaundering: Wording("identity and transaction data are kept", "身份资料与交易记录须保存")
            case .brokerageContract: Wording("the mandate to sell is kept", "经纪服务合同须保存")
            }
        }

        /// Whether the end is not known yet: the day that is told counts from today.
        public var isOpen: Bool {
            switch self {
            case .courtHold, .dispute, .restriction, .liveDeal, .liveListing: true
            case .antiMoneyLaundering, .brokerageContract: false
            }
        }
    }

    /// A deal that names the party.
    public struct Deal: Hashable, Sendable {
        let file: DealFile
        /// The last day on which something of it happened; what the program derived does not count. The business date, not that of
        /// the recording: a history that was taken over late is no younger for it.
        let lastDay: CivilDate?

        public init(id: String, facts: [Fact]) {
            file = DealFile(id: id, facts: facts)
            lastDay = facts.filter { $0.role != .system }.map(\.occurred).max()
        }
    }

    public enum Verdict: Hashable, Sendable {
        case now
        /// - Parameter until: the last day on which it must be kept; where the basis is open, the earliest that this can be.
        case deferred(until: CivilDate, Basis)
    }

    /// - Parameters:
    ///   - deals: every deal that names the party in whatever part.
    ///   - listings: every listing that names the party.
    ///   - rules: say for how many years. 反洗钱法 34: ten from the end of the business relation or the transaction.
    /// - Returns: ``Verdict/now`` from the day after the last on which anything must be kept; for a person with neither deal nor
    ///   mandate, a lead, at once.
    public static func verdict(
        deals: [Deal], listings: [ListingState], rules: RuleTable, on today: CivilDate
    ) -> Verdict {
        let amlYears = Int(rules.number(.amlYears, asOf: today) ?? longestYears)
        let mandateYears = Int(rules.number(.brokerageKeepYears, asOf: today) ?? longestYears)
        var found: [(until: CivilDate, basis: Basis)] = []
        for deal in deals where deal.file.deal.opened != nil {
            if let basis = openBasis(of: deal) {
                found.append((later(today, amlYears), basis))
            } else if let end = end(of: deal) {
                found.append((later(end, amlYears), .antiMoneyLaundering))
            }
        }
        for listing in listings {
            guard listing.entrustment != nil else { continue }
            if let end = listing.end?.on ?? listing.expired?.on {
                found.append((later(end, mandateYears), .brokerageContract))
            } else {
                found.append((later(today, mandateYears), .liveListing))
            }
        }
        let standing = found.filter { today <= $0.until }
        guard let until = standing.map(\.until).max() else { return .now }
        // What is open comes first: its end is the one that nobody knows.
        let basis = Basis.allCases.first { one in standing.contains { $0.basis == one && (one.isOpen || $0.until == until) } }
        return .deferred(until: until, basis ?? .antiMoneyLaundering)
    }

    /// Where no rule says, nothing goes early. DOMAIN.md section 4, `aml`.
    private static let longestYears: Int64 = 10

    private static func openBasis(of kept: Deal) -> Basis? {
        let file = kept.file
        if file.disputes.values.contains(where: \.hasCourtHold) { return .courtHold }
        if file.disputes.values.contains(where: { $0.isOpen || !$0.liveHolds.isEmpty }) { return .dispute }
        guard end(of: kept) == nil else { return nil }
        return file.deal.liveRestrictions.isEmpty ? .liveDeal : .restriction
    }

    /// The day on which the deal was over; later entries about it count, a commission paid or a correction.
    private static func end(of kept: Deal) -> CivilDate? {
        let deal = kept.file.deal
        let isUndone = deal.rescissionEffective != nil && kept.file.isUndone
        guard let mark = deal.closed ?? deal.cancelled ?? deal.expired ?? (isUndone ? deal.rescissionEffective : nil) else {
            return nil
        }
        return max(mark.on, kept.lastDay ?? mark.on)
    }

    /// The same day so many years on, or the last of its month; the end of the calendar where there is no such year. 民法典 202.
    private static func later(_ day: CivilDate, _ years: Int) -> CivilDate { day.adding(years: years) ?? .last }
}
