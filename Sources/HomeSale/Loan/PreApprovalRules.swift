/// Rules of the indicative answer. DOMAIN.md sections 3.2 and 7, B9 to B12.
enum PreApprovalRules {
    static let running = StepRule(
        "preApproval.running", [.preApprovalStarted],
        Wording("No pre-approval of this leg is running.", "本笔贷款没有进行中的预审。"),
        remedy: Wording("Wait for its decision, or withdraw it.", "请待其结论，或先撤回。"), source: "practice: DOMAIN 7, B9")
    static let afterApplication = StepRule(
        "preApproval.afterApplication", [.preApprovalStarted],
        Wording("A pre-approval comes before the formal application.", "预审须在正式申请之前。"),
        remedy: Wording("Go on with the application.", "请继续办理正式申请。"), source: "practice: DOMAIN 3.2")
    static let notRunning = StepRule(
        "preApproval.notRunning",
        [
            .preApprovalDataReceived, .preApprovalIncomplete, .preApprovalBankAnswered, .preApprovalDecided,
            .preApprovalWithdrawn,
        ],
        Wording("A pre-approval is running.", "须有进行中的预审。"), remedy: Wording("Record preApproval.started.", "请先发起预审。"),
        source: "practice: DOMAIN 3.2")
    static let dataIncomplete = StepRule(
        "preApproval.dataIncomplete", [.preApprovalBankAnswered],
        Wording("Everything that the lender needs has arrived.", "贷款人所需资料须已齐全。"),
        remedy: Wording("Record preApproval.dataReceived for what is missing.", "请补齐缺少的资料。"),
        source: "practice: DOMAIN 7, B9, B10")
    static let notAnswered = StepRule(
        "preApproval.notAnswered", [.preApprovalDecided],
        Wording("The lender has answered; an answer is never assumed.", "贷款人须已反馈，不得默认通过。"),
        remedy: Wording("Record preApproval.bankAnswered.", "请先登记银行反馈。"), source: "practice: DOMAIN 7, B11")
    static let reviewedTwice = StepRule(
        "preApproval.reviewedTwice", [.preApprovalDecided],
        Wording("A manual review ends with approved or rejected.", "人工复核只能以通过或拒绝结束。"),
        remedy: Wording("Decide approved or rejected.", "请作出通过或拒绝的结论。"), source: "practice: DOMAIN 7, B9; 个人信息保护法 24")
    static let refusedByBank = StepRule(
        "preApproval.refusedByBank", [.preApprovalDecided],
        Wording("What the lender refuses outright is rejected.", "贷款人明确拒绝的，结论须为拒绝。"),
        remedy: Wording("Decide rejected, with the lender's reasons.", "请以贷款人理由作出拒绝结论。"), source: "practice: DOMAIN 7, B12")
    static let amountTooHigh = StepRule(
        "preApproval.amountTooHigh", [.preApprovalDecided],
        Wording("The amount is above zero, and at most what was asked for and what the lender offers.", "额度须大于零，且不超过申请金额与贷款人上限。"),
        remedy: Wording("State the lesser of the two, or reject.", "请取两者较低者，或拒绝。"), source: "practice: DOMAIN 7, B12")
    static let validity = StepRule(
        "preApproval.validity", [.preApprovalDecided],
        Wording("An approval says until when it holds: at most 30 days from the decision.", "通过的结论须注明有效期，自结论日起不超过三十日。"),
        remedy: Wording("State validUntil.", "请填写 validUntil。"), source: "practice: DOMAIN 7, B12")
    static let reasonless = StepRule(
        "preApproval.reasonless", [.preApprovalDecided], Wording("A rejection gives its reasons.", "拒绝须说明理由。"),
        remedy: Wording("State reasons.", "请填写 reasons。"), source: "个人信息保护法 24; DOMAIN 7, B12")

    static let all = [
        running, afterApplication, notRunning, dataIncomplete, notAnswered, reviewedTwice, refusedByBank, amountTooHigh,
        validity, reasonless,
    ]
}
