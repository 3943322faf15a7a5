internal import HomeSale

/// School district and quality: what little the log says of them.
extension RiskCase {
    func addSchool(to readings: inout RiskReadings) {
        readings["E03"] = household
        readings["E06"] = schoolClause
    }

    func addQuality(to readings: inout RiskReadings) {
        if !isFinanced { readings["Q02"] = .doesNotApply }
        readings["Q03"] = area
    }

    var isFinanced: Bool { deal.opened?.isFinanced ?? true }

    /// As found at the handover; before it nobody has looked.
    private var household: RiskReading {
        guard let handover = deal.handover, let data = payload(handover) else { return .unknown }
        switch data.text("hukouStatus") {
        case "none", "movedOut": return .measured(0, [handover.index])
        case "pending": return .measured(1, [handover.index])
        default: return .unknown
        }
    }

    /// Why the buyer buys is no entry: a clause that is there is known to be, one that is not may not be needed.
    private var schoolClause: RiskReading {
        guard let contract = deal.contract?.mark, payload(contract)?.flag("schoolClause") == true else { return .unknown }
        return .measured(0, [contract.index])
    }

    private var area: RiskReading {
        guard let title = deal.title?.mark, let registered = payload(title)?.integer("areaCentiSqm"), registered > 0 else {
            return .unknown
        }
        var stated: [(area: Int64, entry: UInt64)] = []
        if let contract = deal.contract { stated.append((contract.areaCentiSqm, contract.mark.index)) }
        if let draft = listing?.draft { stated.append((draft.areaCentiSqm, draft.mark.index)) }
        let shares = stated.compactMap { stated -> Int64? in
            let (difference, overflow) = stated.area.subtractingReportingOverflow(registered)
            return overflow || difference == .min ? nil : Self.share(abs(difference), of: registered, unit: 1_000_000)
        }
        guard let worst = shares.max(), shares.count == stated.count else { return .unknown }
        return .measured(worst, stated.map(\.entry) + [title.index])
    }
}
