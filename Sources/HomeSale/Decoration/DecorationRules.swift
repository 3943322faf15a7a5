/// Rules of a decoration loan. DOMAIN.md section 3.4.
enum DecorationRules {
    static let planSum = StepRule(
        "decoration.planSum", [.decorationPlanned],
        Wording("The parts of the plan are above zero together and sum to the budget.", "各分项之和须大于零且等于总预算。"),
        remedy: Wording("Correct hardFen, softFen, applianceFen or budgetFen.", "请更正各分项或总预算。"),
        source: "practice: DOMAIN 3.4, 7 B17")
    static let notOwned = StepRule(
        "decoration.notOwned", [.decorationLoanApplied, .decorationTrancheReleased],
        Wording("The buyer holds the title.", "买方须已取得产权。"),
        remedy: Wording("Record registration.recorded of the transfer.", "请先登记过户登簿。"), source: "民法典 209, 214; DOMAIN 3.4")
    static let notHandedOver = StepRule(
        "decoration.notHandedOver", [.decorationLoanApplied, .decorationTrancheReleased],
        Wording("The home is handed over.", "房屋须已交付。"), remedy: Wording("Record handover.completed.", "请先登记交房。"),
        source: "practice: DOMAIN 3.4")
    static let mortgageUnpaid = StepRule(
        "decoration.mortgageUnpaid", [.decorationLoanApplied, .decorationTrancheReleased],
        Wording(
            "The home loan is paid out, or the deal is cash: decoration money is never part of a down payment.",
            "住房贷款须已发放，或为全款交易；装修贷款不得用于首付。"),
        remedy: Wording("Record loan.disbursed of every leg.", "请先登记各笔贷款放款。"), source: "金规〔2026〕5号 9; DOMAIN 3.4")
    static let notPlanned = StepRule(
        "decoration.notPlanned", [.decorationLoanApplied],
        Wording("The works are planned, and the loan is above zero and at most what they cost.", "须有装修计划，申请金额须大于零且不超过预算。"),
        remedy: Wording("Record decoration.planned; apply for at most its sum.", "请先登记装修计划；申请不超过预算。"),
        source: "practice: DOMAIN 3.4, 7 B16")
    static let appliedTwice = StepRule(
        "decoration.appliedTwice", [.decorationLoanApplied],
        Wording("No other decoration loan of this deal is alive.", "本交易没有其他有效装修贷。"),
        remedy: Wording("Go on with the first one.", "请继续办理原申请。"), source: "practice: DOMAIN 3.4")
    static let notApplied = StepRule(
        "decoration.notApplied", [.decorationLoanDecided],
        Wording("A loan was applied for and is not decided yet.", "须有尚未审批的申请。"),
        remedy: Wording("Record decorationLoan.applied.", "请先登记装修贷申请。"), source: "practice: DOMAIN 3.4")
    static let aboveRequest = StepRule(
        "decoration.aboveRequest", [.decorationLoanDecided],
        Wording("What is approved is above zero and at most what was applied for.", "批准金额须大于零且不超过申请金额。"),
        remedy: Wording("Approve at most principalFen.", "请不超过申请金额。"), source: "practice: DOMAIN 3.4")
    static let notApproved = StepRule(
        "decoration.notApproved", [.decorationLoanSigned], Wording("The loan is approved and not signed yet.", "贷款须已获批且尚未签约。"),
        remedy: Wording("Record decorationLoan.decided.", "请先登记审批。"), source: "practice: DOMAIN 3.4")
    static let notSigned = StepRule(
        "decoration.notSigned", [.decorationTrancheReleased], Wording("The loan is signed.", "贷款须已签约。"),
        remedy: Wording("Record decorationLoan.signed.", "请先登记签约。"), source: "民法典 667-668")
    static let payee = StepRule(
        "decoration.payee", [.decorationLoanSigned, .decorationTrancheReleased],
        Wording("The contractor of the plan and of the contract is paid, nobody else.", "只能支付给计划与合同中的装修公司。"),
        remedy: Wording("Name the contractor of the contract.", "请填写合同中的装修公司。"), source: "金规〔2026〕5号 9, 11; DOMAIN 3.4")
    static let trancheOrder = StepRule(
        "decoration.trancheOrder", [.decorationTrancheReleased],
        Wording("Tranches are numbered from 1, and progress never falls.", "分期自 1 起连续编号，进度不得倒退。"),
        remedy: Wording("State the next number and the progress made.", "请填写下一期次与实际进度。"), source: "practice: DOMAIN 3.4")
    static let notAccepted = StepRule(
        "decoration.notAccepted", [.decorationTrancheReleased],
        Wording("The owner accepted the tranche before; nothing is disputed.", "上一期须已验收，且无未决争议。"),
        remedy: Wording("Record decoration.accepted.", "请先登记验收。"), source: "民法典 780-781; DOMAIN 3.4")
    static let trancheTooMuch = StepRule(
        "decoration.trancheTooMuch", [.decorationTrancheReleased],
        Wording("Tranches are above zero and together at most the loan.", "每期须大于零，累计不得超过批准金额。"),
        remedy: Wording("Release at most what is left.", "请不超过剩余额度。"), source: "practice: DOMAIN 3.4")
    static let trancheUnknown = StepRule(
        "decoration.trancheUnknown", [.decorationAccepted, .decorationDisputed],
        Wording("The tranche was released.", "该期须已放款。"), remedy: Wording("Name a released tranche.", "请填写已放款的期次。"),
        source: "民法典 780-781")
    static let nothingOwed = StepRule(
        "decoration.nothingOwed", [.decorationLoanRepaid],
        Wording("Instalments come in order and repay at most what is owed.", "须按期次还款，且不超过剩余本金。"),
        remedy: Wording("State the next number, at most the balance.", "请填写下一期次，且不超过余额。"), source: "民法典 674-675")
    static let stillOwed = StepRule(
        "decoration.stillOwed", [.decorationLoanSettled], Wording("Money was lent and nothing is owed.", "须已放款且剩余本金为零。"),
        remedy: Wording("Record the last decorationLoan.repaid.", "请先登记末期还款。"), source: "民法典 557")

    static let all = [
        planSum, notOwned, notHandedOver, mortgageUnpaid, notPlanned, appliedTwice, notApplied, aboveRequest, notApproved,
        notSigned, payee, trancheOrder, notAccepted, trancheTooMuch, trancheUnknown, nothingOwed, stillOwed,
    ]
}
