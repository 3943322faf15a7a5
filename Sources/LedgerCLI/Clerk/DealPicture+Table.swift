internal import HomeSale

extension DealPicture {
    /// For people: what it is, how it stands, what comes next and what is in the way.
    var table: String {
        var text = pairs(headRows + moneyRows + stateRows)
        let steps = file.nextSteps
        if !steps.isEmpty {
            var next = TableText([tr("next step", "下一步"), tr("type", "类型"), tr("leads to", "达到阶段"), tr("waits for", "尚待")])
            for step in steps { next.add([title(step.name), step.name.rawValue, tr(step.phase.wording), waits(step.name)]) }
            text += "\n" + next.text
        }
        if !blockers.isEmpty {
            text += "\n" + tr("In the way:", "尚存障碍：") + "\n"
            for blocker in blockers { text += "  " + line(blocker) + "\n" }
        }
        return text
    }

    private var headRows: [(String, String)] {
        let overlays = file.overlays.map { tr($0.wording) }
        let phase =
            tr(file.phase.wording) + (overlays.isEmpty ? "" : tr(" (", "（") + overlays.joined(separator: ", ") + tr(")", "）"))
        var rows = [(tr("deal", "交易"), file.id), (tr("phase", "阶段"), phase)]
        rows.append((tr("as of", "截至"), point.words))
        if let opened = file.deal.opened {
            rows.append((tr("listing", "房源"), opened.listingId))
            rows.append((tr("unit", "不动产单元"), opened.unitCode))
        }
        rows.append((tr("buyers", "买方"), file.deal.buyers.joined(separator: " ")))
        rows.append((tr("sellers", "卖方"), file.deal.sellers.joined(separator: " ")))
        if let price = file.price { rows.append((tr("price", "价款"), yuan(price.fen))) }
        return rows
    }

    private var moneyRows: [(String, String)] {
        var rows: [(String, String)] = []
        if file.deal.depositReceivedFen > 0 { rows.append((tr("deposit", "定金"), yuan(file.deal.depositReceivedFen))) }
        let escrow = file.escrow
        if escrow.phase != .none {
            rows.append((tr("escrow", "资金监管"), tr(escrow.phase.wording)))
            for (name, fen) in [
                (tr("  paid in", "  存入"), escrow.depositedFen), (tr("  released", "  划付"), escrow.releasedFen),
                (tr("  refunded", "  退款"), escrow.refundedFen), (tr("  held", "  冻结"), escrow.heldFen),
                (tr("  balance", "  余额"), escrow.balanceFen),
            ] { rows.append((name, yuan(fen))) }
        }
        return rows
    }

    private var stateRows: [(String, String)] {
        var rows: [(String, String)] = []
        for (number, loan) in file.legs {
            let phase = loan.current?.phase.rawValue ?? loan.preApproval?.state.rawValue ?? "-"
            let sum =
                loan.current?.approval?.amountFen ?? loan.current?.application.principalFen ?? loan.preApproval?.requestedFen
            let words = [phase, loan.lender ?? "", sum.map(yuan) ?? ""].filter { !$0.isEmpty }
            rows.append((tr("loan \(number)", "贷款 \(number)"), words.joined(separator: "  ")))
        }
        for assessment in file.tax.assessments {
            let state =
                assessment.isEstimate
                ? tr("estimate", "估算")
                : assessment.isExempt ? tr("exempt", "免征") : assessment.isCleared ? tr("paid", "已缴") : tr("due", "应缴")
            rows.append((tr("tax", "税费"), "\(assessment.kind)  \(yuan(assessment.amountFen))  \(state)"))
        }
        for application in file.registration.applications {
            rows.append((tr("registration", "登记"), "\(application.kind)  \(application.number)  \(application.outcome.rawValue)"))
        }
        if let entryDate = file.registration.entryDate { rows.append((tr("entry date", "登簿日"), "\(entryDate)")) }
        let consents = file.deal.fields.filter { $0.path.hasPrefix("consent.") }.map { String($0.path.dropFirst(8)) }
        if !consents.isEmpty { rows.append((tr("consents", "同意"), consents.joined(separator: "  "))) }
        for restriction in file.deal.liveRestrictions {
            rows.append((tr("restriction", "限制"), "\(restriction.kind)  \(restriction.docNo)"))
        }
        for (number, dispute) in file.disputes.sorted(by: { $0.key < $1.key }) where dispute.isOpen || dispute.hasCourtHold {
            rows.append((tr("dispute \(number)", "争议 \(number)"), dispute.forum ?? tr("open", "未结")))
        }
        return rows
    }

    private func title(_ name: EventName) -> String { tr(Catalogue.type(of: name).title) }

    /// What keeps one step from being taken, by rule.
    private func waits(_ name: EventName) -> String {
        let own = blockers.filter { $0.steps.contains(name) }.map(\.id)
        return own.isEmpty ? "-" : own.joined(separator: " ")
    }

    private func line(_ blocker: Blocker) -> String {
        var text = "\(blocker.id): \(tr(blocker.demand))"
        if !blocker.detail.isEmpty { text += " (\(blocker.detail))" }
        if !blocker.missing.isEmpty { text += tr(" Missing: ", "尚缺：") + blocker.missing.map(title).joined(separator: ", ") }
        if !blocker.rests.isEmpty { text += tr("; entries ", "；条目 ") + blocker.rests.map(String.init).joined(separator: ", ") }
        return text
    }
}
