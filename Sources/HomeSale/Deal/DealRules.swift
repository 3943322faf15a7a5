/// Rules of a deal from its opening to its end. DOMAIN.md sections 2.1, 2.2.
enum DealRules {
    static let openedOnce = StepRule(
        "deal.openedOnce", [.dealOpened], Wording("A deal is opened once.", "一笔交易只立案一次。"),
        remedy: Wording("Choose another deal number.", "请另用交易编号。"), source: "proposal")
    static let outOfScope = StepRule(
        "deal.outOfScope", [.dealOpened],
        Wording("Court auctions, gifts and inheritance are no sales of this kind.", "法拍、赠与、继承不属于本账本的存量房买卖。"),
        remedy: Wording("Record it elsewhere.", "请在其他系统办理。"), source: "proposal")
    static let listingNotActive = StepRule(
        "deal.listingNotActive", [.dealOpened],
        Wording("The listing is published and its verification holds.", "房源须已发布，且核验有效。"),
        remedy: Wording("Have the listing verified and published.", "请先完成房源核验并发布。"), source: "建房〔2016〕168号")
    static let unitDiffers = StepRule(
        "deal.unitDiffers", [.dealOpened, .contractSigned],
        Wording("The home is the one of the listing.", "房屋须与房源一致。"),
        remedy: Wording("State the listing's unit code.", "请填写房源的不动产单元代码。"), source: "GB/T 37346-2019")
    static let partyOnBothSides = StepRule(
        "deal.partyOnBothSides", [.dealOpened], Wording("Nobody buys from himself.", "买卖双方不得为同一人。"),
        remedy: Wording("Correct buyers and sellers.", "请更正买方与卖方。"), source: "民法典 168")
    static let flagUnfit = StepRule(
        "deal.flagUnfit", [.dealOpened],
        Wording(
            "The way of paying fits the variant: no carry-over without a lender's mortgage to carry to.",
            "付款方式须与交易类型相符：带押过户须有新贷款。"),
        remedy: Wording("Change payMode or flags.", "请更改付款方式或交易类型。"), source: "金规〔2026〕5号 20")
    static let notOpened = StepRule(
        "deal.notOpened", EventName.allCases.filter { $0.isOfDeal && $0 != .dealOpened },
        Wording("The deal was opened.", "交易须已立案。"), remedy: Wording("Record deal.opened first.", "请先登记立案。"), source: "proposal")
    static let over = StepRule(
        "deal.over", EventName.allCases.filter { $0.isOfDeal && !$0.isAllowedAfterEnd && $0 != .dealOpened },
        Wording("The deal is neither closed, cancelled nor expired.", "交易尚未结案、取消或失效。"),
        remedy: Wording("Open a new deal, or correct a fact.", "请另立交易，或作更正登记。"), source: "proposal")
    static let suspended = StepRule(
        "deal.suspended", EventName.allCases.filter { $0.isOfDeal && !$0.isAllowedWhileSuspended && $0 != .dealOpened },
        Wording("No restriction is live on the home and no court holds the deal.", "房屋无查封等限制，交易未被法院止付。"),
        remedy: Wording("Have the restriction lifted, or rescind.", "请先解除限制，或办理解约。"), source: "民事诉讼法解释 485; 不动产登记暂行条例 22")
    static let rescinded = StepRule(
        "deal.rescinded",
        EventName.allCases.filter { $0.isOfDeal && !$0.isUnwinding && !$0.isAllowedAfterEnd && $0 != .dealOpened },
        Wording("The deal is not rescinded.", "交易未解约。"),
        remedy: Wording("Only the unwinding goes on: settle, refund, revoke.", "仅可办理结算、退款与撤销。"),
        source: "民法典 566")

    static let expiryNotDue = StepRule(
        "deal.expiryNotDue", [.dealExpired],
        Wording("A reservation ran out without a contract.", "认购书约定的签约期限须已届满且未签约。"),
        remedy: Wording("Wait until the day after signContractBy, or cancel the deal.", "请待 signContractBy 次日，或取消交易。"),
        source: "民法典 495")

    static let offerUnknown = StepRule(
        "offer.unknown", [.offerAccepted, .offerRejected, .offerWithdrawn, .offerExpired],
        Wording("The offer was made.", "该要约须存在。"), remedy: Wording("Name an offer of this deal.", "请填写本交易的要约。"), source: "民法典 472"
    )
    static let offerNotOpen = StepRule(
        "offer.notOpen", [.offerAccepted, .offerRejected, .offerWithdrawn, .offerExpired],
        Wording("The offer is still open.", "要约须仍有效。"), remedy: Wording("Make a new offer.", "请另行要约。"), source: "民法典 476, 478")
    static let offerLapsed = StepRule(
        "offer.lapsed", [.offerAccepted], Wording("The offer is accepted within its time.", "须在要约期限内承诺。"),
        remedy: Wording("Make a new offer.", "请另行要约。"), source: "民法典 481")
    static let offerAcceptor = StepRule(
        "offer.acceptor", [.offerAccepted],
        Wording("Every seller accepts, once each.", "全体出卖人须各自承诺一次。"),
        remedy: Wording("Name the seller who accepts in onBehalfOf.", "请以 onBehalfOf 填写承诺的出卖人。"),
        source: "民法典 301, 479; DOMAIN 2.2")
    static let viewingConsent = StepRule(
        "viewing.consent", [.viewingRecorded],
        Wording("The client has consented to viewings being recorded.", "客户已同意记录带看。"),
        remedy: Wording("Record consent.granted with the purpose viewing.", "请登记用途为 viewing 的同意。"),
        source: "个人信息保护法 13; DOMAIN 2.2")
    static let offerNotDue = StepRule(
        "offer.notDue", [.offerExpired], Wording("The offer's time is over.", "要约期限须已届满。"),
        remedy: Wording("Wait until the day after validUntil.", "请待 validUntil 次日。"), source: "民法典 478")
    static let offerAfterContract = StepRule(
        "offer.afterContract", [.offerMade, .offerAccepted], Wording("The contract is not signed yet.", "合同尚未签订。"),
        remedy: Wording("Amend the contract instead.", "请改为变更合同。"), source: "proposal")
    static let unitTaken = StepRule(
        "offer.unitTaken", [.offerAccepted, .contractSigned],
        Wording("No other live deal has an accepted offer for this home.", "同一房屋没有其他已达成的交易。"),
        remedy: Wording("End the other deal first.", "请先了结另一交易。"), source: "民法典 597; 建房〔2016〕168号")

    static let depositWithoutOffer = StepRule(
        "deposit.withoutOffer", [.depositAgreed, .reservationSigned], Wording("A price is agreed.", "须已达成价格。"),
        remedy: Wording("Record offer.accepted first.", "请先登记接受要约。"), source: "民法典 495, 586")
    static let depositAbovePrice = StepRule(
        "deposit.abovePrice", [.depositAgreed, .depositReceived], Wording("The deposit is at most the price.", "定金不超过房价。"),
        remedy: Wording("Correct the amount; over a fifth of the price has no earnest effect.", "请更正金额；超过房价百分之二十部分不产生定金效力。"),
        source: "民法典 586")
    static let depositNotAgreed = StepRule(
        "deposit.notAgreed", [.depositReceived], Wording("A deposit was agreed.", "须已约定定金。"),
        remedy: Wording("Record deposit.agreed first.", "请先登记定金约定。"), source: "民法典 586")
    static let depositSpent = StepRule(
        "deposit.spent", [.depositReturned, .depositForfeited],
        Wording("No more is returned or forfeited than was received.", "退还或没收不得超过已收定金。"),
        remedy: Wording("Correct the amount.", "请更正金额。"), source: "民法典 587")
    static let handoverEarly = StepRule(
        "handover.early", [.handoverCompleted],
        Wording("The title was transferred, or the contract lets the buyer in earlier.", "须已过户，或合同约定提前交房。"),
        remedy: Wording("Record the transfer, or amend the contract.", "请先登记过户，或变更合同。"), source: "民法典 598, 604")
    static let commissionEarly = StepRule(
        "commission.early", [.commissionAccrued, .commissionPaid],
        Wording("Commission is due once the contract is formed.", "合同成立后方可收取佣金。"),
        remedy: Wording("Sign the contract first.", "请先签订合同。"), source: "民法典 963")
    static let commissionTooMuch = StepRule(
        "commission.tooMuch", [.commissionAccrued, .commissionPaid, .commissionRefunded],
        Wording(
            "Accrued at most what was agreed, paid at most what accrued, refunded at most what was paid.", "应收不超约定，实收不超应收，退还不超实收。"
        ),
        remedy: Wording("Correct the amount.", "请更正金额。"), source: "民法典 963, 964")
    static let closeUnfinished = StepRule(
        "close.unfinished", [.dealClosed], Wording("The home was handed over, or the unwinding is settled.", "须已交房，或解约结算完毕。"),
        remedy: Wording("Record what is missing.", "请补齐所缺步骤。"), source: "proposal")
    static let closeWithMoney = StepRule(
        "close.withMoney", [.dealClosed], Wording("Nothing is left in escrow.", "监管账户余额须为零。"),
        remedy: Wording("Release or refund the rest.", "请划付或退还余额。"), source: "建住房〔2006〕321号")
    static let closeInDispute = StepRule(
        "close.inDispute", [.dealClosed], Wording("No dispute is open.", "不得有未了争议。"),
        remedy: Wording("Close the dispute.", "请先了结争议。"), source: "proposal")
    static let cancelLate = StepRule(
        "cancel.late", [.dealCancelled, .dealExpired], Wording("No contract is signed.", "尚未签订合同。"),
        remedy: Wording("Rescind instead.", "请改为解约。"), source: "民法典 562, 563")
    static let cancelWithDeposit = StepRule(
        "cancel.withDeposit", [.dealCancelled, .dealExpired],
        Wording("Every deposit was returned or forfeited.", "定金须已退还或没收。"),
        remedy: Wording("Record deposit.returned or deposit.forfeited.", "请登记退还或没收定金。"), source: "民法典 587")

    static let all = [
        openedOnce, outOfScope, listingNotActive, unitDiffers, partyOnBothSides, flagUnfit, notOpened, over, suspended,
        rescinded, expiryNotDue, offerUnknown, offerNotOpen, offerLapsed, offerAcceptor, viewingConsent, offerNotDue,
        offerAfterContract, unitTaken,
        depositWithoutOffer,
        depositAbovePrice, depositNotAgreed, depositSpent, handoverEarly, commissionEarly, commissionTooMuch, closeUnfinished,
        closeWithMoney, closeInDispute, cancelLate, cancelWithDeposit,
    ]
}
