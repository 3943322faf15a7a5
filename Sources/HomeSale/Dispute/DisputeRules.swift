/// Rules of disputes and holds. DOMAIN.md sections 2.2, 7 (A17).
enum DisputeRules {
    static let openedOnce = StepRule(
        "dispute.openedOnce", [.disputeOpened], Wording("A dispute is opened once.", "同一争议只能提出一次。"),
        remedy: Wording("Use the next number.", "请使用下一个争议序号。"), source: "proposal: DOMAIN 2.1")
    static let over = StepRule(
        "dispute.over", [.disputeOpened, .holdPlaced, .disputeClosed, .disputeOverdue],
        Wording("The dispute is not closed.", "争议尚未终结。"), remedy: Wording("Open another dispute.", "请另行提出争议。"),
        source: "proposal: DOMAIN 2.2")
    static let holdWithoutBasis = StepRule(
        "dispute.holdWithoutBasis", [.holdPlaced],
        Wording("The dispute is open, or the hold comes with a court's document.", "争议须已提出，或附法院文书。"),
        remedy: Wording("Open the dispute, or relay the court's document with its digest.", "请先提出争议，或由转录方附法院文书摘要。"),
        source: "民事诉讼法 103; DOMAIN 2.1, 2.3")
    static let closedUnopened = StepRule(
        "dispute.closedUnopened", [.disputeClosed], Wording("There is a dispute or a hold to close.", "须有未结争议或冻结。"),
        remedy: Wording("Name the dispute by its number.", "请填写正确的争议序号。"), source: "proposal: DOMAIN 2.2")
    static let courtHoldLift = StepRule(
        "dispute.courtHoldLift", [.disputeClosed],
        Wording("A court's hold ends by the court, or with the digest of its document.", "法院冻结须由法院解除，或附法院文书摘要。"),
        remedy: Wording("Add the digest of the court's document.", "请附法院文书摘要。"), source: "民事诉讼法 103, 107; DOMAIN 2.3")
    static let overdueEarly = StepRule(
        "dispute.overdueEarly", [.disputeOverdue],
        Wording("The dispute is open for 72 hours or more, and that is not on record yet.", "争议提出已满 72 小时且尚未登记超时。"),
        remedy: Wording("Wait until 72 hours have passed.", "请待满 72 小时。"), source: "proposal: DOMAIN 7 (A17)")

    static let all: [StepRule] = [
        openedOnce, over, holdWithoutBasis, closedUnopened, courtHoldLift, overdueEarly,
    ]
}
