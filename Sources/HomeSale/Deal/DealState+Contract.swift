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
            payoffQuote = PayoffQuote(
                mark: mark, lenderId: data.text("lenderId") ?? "",
                totalFen: total.reduce(0) { $0.adding(data.integer($1) ?? 0) }, validOn: data.date("validOn"),
                paidBeforeFen: payoffPaidFen)
        case .payoffExecuted:
            payoffExecuted = mark
            payoffPaidFen = payoffPaidFen.adding(data.integer("paidFen") ?? 0)
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
            if let place = breaches.lastIndex(where: { $0.cured == nil }) { breaches[place].cured = mark }
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
            settlementAcceptedBy = [:]
        case .settlementAccepted: settlementAcceptedBy[data.text("by") ?? fact.actor] = mark
        default: break
        }
    }
}
