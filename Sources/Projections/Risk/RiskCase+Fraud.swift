internal import HomeSale

/// Fraud: what does not fit together.
extension RiskCase {
    /// The bureau rounds: less than a yuan is no second price.
    private static let taxRoundingFen: Int64 = 100
    private static let resaleDays: Int64 = 90
    private static let dayMilliseconds: Int64 = 86_400_000

    func addFraud(to readings: inout RiskReadings) {
        readings["F01"] = identities
        readings["F03"] = prices
        readings["F04"] = proxies
        readings["F05"] = payees
        readings["F06"] = soldTwice
        readings["F08"] = resale
        readings["F09"] = haste
    }

    /// How far it is sure who signs: of each the best check on record, of all the worst. One whom nobody checked leaves it unknown,
    /// unless another is at the worst already.
    private var identities: RiskReading {
        func doubt(_ check: PartyState.IdentityCheck) -> Int64 {
            switch check.level {
            case "direct": 0
            case "relayed": 1
            default: 2
            }
        }
        let best = signers.compactMap { party in
            party.identityChecks.map { (doubt: doubt($0), entry: $0.mark.index) }.min { $0.doubt < $1.doubt }
        }
        guard let worst = best.map(\.doubt).max(), worst == 2 || best.count == signers.count else { return .unknown }
        return .measured(worst, best.filter { $0.doubt == worst }.map(\.entry))
    }

    /// Known from two of the three on. The bureau may value a home higher: only a lower tax price is a second one.
    private var prices: RiskReading {
        guard let contract = deal.contract, let price else { return .unknown }
        var entries = price.entries
        var differs = false
        var isKnown = false
        if let filing = deal.filing, !filing.isRevoked {
            entries.append(filing.mark.index)
            differs = filing.priceFen != contract.priceFen
            isKnown = true
        }
        if let tax = taxPrice {
            entries += tax.entries
            let (shortFen, overflow) = contract.priceFen.subtractingReportingOverflow(tax.fen)
            differs = differs || overflow || shortFen > Self.taxRoundingFen
            isKnown = true
        }
        return isKnown ? .measured(differs ? 1 : 0, entries) : .unknown
    }

    /// What deed tax was assessed on, and the VAT that is no part of its base; `nil` until both are decided. 契税法 4.
    private var taxPrice: (fen: Int64, entries: [UInt64])? {
        let deedTaxes = file.tax.decided.filter { $0.kind == "deedTax" && !$0.isExempt }
        let vat = file.tax.decided.filter { $0.kind == "vat" }
        guard !deedTaxes.isEmpty, !vat.isEmpty else { return nil }
        let bases = deedTaxes.compactMap { payload($0.mark)?.integer("baseFen") }
        guard bases.count == deedTaxes.count else { return nil }
        var sumFen: Int64 = 0
        for fen in bases + vat.filter({ !$0.isExempt }).map(\.amountFen) {
            let (sum, overflow) = sumFen.addingReportingOverflow(fen)
            if overflow { return nil }
            sumFen = sum
        }
        return (sumFen, (deedTaxes + vat).map(\.mark.index))
    }

    /// Of those who act for a seller. What a proxy may do was stated once; whether it has run out since changes nothing of it.
    private var proxies: RiskReading {
        let live = deal.proxies.filter { deal.sellers.contains($0.principal) && $0.revoked == nil }
        if live.isEmpty { return .measured(deal.has("proxySeller") ? 2 : 0, openingEntries) }
        let worst = live.map { proxy -> Int64 in
            guard proxy.powers.contains("receiveMoney") else { return 2 }
            guard let place = place(proxy.mark) else { return 1 }
            return facts[place].role == .notary || facts[place].payload.has("notarialNo") ? 0 : 1
        }.max()
        return .measured(worst ?? 0, live.map(\.mark.index))
    }

    /// Who was paid out of escrow. A court's document and an accepted settlement may name anybody.
    private var payees: RiskReading {
        let releases = places(.escrowReleased)
        guard !releases.isEmpty else { return .unknown }
        var owners = Set(deal.sellers + (deal.title?.owners ?? []))
        owners.formUnion(deal.title?.lenders ?? [])
        owners.formUnion(deal.payoffs.map(\.quote.lenderId))
        if let lender = deal.carryOver?.oldLenderId { owners.insert(lender) }
        if deal.isSettlementAccepted { owners.formUnion(deal.settlement.map(\.to)) }
        let named = Set(file.escrow.agreement?.terms.map(\.payee) ?? [])
        let doubts = releases.map { place -> Int64 in
            let payee = facts[place].payload.text("payee") ?? ""
            if facts[place].payload.has("docNo") || owners.contains(payee) { return 0 }
            return named.contains(payee) ? 1 : 2
        }
        let worst = doubts.max() ?? 0
        return .measured(worst, zip(releases, doubts).compactMap { $1 == worst ? facts[$0].index : nil })
    }

    /// Before a price is agreed several brokers may offer a home, and several buyers look at it; after, it is to be sold once.
    private var soldTwice: RiskReading {
        guard let opened = deal.opened else { return .unknown }
        let ends = [deal.closed, deal.cancelled, deal.expired, deal.rescissionEffective].compactMap { $0?.index }
        if !file.isLive { return .measured(0, openingEntries + ends) }
        var rivals: [UInt64] = [], others: [UInt64] = []
        for other in otherDeals {
            if let transfer = other.registration.transferRecorded, transfer.index > opened.mark.index {
                rivals.append(transfer.index)
            } else if other.isLive, let start = other.deal.opened {
                if let offer = other.deal.acceptedOffer {
                    rivals.append(offer.mark.index)
                } else {
                    others.append(start.mark.index)
                }
            }
        }
        let isAgreed = acceptedOffer != nil
        for listing in otherListings where listing.isOnMarket {
            guard let entry = listing.onOffer ?? listing.lock?.mark else { continue }
            if isAgreed { rivals.append(entry.index) } else { others.append(entry.index) }
        }
        let own = acceptedOffer.map { [$0.mark.index] } ?? openingEntries
        if isAgreed, !rivals.isEmpty { return .measured(2, rivals + own) }
        return .measured(rivals.isEmpty && others.isEmpty ? 0 : 1, rivals + others + own)
    }

    /// Only a purchase that this log holds is known.
    private var resale: RiskReading {
        guard let lastSale else { return .unknown }
        let end = deal.contract?.mark ?? deal.opened?.mark
        let isShort = days(from: lastSale.on, to: end?.on ?? day) <= Self.resaleDays
        return .measured(isShort ? 1 : 0, [lastSale.transfer.index] + (end.map { [$0.index] } ?? []))
    }

    /// By the days on which both happened, and within neighbouring days by when they were recorded.
    private var haste: RiskReading {
        if isFinanced { return .measured(0, openingEntries) }
        guard let offer = place(acceptedOffer?.mark), let contract = place(deal.contract?.mark) else { return .unknown }
        let apart = days(from: facts[offer].occurred, to: facts[contract].occurred)
        let isRecordedSoon = facts[contract].timeMilliseconds - facts[offer].timeMilliseconds < Self.dayMilliseconds
        let isHasty = apart < 1 || apart == 1 && isRecordedSoon
        return .measured(isHasty ? 1 : 0, [facts[offer].index, facts[contract].index])
    }
}
