/// Rules of taxes in a deal. DOMAIN.md sections 2.2, 2.3.
enum TaxRules {
    static let notFiled = StepRule(
        "tax.notFiled", [.taxAssessed], Wording("The contract is filed.", "合同须已备案。"),
        remedy: Wording("Record filing.recorded; an estimate may come earlier.", "请先登记备案；估算可先行。"), source: "契税法 10")
    static let notAssessed = StepRule(
        "tax.notAssessed", [.taxPaid, .taxRefunded], Wording("The tax was assessed.", "税款须已核定。"),
        remedy: Wording("Record tax.assessed.", "请先登记核税。"), source: "契税法 10")
    static let overpaid = StepRule(
        "tax.overpaid", [.taxPaid], Wording("No more is paid than was assessed.", "缴纳不超过核定税额。"),
        remedy: Wording("Correct the amount or the assessment.", "请更正金额或核定。"), source: "税收征收管理法 51")
    static let refundTooMuch = StepRule(
        "tax.refundTooMuch", [.taxRefunded], Wording("No more is refunded than was paid.", "退税不超过已缴税额。"),
        remedy: Wording("Correct the amount.", "请更正金额。"), source: "契税法 12")
    static let refundAfterEntry = StepRule(
        "tax.refundAfterEntry", [.taxRefunded],
        Wording("The contract fell before the title passed.", "须在权属变更登记前合同不生效、无效、被撤销或解除。"),
        remedy: Wording("Rescind before the entry, or claim from the tax bureau.", "请于登簿前解约，或向税务机关主张。"), source: "契税法 12")

    static let all = [notFiled, notAssessed, overpaid, refundTooMuch, refundAfterEntry]
}

/// Judges tax steps.
enum TaxGuards {
    static func check(_ step: Step, _ file: DealFile) throws(Refusal) {
        let data = step.payload, amountFen = data.integer("amountFen") ?? 0
        let kind = data.text("kind") ?? ""
        switch step.name {
        case .taxAssessed:
            let isEstimate = step.attestation == .derived || data.flag("estimate") == true
            guard isEstimate || file.deal.filing?.isRevoked == false else {
                throw Refusal(
                    TaxRules.notFiled, rests: [file.deal.contract?.mark.index, file.deal.filing?.revoked?.index],
                    missing: ["filing.recorded"])
            }
        case .taxPaid, .taxRefunded:
            guard let assessment = file.tax.assessment(kind, data.text("payer")) else {
                throw Refusal(TaxRules.notAssessed, rests: [file.deal.filing?.mark.index], missing: ["tax.assessed"], kind)
            }
            if step.name == .taxPaid {
                if assessment.paidFen.adding(amountFen) > assessment.amountFen {
                    throw Refusal(
                        TaxRules.overpaid, rests: [assessment.mark.index],
                        "\(fen: amountFen) > \(fen: assessment.amountFen - assessment.paidFen)")
                }
                return
            }
            if assessment.refundedFen.adding(amountFen) > assessment.paidFen {
                throw Refusal(TaxRules.refundTooMuch, rests: [assessment.paid?.index], "\(fen: amountFen)")
            }
            if file.deal.rescissionEffective == nil || file.registration.transferRecorded != nil {
                throw Refusal(
                    TaxRules.refundAfterEntry, rests: [file.registration.transferRecorded?.index, assessment.mark.index],
                    missing: ["rescission.effective"])
            }
        default: break
        }
    }
}
