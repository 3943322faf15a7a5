/// Rules of a loan from the application to the pay-out. 金规〔2026〕5号; DOMAIN.md section 3.2.
enum LoanRules {
    static let beforeFiling = StepRule(
        "loan.beforeFiling", [.loanApplied],
        Wording("The contract is filed before a loan is applied for.", "正式申请贷款前，合同须已网签备案。"),
        remedy: Wording("Record filing.recorded.", "请先登记网签备案。"), source: "金规〔2026〕5号 15(3)")
    static let legUnneeded = StepRule(
        "loan.legUnneeded", [.loanApplied],
        Wording("The deal's way of payment has this loan: none in cash, two when combined.", "付款方式须包含该笔贷款：全款无贷款，组合贷两笔。"),
        remedy: Wording("Use leg 1, or amend payMode of the contract.", "请使用第 1 笔，或变更合同的 payMode。"),
        source: "proposal: DOMAIN 2.4")
    static let legUnfit = StepRule(
        "loan.legUnfit", [.loanApplied],
        Wording(
            "The loan is of the kind that the way of payment has, and combined loans are one of each.",
            "贷款种类须与付款方式相符；组合贷为商业贷款与公积金贷款各一笔。"),
        remedy: Wording("Correct leg, or amend payMode of the contract.", "请更正 leg，或变更合同的 payMode。"),
        source: "proposal: DOMAIN 2.4")
    static let appliedTwice = StepRule(
        "loan.appliedTwice", [.loanApplied],
        Wording("No other application of this leg is alive.", "本笔贷款没有其他有效申请。"),
        remedy: Wording("Use another leg, or have the first one decided.", "请另用一笔贷款，或先了结原申请。"), source: "practice: DOMAIN 3.2")
    static let notApplied = StepRule(
        "loan.notApplied",
        [
            .loanInterviewed, .loanAppraised, .loanApproved, .loanDeclined, .loanCostDisclosed, .loanContractSigned,
            .loanConditionMet, .loanConditionFailed, .loanDisbursementInstructed, .loanDisbursed, .loanReversed,
        ],
        Wording("An application of this leg is alive.", "本笔贷款须有有效申请。"), remedy: Wording("Record loan.applied.", "请先登记贷款申请。"),
        source: "金规〔2026〕5号 15")
    static let interestOnly = StepRule(
        "loan.interestOnly", [.loanApplied, .loanContractSigned],
        Wording("A home loan over one year is repaid monthly, principal and interest.", "一年期以上住房贷款须按月归还本息。"),
        remedy: Wording("Choose equalInstalment or equalPrincipal.", "请选择等额本息或等额本金。"), source: "金规〔2026〕5号 14")
    static let termTooLong = StepRule(
        "loan.termTooLong", [.loanApplied, .loanApproved, .loanContractSigned],
        Wording("The term is at most what the rule of the day allows.", "贷款期限不得超过当日规则上限。"),
        remedy: Wording("Shorten the term.", "请缩短期限。"), source: "DOMAIN 4: term.max")
    static let loanToValue = StepRule(
        "loan.loanToValue", [.loanApplied, .loanApproved, .loanContractSigned],
        Wording(
            "All loans of the deal are at most their share of the lower of price and appraisal.", "全部贷款不得超过成交价与评估价较低者的规定比例。"),
        remedy: Wording("Lend less; the buyer pays more himself.", "请减少贷款，提高首付。"),
        source: "金规〔2026〕5号 19; DOMAIN 4: downPayment.min, ltv.max")
    static let debtHousing = StepRule(
        "loan.debtHousing", [.loanApplied, .loanApproved, .loanContractSigned],
        Wording("Monthly home payments are known, and at most half the income.", "月房贷支出与收入比须已知，且不超过 50%。"),
        remedy: Wording("State dtiHousingBp; lend less or longer.", "请填写 dtiHousingBp；减少金额或延长期限。"), source: "金规〔2026〕5号 10")
    static let debtAll = StepRule(
        "loan.debtAll", [.loanApplied, .loanApproved, .loanContractSigned],
        Wording("All monthly debt payments are known, and within their share of the income.", "月所有债务支出与收入比须已知，且不超过规定上限。"),
        remedy: Wording("State dtiAllBp; lend less or longer.", "请填写 dtiAllBp；减少金额或延长期限。"), source: "金规〔2026〕5号 10")
    static let ruleUnknown = StepRule(
        "loan.ruleUnknown", [.loanApplied, .loanApproved, .loanContractSigned],
        Wording("A rule row of the day is known: unknown never counts as favourable.", "须有当日适用的规则行；未知不作有利判断。"),
        remedy: Wording("Publish the city's row with rule.published.", "请以 rule.published 发布本地规则行。"), source: "DOMAIN 2.5, 4")
    static let notInterviewed = StepRule(
        "loan.notInterviewed", [.loanApproved],
        Wording("The lender has met the borrower at least once.", "审批前贷款人须至少面谈一次。"),
        remedy: Wording("Record loan.interviewed.", "请先登记面谈。"), source: "金规〔2026〕5号 17")
    static let notAppraised = StepRule(
        "loan.notAppraised", [.loanApproved], Wording("The home is appraised.", "审批前须已评估抵押物。"),
        remedy: Wording("Record loan.appraised.", "请先登记评估。"), source: "金规〔2026〕5号 19")
    static let conditionUnknown = StepRule(
        "loan.conditionUnknown", [.loanApproved],
        Wording("Every condition is one that facts on record can meet.", "审批条件须为可由登记事实满足的条件。"),
        remedy: Wording("Use the codes named; settle anything else before the approval.", "请使用所列代码；其他事项请在审批前办结。"),
        source: "金规〔2026〕5号 11, 22; proposal")
    static let aboveRequest = StepRule(
        "loan.aboveRequest", [.loanApproved],
        Wording("What is approved is above zero and at most what was applied for.", "批准金额须大于零且不超过申请金额。"),
        remedy: Wording("Approve at most principalFen of the application.", "请不超过申请金额。"), source: "金规〔2026〕5号 15; DOMAIN 3.2")
    static let decidedLate = StepRule(
        "loan.decidedLate", [.loanApproved, .loanDeclined],
        Wording("The lender decides before the loan contract is signed.", "审批结论须在借款合同签订之前作出。"),
        remedy: Wording("Amend the contract with the borrower.", "请与借款人变更合同。"), source: "金规〔2026〕5号 18")
    static let notApproved = StepRule(
        "loan.notApproved",
        [
            .loanCostDisclosed, .loanContractSigned, .loanConditionMet, .loanConditionFailed, .loanDisbursementInstructed,
        ],
        Wording("The loan is approved.", "贷款须已获批。"), remedy: Wording("Record loan.approved.", "请先登记审批通过。"),
        source: "金规〔2026〕5号 17-18")
    static let approvalLapsed = StepRule(
        "loan.approvalLapsed", [.loanContractSigned],
        Wording("The contract is signed while the approval holds.", "借款合同须在审批有效期内签订。"),
        remedy: Wording("Record a new loan.approved.", "请重新审批。"), source: "practice: DOMAIN 3.2")
    static let notDisclosed = StepRule(
        "loan.notDisclosed", [.loanContractSigned],
        Wording("The borrower acknowledged the all-in cost before signing.", "签约前借款人须已确认综合融资成本。"),
        remedy: Wording("Record loan.costDisclosed.", "请先登记综合融资成本告知。"), source: "金规〔2026〕2号")
    static let signedTwice = StepRule(
        "loan.signedTwice", [.loanContractSigned], Wording("A loan contract is signed once.", "借款合同只签订一次。"),
        remedy: Wording("Correct it with deal.corrected.", "如有误请作更正登记。"), source: "民法典 667-668")

    static let expiryNotDue = StepRule(
        "loan.expiryNotDue", [.approvalExpired],
        Wording("An approval is not signed yet, and its last day is over.", "审批尚未签约，且有效期须已届满。"),
        remedy: Wording("Wait until the day after validUntil.", "请待 validUntil 次日。"), source: "practice: DOMAIN 3.2")

    static let all =
        PreApprovalRules.all + [
            beforeFiling, legUnneeded, legUnfit, appliedTwice, notApplied, interestOnly, termTooLong, loanToValue, debtHousing,
            debtAll,
            ruleUnknown,
            notInterviewed, notAppraised, conditionUnknown, aboveRequest, decidedLate, notApproved, approvalLapsed, notDisclosed,
            signedTwice,
            expiryNotDue,
        ] + payout + repayment
}
