internal import HomeSale

/// How a deal stands at one point: what `deal show` says of it.
struct DealPicture {
    let file: DealFile
    let point: KnownPoint
    let blockers: [Blocker]

    var json: JSONText {
        var answer = state
        answer.put("next", file.nextSteps.map(\.name.rawValue))
        answer.put("blockers", objects: blockers.map(object))
        return answer
    }

    /// How it stands, without advice what may come next.
    var state: JSONText {
        var answer = JSONText()
        answer.put("deal", file.id)
        answer.put("phase", file.phase.rawValue)
        answer.put("overlays", file.overlays.map(\.rawValue))
        answer.put("asOf", point.size)
        answer.put("effective", point.effective.map { "\($0)" })
        answer.put("price", fen: file.price?.fen)
        answer.put("priceFrom", file.price?.source)
        answer.put("parties", parties)
        answer.put("escrow", escrow)
        answer.put("loans", objects: file.legs.map { loan($0.number, $0.loan) })
        answer.put("registration", registration)
        answer.put("tax", tax)
        return answer
    }

    private var parties: JSONText {
        var one = JSONText()
        one.put("buyers", file.deal.buyers)
        one.put("sellers", file.deal.sellers)
        one.put("lenders", file.legs.compactMap { $0.loan.lender })
        one.put("escrowAgent", file.escrow.agreement?.agent)
        return one
    }

    private var escrow: JSONText {
        var one = JSONText()
        one.put("depositedFen", fen: file.escrow.depositedFen)
        one.put("releasedFen", fen: file.escrow.releasedFen)
        one.put("refundedFen", fen: file.escrow.refundedFen)
        one.put("heldFen", fen: file.escrow.heldFen)
        one.put("balanceFen", fen: file.escrow.balanceFen)
        one.put("phase", file.escrow.phase.rawValue)
        return one
    }

    private func loan(_ number: Int, _ loan: LoanState) -> JSONText {
        var one = JSONText()
        one.put("leg", number)
        one.put("phase", loan.current?.phase.rawValue ?? loan.preApproval?.state.rawValue)
        one.put("lender", loan.lender)
        one.put("requestedFen", fen: loan.current?.application.principalFen ?? loan.preApproval?.requestedFen)
        one.put("approvedFen", fen: loan.current?.approval?.amountFen)
        one.put("disbursedFen", fen: loan.current?.disbursement?.amountFen)
        one.put("balanceFen", fen: loan.current?.repayment?.balanceFen)
        one.put("openConditions", loan.current?.openConditions ?? [])
        return one
    }

    private var registration: JSONText {
        let state = file.registration
        var one = JSONText()
        one.put(
            "applications",
            objects: state.applications.map { application in
                var row = JSONText()
                row.put("number", application.number)
                row.put("kind", application.kind)
                row.put("outcome", application.outcome.rawValue)
                return row
            })
        one.put("entryDate", state.entryDate.map { "\($0)" })
        one.put("certNo", state.certificateNumber)
        one.put("holders", state.holders)
        one.put("mortgages", state.mortgageRecorded.keys.sorted().map(String.init))
        return one
    }

    private var tax: JSONText {
        var one = JSONText()
        one.put("cleared", file.tax.isCleared)
        one.put(
            "assessments",
            objects: file.tax.assessments.map { assessment in
                var row = JSONText()
                row.put("kind", assessment.kind)
                row.put("payer", assessment.payer)
                row.put("amountFen", fen: assessment.amountFen)
                row.put("paidFen", fen: assessment.paidFen)
                row.put("exempt", assessment.isExempt)
                row.put("estimate", assessment.isEstimate)
                return row
            })
        return one
    }

    private func object(_ blocker: Blocker) -> JSONText {
        var one = JSONText()
        one.put("rule", blocker.id)
        one.put("steps", blocker.steps.map(\.rawValue))
        one.put("missing", blocker.missing.map(\.rawValue))
        one.put("rests", blocker.rests.map(String.init))
        one.put("demand", tr(blocker.demand))
        one.put("detail", blocker.detail)
        return one
    }
}

extension DealFile {
    /// What the home costs, and what says so.
    var price: (fen: Int64, source: String)? {
        if let contract = deal.contract { return (contract.priceFen, "contract") }
        return deal.acceptedOffer.map { ($0.priceFen, "offer") }
    }
}
