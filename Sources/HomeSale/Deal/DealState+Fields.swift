extension DealState {
    /// Every field of the stream's state, in reading order.
    public var fields: [StateField] {
        var fields: [StateField] = []
        if let opened {
            fields.append(StateField("deal.listing", opened.listingId))
            fields.append(StateField("deal.unitCode", opened.unitCode))
            fields.append(StateField("deal.buyers", opened.buyers.joined(separator: " ")))
            fields.append(StateField("deal.sellers", opened.sellers.joined(separator: " ")))
            fields.append(StateField("deal.payMode", opened.payMode))
            if !opened.flags.isEmpty { fields.append(StateField("deal.flags", opened.flags.sorted().joined(separator: " "))) }
        }
        if viewings > 0 { fields.append(StateField("deal.viewings", number: Int64(viewings))) }
        for offer in offers {
            fields.append(StateField("offer.\(offer.id).priceFen", fen: offer.priceFen))
            fields.append(StateField("offer.\(offer.id).status", offer.status.rawValue))
        }
        fields += depositFields + titleFields + contractFields
        for reminder in reminders {
            let standing = reminder.settled == nil ? "due" : reminder.isMissed ? "missed" : "satisfied"
            fields.append(StateField("reminder.\(reminder.name).\(reminder.cause)", standing))
        }
        if handover != nil { fields.append(StateField("handover", true)) }
        for (name, value) in [
            ("agreedFen", commissionAgreedFen), ("accruedFen", commissionAccruedFen), ("paidFen", commissionPaidFen),
            ("refundedFen", commissionRefundedFen),
        ] where value != 0 { fields.append(StateField("commission.\(name)", fen: value)) }
        return fields + unwindFields
    }

    private var depositFields: [StateField] {
        var fields: [StateField] = []
        if let depositAgreed {
            fields.append(StateField("deposit.kind", depositAgreed.kind))
            fields.append(StateField("deposit.agreedFen", fen: depositAgreed.amountFen))
        }
        for (name, value) in [
            ("receivedFen", depositReceivedFen), ("returnedFen", depositReturnedFen), ("forfeitedFen", depositForfeitedFen),
        ] where value != 0 { fields.append(StateField("deposit.\(name)", fen: value)) }
        if reservation != nil { fields.append(StateField("reservation", true)) }
        return fields
    }

    private var titleFields: [StateField] {
        var fields: [StateField] = []
        if let title {
            fields.append(StateField("title.asOf", title.asOf))
            fields.append(StateField("title.ownership", title.ownership))
            fields.append(StateField("title.lenders", title.lenders.joined(separator: " ")))
        }
        for restriction in restrictions {
            fields.append(StateField("restriction.\(restriction.docNo)", restriction.lifted == nil ? restriction.kind : "lifted"))
        }
        fields += coOwnerConsents.keys.sorted().map { StateField("consent.coOwner.\($0)", true) }
        fields += spouseConsents.keys.sorted().map { StateField("consent.spouse.\($0)", true) }
        fields += guardianAuthorisations.keys.sorted().map { StateField("consent.guardian.\($0)", true) }
        for proxy in proxies {
            fields.append(StateField("proxy.\(proxy.principal)", proxy.revoked == nil ? proxy.agent : "revoked"))
        }
        for (number, tenancy) in tenancies.enumerated() {
            // One tenant is the rule: his fields need no number.
            let path = tenancies.count == 1 ? "tenant" : "tenant-\(number + 1)"
            fields.append(StateField("\(path).noticeOn", tenancy.noticeOn))
            if let answer = tenancy.answer { fields.append(StateField("\(path).answer", answer)) }
        }
        if !authorityConsents.isEmpty { fields.append(StateField("consent.authority", true)) }
        if !residenceConsents.isEmpty { fields.append(StateField("consent.residence", true)) }
        return fields
    }

    private var contractFields: [StateField] {
        var fields: [StateField] = []
        if let contract {
            fields.append(StateField("contract.priceFen", fen: contract.priceFen))
            fields.append(StateField("contract.areaCentiSqm", number: contract.areaCentiSqm))
            fields.append(StateField("contract.signedOn", contract.mark.on))
        }
        if let filing {
            fields.append(StateField("filing.number", filing.number))
            fields.append(StateField("filing.revoked", filing.isRevoked))
        }
        for (number, payoff) in payoffs.enumerated() {
            let path = payoffs.count == 1 ? "payoff" : "payoff-\(number + 1)"
            fields.append(StateField("\(path).quotedFen", fen: payoff.quote.totalFen))
            if payoff.paidFen != 0 { fields.append(StateField("\(path).paidFen", fen: payoff.paidFen)) }
        }
        if let carryOver { fields.append(StateField("carryOver.mode", carryOver.mode)) }
        return fields
    }

    private var unwindFields: [StateField] {
        var fields: [StateField] = []
        for (number, breach) in breaches.enumerated() {
            fields.append(StateField("breach-\(number + 1).by", breach.by))
            fields.append(StateField("breach-\(number + 1).cured", breach.cured != nil))
        }
        if let rescission { fields.append(StateField("rescission.ground", rescission.ground)) }
        if let rescissionBasis { fields.append(StateField("rescission.basis", rescissionBasis)) }
        for item in settlement {
            fields.append(StateField("settlement.\(item.from)-\(item.to).\(item.reason)", fen: item.amountFen))
        }
        fields += settlementAcceptedBy.keys.sorted().map { StateField("settlement.accepted.\($0)", true) }
        if closed != nil { fields.append(StateField("closed", true)) }
        if cancelled != nil { fields.append(StateField("cancelled", true)) }
        if expired != nil { fields.append(StateField("expired", true)) }
        fields += corrections.keys.sorted().map { StateField("corrected.\($0)", true) }
        return fields
    }
}
