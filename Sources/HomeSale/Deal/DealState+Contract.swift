extension DealState {
    mutating func applyContract(_ fact: Fact, _ mark: Mark) {
        let data = fact.payload
        switch fact.name {
        case .contractSigned:
            contract = Contract(
                mark: mark, priceFen: data.integer("priceFen") ?? 0, unitCode: data.text("unitCode") ?? "",
                areaCentiSqm: data.integer("areaCentiSqm") ?? 0, loanFallback: data.text("loanFallback"))
        case .contractAmended:
            let changes = data.object("changes") ?? .empty
            contract?.amended = mark
            if let priceFen = changes.integer("priceFen"), priceFen != contract?.priceFen {
                contract?.priceFen = priceFen
                contract?.needsRefiling = true
            }
            if changes.has("buyerIds") || changes.has("sellerIds") { contract?.needsRefiling = true }
            if changes.has("buyerIds") { opened?.buyers = changes.texts("buyerIds") }
            if changes.has("sellerIds") { opened?.sellers = changes.texts("sellerIds") }
            if let payMode = changes.text("payMode") { opened?.payMode = payMode }
        case .filingRecorded:
            filing = Filing(
                mark: mark, number: data.text("filingNo") ?? "", priceFen: data.integer("priceFen") ?? 0,
                filedOn: data.date("filedOn"))
            contract?.needsRefiling = false
        case .filingRevoked: filing?.revoked = mark
        case .payoffQuoted:
            let total = ["principalFen", "interestFen", "feeFen"] as [StaticString]
            let lender = data.text("lenderId") ?? "", place = payoffs.firstIndex { $0.quote.lenderId == lender }
            let quote = PayoffQuote(
                mark: mark, lenderId: lender, totalFen: total.reduce(0) { $0.adding(data.integer($1) ?? 0) },
                validOn: data.date("validOn"), paidBeforeFen: place.map { payoffs[$0].paidFen } ?? 0)
            if let place { payoffs[place].quote = quote } else { payoffs.append(Payoff(quote: quote)) }
        case .payoffExecuted:
            let named = data.text("lenderId")
            guard let place = payoffs.lastIndex(where: { named == nil || $0.quote.lenderId == named }) else { return }
            payoffs[place].executed = mark
            payoffs[place].paidFen = payoffs[place].paidFen.adding(data.integer("paidFen") ?? 0)
        case .carryOverAgreed:
            carryOver = CarryOver(
                mark: mark, mode: data.text("mode") ?? "", oldLenderId: data.text("oldLenderId") ?? "",
                newLenderId: data.text("newLenderId") ?? "")
        default: break
        }
    }

    mutating func applyUnwind(_ fact: Fact, _ mark: Mark) {
        let data = fact.payload
        switch fact.name {
        case .breachAlleged: breaches.append(AllegedBreach(mark: mark, by: data.text("by") ?? ""))
        case .breachCured:
            guard let place = breaches.lastIndex(where: { $0.cured == nil && $0.by == data.text("by") }) else { return }
            breaches[place].cured = mark
            // Who performs within the time that the notice gave keeps the contract alive. 民法典 563, 565.
            if let notice = rescission, notice.isCured(by: mark.on), !breaches.contains(where: { $0.cured == nil }) {
                rescission = nil
            }
        case .rescissionNoticed:
            let side = side(of: fact)
            rescission = RescissionNotice(data, mark, by: side)
            if rescission?.ground == "agreed", let side { rescissionAgreedBy.insert(side) }
        case .rescissionEffective:
            rescissionEffective = mark
            rescissionBasis = data.text("basis")
            rescissionFault = data.text("fault")
        case .settlementComputed:
            settlementComputed = mark
            settlement = SettlementItem.list(data)
            (settlementAcceptedBy, settlementSides) = ([:], [])
        case .settlementAccepted:
            let by = data.text("by")
            settlementAcceptedBy[by ?? fact.actor] = mark
            if let side = by.flatMap(side(of:)) ?? side(of: fact) { settlementSides.insert(side) }
        default: break
        }
    }
}
