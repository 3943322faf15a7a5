extension ListingState {
    /// Every field of the state, in reading order.
    public var fields: [StateField] {
        guard let draft else { return [] }
        var fields = [
            StateField("listing.phase", phase.rawValue), StateField("listing.unitCode", draft.unitCode),
            StateField("listing.areaCentiSqm", number: draft.areaCentiSqm),
        ]
        if let agency { fields.append(StateField("listing.agency", agency)) }
        if !draft.owners.isEmpty { fields.append(StateField("listing.owners", draft.owners.joined(separator: " "))) }
        fields += entrustmentFields + verificationFields
        if let priceFen { fields.append(StateField("listing.priceFen", fen: priceFen)) }
        for (number, price) in prices.enumerated() {
            fields.append(StateField("listing.prices.\(number + 1).\(price.source.rawValue)Fen", fen: price.fen))
        }
        for publication in publications {
            fields.append(StateField("listing.channels.\(publication.channel)", publication.mark.on))
        }
        if let onOffer { fields.append(StateField("listing.onOfferSince", onOffer.on)) }
        if let lock {
            fields.append(StateField("listing.lock.deal", lock.dealId))
            if let until = lock.until { fields.append(StateField("listing.lock.until", until)) }
        }
        for (path, mark) in [("rejectedOn", rejected), ("expiredOn", expired), ("withdrawnOn", withdrawn)] {
            if let mark { fields.append(StateField("listing.\(path)", mark.on)) }
        }
        if let sale {
            fields.append(StateField("listing.sold.deal", sale.dealId))
            fields.append(StateField("listing.sold.on", sale.mark.on))
        }
        for conflict in conflicts { fields.append(StateField("listing.conflicts.\(conflict.otherListingId)", conflict.mark.on)) }
        return fields
    }

    private var entrustmentFields: [StateField] {
        guard let entrustment else { return [] }
        var fields = [
            StateField("listing.entrustment.exclusive", entrustment.isExclusive),
            StateField("listing.entrustment.rateBp", number: entrustment.rateBp),
        ]
        if let from = entrustment.from { fields.append(StateField("listing.entrustment.from", from)) }
        if let to = entrustment.to { fields.append(StateField("listing.entrustment.to", to)) }
        return fields
    }

    private var verificationFields: [StateField] {
        var fields: [StateField] = []
        if let verificationRequested {
            fields.append(StateField("listing.verification.requestedOn", verificationRequested.on))
        }
        guard let verification else { return fields }
        fields.append(StateField("listing.verification.code", verification.code))
        fields.append(StateField("listing.verification.restrictionState", verification.restrictionState))
        fields.append(StateField("listing.verification.reminderState", verification.reminderState))
        if let until = verification.validUntil { fields.append(StateField("listing.verification.validUntil", until)) }
        return fields
    }
}
