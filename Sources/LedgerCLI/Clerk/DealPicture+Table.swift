internal import HomeSale

extension DealPicture {
    /// For people: what it is, how it stands, what comes next and what is in the way.
    var table: String {
        var text = pairs(headRows + moneyRows + stateRows)
        let steps = file.nextSteps
        if !steps.isEmpty {
            var next = TableText([tr("next step", "下一步"), tr("type", "类型"), tr("leads to", "达到阶段"), tr("waits for", "尚待")])
            for step in steps {
                next.add([title(step.name), step.name.rawValue, tr(file.wording(of: step.phase)), waits(step.name)])
            }
            text += "\n" + next.text
        }
        if !blockers.isEmpty {
            text += "\n" + tr("In the way:", "尚存障碍：") + "\n"
            for blocker in blockers { text += "  " + paragraph(line(blocker), indent: 4) }
        }
        return text
    }

    private var headRows: [(String, String)] {
        let overlays = file.overlays.map { tr($0.wording) }
        let phase =
            tr(file.phaseWording) + (overlays.isEmpty ? "" : tr(" (", "（") + overlays.joined(separator: comma) + tr(")", "）"))
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
            let phase = (loan.current?.phase.wording ?? loan.preApproval?.state.wording).map { tr($0) } ?? "-"
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
            let kind = ValueWords.taxKinds[assessment.kind].map { tr($0) } ?? assessment.kind
            rows.append((tr("tax", "税费"), "\(kind)  \(yuan(assessment.amountFen))  \(state)"))
        }
        for application in file.registration.applications {
            let kind = ValueWords.registrationKinds[application.kind].map { tr($0) } ?? application.kind
            rows.append((tr("registration", "登记"), "\(kind)  \(application.number)  \(tr(application.outcome.wording))"))
        }
        if let entryDate = file.registration.entryDate { rows.append((tr("entry date", "登簿日"), "\(entryDate)")) }
        let consents = file.deal.fields.filter { $0.path.hasPrefix("consent.") }.map {
            FieldWords.label($0.path, without: "consent")
        }
        if !consents.isEmpty { rows.append((tr("consents", "同意"), consents.joined(separator: "  "))) }
        for restriction in file.deal.liveRestrictions {
            let kind = ValueWords.restrictions[restriction.kind].map { tr($0) } ?? restriction.kind
            rows.append((tr("restriction", "限制"), "\(kind)  \(restriction.docNo)"))
        }
        for (number, dispute) in file.disputes.sorted(by: { $0.key < $1.key }) where dispute.isOpen || dispute.hasCourtHold {
            rows.append(
                (
                    tr("dispute \(number)", "争议 \(number)"),
                    dispute.forum.map { forum in ValueWords.forums[forum].map { tr($0) } ?? forum } ?? tr("open", "未结")
                ))
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
        if !blocker.detail.isEmpty { text += tr(" (", "（") + blocker.detail + tr(")", "）") }
        if !blocker.missing.isEmpty {
            text += tr(" Missing: ", "尚缺：") + blocker.missing.map(title).joined(separator: tr(", ", "、")) + tr(".", "。")
        }
        if !blocker.rests.isEmpty {
            text += tr(" Entries ", "条目 ") + blocker.rests.map(String.init).joined(separator: tr(", ", "、")) + tr(".", "。")
        }
        return text
    }
}
