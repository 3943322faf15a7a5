/// Rules of the supervised account. DOMAIN.md section 3.3; scope and timing vary by city, conservation of money does not.
enum EscrowRules {
    static let agreedLate = StepRule(
        "escrow.agreedLate", [.escrowAgreed], Wording("The account is agreed before it is opened.", "监管协议须在开户前签订。"),
        remedy: Wording("Close the account and agree on another.", "请先销户，再另签监管协议。"), source: "建住房〔2006〕321号")
    static let notAgreed = StepRule(
        "escrow.notAgreed", [.escrowOpened], Wording("An escrow agreement was signed.", "须已签订资金监管协议。"),
        remedy: Wording("Record escrow.agreed.", "请先登记监管协议。"), source: "建住房〔2006〕321号")
    static let openedOnce = StepRule(
        "escrow.openedOnce", [.escrowOpened], Wording("An account is opened once.", "监管账户只开立一次。"),
        remedy: Wording("Use the account that is open.", "请使用已开立的账户。"), source: "建住房〔2006〕321号")
    static let notOpen = StepRule(
        "escrow.notOpen",
        [
            .escrowDeposited, .escrowReleased, .escrowRefunded, .escrowFeeCharged, .escrowInterestCredited, .escrowHeld,
            .escrowUnheld, .escrowReconciled, .escrowClosed,
        ],
        Wording("The account is open.", "监管账户须已开立且未销户。"), remedy: Wording("Record escrow.opened.", "请先登记开户。"),
        source: "建住房〔2006〕321号")
    static let amountNotPositive = StepRule(
        "escrow.amountNotPositive",
        [
            .escrowDeposited, .escrowReleased, .escrowRefunded, .escrowFeeCharged, .escrowInterestCredited, .escrowHeld,
            .escrowUnheld,
        ],
        Wording("An amount is above zero.", "金额须大于零。"), remedy: Wording("State the amount in fen.", "请以分填写金额。"),
        source: "proposal")

    static let loanSource = StepRule(
        "escrow.loanSource", [.escrowDeposited],
        Wording("Loan money comes from the lender of an approved leg.", "贷款资金须由获批贷款的贷款人存入。"),
        remedy: Wording("Name the lender, or another kind of money.", "请填写贷款人，或更改款项性质。"), source: "金规〔2026〕5号 11, 22")
    static let loanTooMuch = StepRule(
        "escrow.loanTooMuch", [.escrowDeposited],
        Wording("A lender pays in at most what it approved.", "贷款人存入金额不得超过批准金额。"),
        remedy: Wording("Correct the amount, or record a new approval.", "请更正金额，或登记新的审批。"), source: "金规〔2026〕5号 11")
    static let ownFundsBorrowed = StepRule(
        "escrow.ownFundsBorrowed", [.escrowDeposited],
        Wording("Own funds are not borrowed: they never come from a lender.", "首付款须为自有资金，不得来自贷款人。"),
        remedy: Wording("Name who really paid, or the kind loan.", "请填写实际付款人，或改为贷款。"), source: "金规〔2026〕5号 9")

    static let overdrawn = StepRule(
        "escrow.overdrawn", [.escrowReleased, .escrowRefunded, .escrowFeeCharged],
        Wording("What goes out is there and is not held.", "支出不得超过余额减去止付金额。"),
        remedy: Wording("Pay out less, or have the hold lifted.", "请减少金额，或先解除止付。"), source: "建住房〔2006〕321号")
    static let refundAboveSource = StepRule(
        "escrow.refundAboveSource", [.escrowRefunded],
        Wording("A source gets back at most what is left of its own deposits.", "退款不得超过该来源尚未使用的存入款。"),
        remedy: Wording("Refund each source its own money.", "请按资金来源原路退回。"), source: "建住房〔2006〕321号; practice: DOMAIN 3.3")
    static let refundFrozen = StepRule(
        "escrow.refundFrozen", [.escrowRefunded],
        Wording(
            "From the notice of rescission until it is effective nobody's money goes back but a lender's.",
            "解约通知发出至解约生效前，除贷款人资金外不得退款。"),
        remedy: Wording("Record rescission.effective, or have the breach cured.", "请待解约生效，或先补救违约。"),
        source: "民法典 565, 566; DOMAIN 2.3")
    static let loanRefund = StepRule(
        "escrow.loanRefund", [.escrowRefunded], Wording("Loan money goes back only to its lender.", "贷款资金只能退回贷款人。"),
        remedy: Wording("Refund the lender.", "请退回贷款人。"), source: "金规〔2026〕5号 11; practice: DOMAIN 3.3")
    static let heldTooMuch = StepRule(
        "escrow.heldTooMuch", [.escrowHeld], Wording("Only what is there can be held.", "止付金额不得超过未止付的余额。"),
        remedy: Wording("Hold at most the free balance.", "请不超过可用余额。"), source: "民事诉讼法 253; DOMAIN 2.3")
    static let heldBeneficiary = StepRule(
        "escrow.heldBeneficiary", [.escrowHeld],
        Wording("A hold that names a party reaches that party's share only.", "针对当事人的止付仅限其权益份额。"),
        remedy: Wording("Hold at most the party's share.", "请不超过该当事人的份额。"), source: "DOMAIN 2.3; 查封规定 2020")
    static let unheldTooMuch = StepRule(
        "escrow.unheldTooMuch", [.escrowUnheld], Wording("The document holds that much.", "该文书的止付金额须足够解除。"),
        remedy: Wording("Name the hold by its document.", "请填写原止付文书号。"), source: "民诉法解释 485")
    static let notEmpty = StepRule(
        "escrow.notEmpty", [.escrowClosed],
        Wording("An account is closed with a balance of zero and nothing held.", "销户须余额为零且无止付。"),
        remedy: Wording("Release or refund what is left.", "请先划付或退回余款。"), source: "建住房〔2006〕321号")

    static let all =
        [
            agreedLate, notAgreed, openedOnce, notOpen, amountNotPositive, loanSource, loanTooMuch,
            ownFundsBorrowed, overdrawn, refundAboveSource, refundFrozen, loanRefund, heldTooMuch, heldBeneficiary, unheldTooMuch,
            notEmpty,
        ] + release
}
