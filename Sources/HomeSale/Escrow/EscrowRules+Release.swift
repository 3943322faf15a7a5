/// Rules of what may leave the account for somebody else than who paid it in.
extension EscrowRules {
    static let suspended = StepRule(
        "escrow.suspended", [.escrowReleased],
        Wording("While a restriction is live, a release names the court's document.", "限制期间划付须载明法院文书。"),
        remedy: Wording("Have the restriction lifted, or name the document.", "请先解除限制，或填写法院文书。"),
        source: "不动产登记暂行条例 22; 民诉法解释 485")
    static let frozen = StepRule(
        "escrow.frozen", [.escrowReleased],
        Wording(
            "Once a rescission was noticed, a release rests on a settlement that both sides accepted, or on a court's document.",
            "解约通知后，划付须依据双方均已接受的结算或法院文书。"),
        remedy: Wording(
            "Have both sides accept, and name settlement.accepted among the conditions.",
            "请由双方接受结算，并在划付条件中引用 settlement.accepted。"),
        source: "民法典 565, 566; DOMAIN 2.3")
    static let settlementExceeded = StepRule(
        "escrow.settlementExceeded", [.escrowReleased],
        Wording("A release under a settlement is at most what the settlement gives the payee.", "依结算的划付不得超过结算中应付该收款人的金额。"),
        remedy: Wording("Release what the settlement says.", "请按结算金额划付。"), source: "民法典 566, 587")
    static let payeeUnknown = StepRule(
        "escrow.payeeUnknown", [.escrowReleased],
        Wording("Money goes to a seller or to the lender of record.", "收款人须为卖方或在册原抵押权人。"),
        remedy: Wording("Name a seller, or refund by source.", "请填写卖方，或按来源退款。"), source: "practice: DOMAIN 2.4, 3.3, F05")
    static let payoffPayee = StepRule(
        "escrow.payoffPayee", [.escrowReleased],
        Wording("A payoff goes to the lender of record alone.", "赎楼款只能划付给在册原抵押权人。"),
        remedy: Wording("Name the lender of payoff.quoted.", "请填写 payoff.quoted 的贷款人。"), source: "民法典 406; DOMAIN 2.4 redemption")
    static let payoffExceeded = StepRule(
        "escrow.payoffExceeded", [.escrowReleased],
        Wording("The old lender gets at most what it quoted.", "划付原抵押权人不得超过其报出的结清金额。"),
        remedy: Wording("Record a new payoff.quoted.", "请登记新的结清报价。"), source: "民法典 406; DOMAIN 2.4 redemption")
    static let releaseBeforeEntry = StepRule(
        "escrow.releaseBeforeEntry", [.escrowReleased],
        Wording("The seller is paid after the transfer is entered in the register.", "过户登簿后方可向卖方划付。"),
        remedy: Wording("Record registration.recorded of the transfer.", "请先登记过户登簿。"), source: "民法典 209, 214; 建房〔2016〕168号")
    static let releaseBeforeMortgage = StepRule(
        "escrow.releaseBeforeMortgage", [.escrowReleased],
        Wording("Where a loan pays, the seller is paid after the new mortgage is entered.", "贷款购房须新抵押登簿后方可向卖方划付。"),
        remedy: Wording("Record registration.recorded of the mortgage.", "请先登记抵押登簿。"), source: "民法典 402; 金规〔2026〕5号 11, 22")
    static let conditionForeign = StepRule(
        "escrow.conditionForeign", [.escrowReleased],
        Wording("The conditions of a release are entries of this deal.", "划付条件须为本交易的条目。"),
        remedy: Wording("Name entries as SUBJECT:r.", "请以 SUBJECT:r 引用条目。"), source: "practice: DOMAIN 3.3")
    static let conditionMissing = StepRule(
        "escrow.conditionMissing", [.escrowReleased],
        Wording("A release names an entry of every type that the agreement asks for.", "划付须逐项引用监管协议约定的条件。"),
        remedy: Wording("Record what is missing, and name it.", "请先登记缺少的事实并引用。"), source: "建房〔2016〕168号; DOMAIN 3.3")
    static let tailRetained = StepRule(
        "escrow.tailRetained", [.escrowReleased],
        Wording("The retained tail stays in the account until the handover.", "交房前须留存约定尾款。"),
        remedy: Wording("Release less, or record handover.completed.", "请减少金额，或先登记交房。"), source: "practice: DOMAIN 2.3, 3.3")

    static let release = [
        suspended, frozen, settlementExceeded, payeeUnknown, payoffPayee, payoffExceeded, releaseBeforeEntry,
        releaseBeforeMortgage, conditionForeign, conditionMissing, tailRetained,
    ]
}
