/// Rules of the money leaving the lender, and coming back.
extension LoanRules {
    static let conditionUnnamed = StepRule(
        "loan.conditionUnnamed", [.loanConditionMet, .loanConditionFailed],
        Wording("The condition is one of the approval's.", "该条件须为审批所列。"),
        remedy: Wording("Use a code of loan.approved.", "请使用审批中的条件代码。"), source: "金规〔2026〕5号 11, 22")
    static let conditionUnfounded = StepRule(
        "loan.conditionUnfounded", [.loanConditionMet, .loanConditionFailed],
        Wording("A condition rests on entries of this deal.", "条件须依据本交易的条目。"),
        remedy: Wording("Name the entries as SUBJECT:r.", "请以 SUBJECT:r 引用条目。"), source: "practice: DOMAIN 3.2")
    static let notSigned = StepRule(
        "loan.notSigned", [.loanDisbursementInstructed],
        Wording("The loan contract is signed.", "借款合同须已签订。"), remedy: Wording("Record loan.contractSigned.", "请先登记借款合同。"),
        source: "民法典 667-668; 金规〔2026〕5号 18")
    static let instructedTwice = StepRule(
        "loan.instructedTwice", [.loanDisbursementInstructed],
        Wording("A loan is instructed once; no instruction number is used twice.", "一笔贷款只发一次放款指令，指令编号不得重复。"),
        remedy: Wording("The first instruction stands; reverse it before another.", "以首次指令为准；如需重发请先冲回。"),
        source: "practice: DOMAIN 3.2, 10(7)")
    static let conditionFailed = StepRule(
        "loan.conditionFailed", [.loanDisbursementInstructed, .loanDisbursed],
        Wording("No condition of the approval has failed.", "审批条件不得有不满足者。"),
        remedy: Wording("Cure what failed, then record loan.conditionMet.", "请补正后登记条件满足。"), source: "金规〔2026〕5号 11, 22")
    static let conditionOpen = StepRule(
        "loan.conditionOpen", [.loanDisbursementInstructed, .loanDisbursed],
        Wording("Every condition of the approval is met.", "审批条件须全部满足。"),
        remedy: Wording("Record loan.conditionMet for the rest.", "请登记其余条件满足。"), source: "金规〔2026〕5号 11, 22")
    static let contractUnfiled = StepRule(
        "loan.contractUnfiled", [.loanDisbursementInstructed, .loanDisbursed],
        Wording("The contract of sale is filed, and the filing stands.", "买卖合同须已网签备案且未撤销。"),
        remedy: Wording("Record filing.recorded.", "请先登记网签备案。"), source: "金规〔2026〕5号 15(3)")
    static let ownFundsAbsent = StepRule(
        "loan.ownFundsAbsent", [.loanDisbursementInstructed, .loanDisbursed],
        Wording("The buyer's own funds are in escrow.", "首付款须已入监管账户。"),
        remedy: Wording("Record escrow.deposited up to the target.", "请先登记首付款入账至约定金额。"), source: "金规〔2026〕5号 9")
    static let beforeTransfer = StepRule(
        "loan.beforeTransfer", [.loanDisbursementInstructed, .loanDisbursed],
        Wording("The transfer is entered in the register.", "须已过户登簿。"),
        remedy: Wording("Record registration.recorded of the transfer.", "请先登记过户登簿。"), source: "民法典 214; 金规〔2026〕5号 22")
    static let unsecured = StepRule(
        "loan.unsecured", [.loanDisbursementInstructed, .loanDisbursed],
        Wording("The mortgage is entered, or a stage guarantee is given.", "须已办理抵押登记，或有阶段性担保。"),
        remedy: Wording("Record registration.recorded of the mortgage.", "请先登记抵押登簿。"), source: "民法典 402; 金规〔2026〕5号 11, 22")
    static let beingRescinded = StepRule(
        "loan.beingRescinded", [.loanDisbursementInstructed, .loanDisbursed],
        Wording("No notice of rescission runs: what may be undone is not paid out.", "解约通知期间不得放款。"),
        remedy: Wording("Wait until the notice is cured or the rescission is effective.", "请待违约补救或解约生效。"),
        source: "民法典 563, 565; DOMAIN 2.3")
    static let payeeDiffers = StepRule(
        "loan.payeeDiffers", [.loanDisbursementInstructed],
        Wording("The money goes to the account of the loan contract.", "须支付至借款合同约定账户。"),
        remedy: Wording("Use the contract's payeeAccountToken.", "请使用合同中的收款账户。"), source: "金规〔2026〕5号 11, 22")
    static let amountDiffers = StepRule(
        "loan.amountDiffers", [.loanDisbursementInstructed, .loanDisbursed, .loanReversed],
        Wording("Approved, instructed, paid out and reversed are one amount.", "批准、指令、放款与冲回金额须一致。"),
        remedy: Wording("Correct the amount.", "请更正金额。"), source: "practice: DOMAIN 3.2")
    static let notInstructed = StepRule(
        "loan.notInstructed", [.loanDisbursed, .loanReversed],
        Wording("A pay-out was instructed.", "须已发出放款指令。"),
        remedy: Wording("Record loan.disbursementInstructed.", "请先登记放款指令。"), source: "practice: DOMAIN 3.2")
    static let disbursedTwice = StepRule(
        "loan.disbursedTwice", [.loanDisbursed], Wording("A loan is paid out once.", "一笔贷款只放款一次。"),
        remedy: Wording("The first pay-out stands.", "以首次放款为准。"), source: "practice: DOMAIN 10(7)")
    static let moneyGone = StepRule(
        "loan.moneyGone", [.loanReversed],
        Wording("A pay-out is reversed while all of it is still in escrow.", "放款资金全部仍在监管账户时方可冲回。"),
        remedy: Wording("Settle with the parties instead.", "请改由各方结算。"), source: "practice: DOMAIN 2.3, 3.2")

    static let payout = [
        conditionUnnamed, conditionUnfounded, notSigned, instructedTwice, conditionFailed, conditionOpen, contractUnfiled,
        ownFundsAbsent, beforeTransfer, unsecured, beingRescinded, payeeDiffers, amountDiffers, notInstructed, disbursedTwice,
        moneyGone,
    ]
}
