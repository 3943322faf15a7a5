/// Rules of paying back.
extension LoanRules {
    static let notDisbursed = StepRule(
        "loan.notDisbursed", [.loanRateReset, .loanInstalmentPaid, .loanPrepaid, .loanExtended, .loanSettled],
        Wording("The loan is paid out, not reversed, and not paid back yet.", "贷款须已发放，且未冲回、未还清。"),
        remedy: Wording("Record loan.disbursed.", "请先登记放款。"), source: "民法典 674")
    static let instalmentOrder = StepRule(
        "loan.instalmentOrder", [.loanInstalmentPaid],
        Wording("Instalments are paid in order.", "须按期次顺序还款。"), remedy: Wording("State the next number.", "请填写下一期次。"),
        source: "民法典 674-675")
    static let instalmentDiffers = StepRule(
        "loan.instalmentDiffers", [.loanInstalmentPaid],
        Wording(
            "An instalment is that of the schedule, to the fen; only the interest of a broken period is the lender's to count.",
            "每期还款须与还款计划一致到分；仅不足月的利息由贷款人计算。"),
        remedy: Wording("State the schedule's figures.", "请按还款计划填写。"), source: "民法典 674-675; DOMAIN 6")
    static let prepaidTooMuch = StepRule(
        "loan.prepaidTooMuch", [.loanPrepaid],
        Wording("A prepayment is above zero and at most what is owed.", "提前还款须大于零且不超过剩余本金。"),
        remedy: Wording("State at most the balance.", "请不超过剩余本金。"), source: "民法典 677")
    static let extendedTooLong = StepRule(
        "loan.extendedTooLong", [.loanExtended],
        Wording(
            "Extensions are in all at most half the original term, and the whole at most 40 years.", "展期累计不得超过原期限一半，总期限不超过四十年。"),
        remedy: Wording("Extend by fewer months.", "请减少展期月数。"), source: "金规〔2026〕5号 26")
    static let extendedInterestOnly = StepRule(
        "loan.extendedInterestOnly", [.loanExtended],
        Wording("A loan that pays interest only does not run over one year.", "先息后本贷款不得超过一年。"),
        remedy: Wording("Settle it, or sign another loan.", "请结清或另签贷款。"), source: "金规〔2026〕5号 14, 26")
    static let stillOwed = StepRule(
        "loan.stillOwed", [.loanSettled], Wording("Nothing is owed.", "剩余本金须为零。"),
        remedy: Wording("Record the last instalment or prepayment.", "请先登记末期还款或提前还款。"), source: "民法典 557, 393")

    static let repayment = [
        notDisbursed, instalmentOrder, instalmentDiffers, prepaidTooMuch, extendedTooLong, extendedInterestOnly, stillOwed,
    ]
}
