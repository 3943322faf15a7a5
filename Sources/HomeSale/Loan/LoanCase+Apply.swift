extension LoanCase {
    /// Takes up a fact after the application. Total: what does not fit changes nothing.
    mutating func apply(_ fact: Fact) {
        let data = fact.payload, mark = Mark(fact)
        switch fact.name {
        case .loanInterviewed: interviews.append(mark)
        case .loanAppraised:
            appraisal = LoanAppraisal(mark: mark, valueFen: data.integer("valueFen") ?? 0, asOf: data.date("asOf"))
        case .loanApproved: approve(data, mark)
        case .loanDeclined:
            declined = mark
            reasons = data.texts("reasons")
        case .approvalExpired: if isApproved, contract == nil { expired = mark }
        case .loanCostDisclosed: disclosure = mark
        case .loanContractSigned:
            contract = LoanContract(
                mark: mark, number: data.text("contractNo") ?? "", payeeAccountToken: data.text("payeeAccountToken") ?? "",
                guarantor: data.has("guaranteeDigest") ? data.text("guarantorId") : nil)
        case .loanConditionMet: condition(.met, data, mark)
        case .loanConditionFailed: condition(.failed, data, mark)
        case .loanDisbursementInstructed:
            instructions.append(
                LoanInstruction(
                    mark: mark, id: data.text("instructionId") ?? "", amountFen: data.integer("amountFen") ?? 0,
                    payeeAccountToken: data.text("payeeAccountToken") ?? "", valueDate: data.date("valueDate")))
        case .loanDisbursed: disburse(data, mark)
        case .loanReversed: reversed = mark
        default: repayment?.apply(fact)
        }
    }

    /// A later approval replaces an earlier one, with its conditions.
    private mutating func approve(_ data: Payload, _ mark: Mark) {
        var codes: [String] = []
        for code in data.texts("conditions") where !codes.contains(code) { codes.append(code) }
        approval = LoanApproval(
            mark: mark, amountFen: data.integer("amountFen") ?? 0, ratePpm: data.integer("ratePpm") ?? 0,
            termMonths: data.integer("termMonths") ?? application.termMonths, conditions: codes,
            validUntil: data.date("validUntil"), lender: data.text("lenderId"), ratios: LoanRatios(data))
        conditions = Dictionary(uniqueKeysWithValues: codes.map { ($0, LoanCondition()) })
        (declined, expired, reasons) = (nil, nil, [])
    }

    private mutating func condition(_ status: LoanCondition.Status, _ data: Payload, _ mark: Mark) {
        guard let code = data.text("code"), conditions[code] != nil else { return }
        conditions[code] = LoanCondition(status: status, mark: mark, facts: data.texts("facts"))
    }

    private mutating func disburse(_ data: Payload, _ mark: Mark) {
        let amountFen = min(max(0, data.integer("amountFen") ?? 0), Amount.maximumFen)
        let valueDate = data.date("valueDate")
        disbursement = LoanDisbursement(
            mark: mark, bankRef: data.text("bankRef") ?? "", amountFen: amountFen, valueDate: valueDate)
        repayment = LoanRepayment(
            principalFen: amountFen, ratePpm: approval?.ratePpm ?? 0,
            termMonths: termMonths, method: application.method ?? .equalInstalment,
            on: valueDate ?? mark.on)
    }
}
