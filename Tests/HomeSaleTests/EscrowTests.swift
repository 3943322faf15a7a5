import Testing

@testable import HomeSale

private let escrow = "deal/X/escrow"

/// The account of DOMAIN.md section 3.3 with everything in it: 900,000.00 of the buyer's, 2,100,000.00 of the bank's.
private func funded() throws -> MoneyStory {
    let story = MoneyStory()
    story.file()
    try story.openEscrow()
    try story.depositOwnFunds()
    try story.approveLoan()
    try story.deposit(210_000_000, "bank", "loan")
    return story
}

@Suite("Escrow: the example of DOMAIN.md 3.3")
struct EscrowExampleTests {
    @Test("three million come in, go to the old bank and the seller, and the tail follows at the handover")
    func paidOut() throws {
        let story = try funded()
        #expect(story.file.escrow.phase == .funded)
        #expect(story.file.escrow.balanceFen == 300_000_000)
        let quote = story.quotePayoff()
        try story.take(escrow, .escrowReleased, MoneyStory.release(123_456_789, "oldBank", "oldLender", [quote]))
        let transfer = story.enter("transfer"), mortgage = story.enter("mortgage")
        try story.take(escrow, .escrowReleased, MoneyStory.release(171_543_211, "seller", "seller", [transfer, mortgage]))
        #expect(story.file.escrow.balanceFen == 5_000_000)
        #expect(story.file.escrow.phase == .releasing)
        expectRefused("escrow.tailRetained") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "seller", "seller", [transfer, mortgage]))
        }
        let handover = story.record("deal/X", .handoverCompleted)
        try story.take(
            escrow, .escrowReleased, MoneyStory.release(5_000_000, "seller", "seller", [transfer, mortgage, handover]))
        let state = story.file.escrow
        #expect(state.balanceFen == 0 && state.releasedFen == 300_000_000 && state.isConserved)
        #expect(state.phase == .closing)
        try story.take(escrow, .escrowClosed, #"{"closedOn":"2026-10-01"}"#)
        #expect(story.file.escrow.phase == .closed)
    }

    @Test("undone before any release, the buyer gets 900,000.00 and the bank 2,100,000.00")
    func unwound() throws {
        let story = try funded()
        try story.take(escrow, .escrowRefunded, #"{"amountFen":90000000,"toSource":"buyer","reason":"r"}"#)
        #expect(!story.file.escrow.isOwnFundsTargetMet)
        try story.take(escrow, .escrowRefunded, #"{"amountFen":210000000,"toSource":"bank","reason":"r"}"#)
        let state = story.file.escrow
        #expect(state.balanceFen == 0 && state.refundedFen == 300_000_000 && state.isConserved)
        #expect(state.refundedTo == ["buyer": 90_000_000, "bank": 210_000_000])
    }

    @Test("every posting keeps the entry that recorded it")
    func marks() throws {
        let story = try funded()
        let indices = story.world.facts.filter { $0.name == .escrowDeposited }.map(\.index)
        #expect(story.file.escrow.postings.map(\.mark.index) == indices)
    }

    @Test("fields show the balance and each source")
    func fields() throws {
        let fields = try funded().file.escrow.fields
        #expect(fields.contains(StateField("escrow.balanceFen", fen: 300_000_000)))
        #expect(fields.contains(StateField("escrow.source.bank.unspentFen", fen: 210_000_000)))
        #expect(Set(fields.map(\.path)).count == fields.count)
        #expect(EscrowState().fields.isEmpty)
    }
}

@Suite("Escrow: guards")
struct EscrowGuardTests {
    @Test("an account is agreed, opened once, and only then takes money")
    func opening() throws {
        let story = MoneyStory()
        let deposit = #"{"amountFen":1,"sourceParty":"buyer","legKind":"ownFunds"}"#
        let opening = #"{"accountToken":"a","openedOn":"2026-09-10"}"#
        expectRefused("escrow.notAgreed") { try story.take(escrow, .escrowOpened, opening) }
        expectRefused("escrow.notOpen") { try story.take(escrow, .escrowDeposited, deposit) }
        try story.openEscrow()
        expectRefused("escrow.openedOnce") { try story.take(escrow, .escrowOpened, opening) }
        expectRefused("escrow.agreedLate") { try story.take(escrow, .escrowAgreed, MoneyStory.agreement) }
        #expect(story.file.escrow.phase == .open)
        try story.take(escrow, .escrowDeposited, deposit)
        #expect(story.file.escrow.phase == .funding)
    }

    @Test("amounts are above zero", arguments: [0, -1, Amount.maximumFen + 1])
    func positive(amountFen: Int64) throws {
        let story = try funded()
        for name in [
            EventName.escrowDeposited, .escrowReleased, .escrowRefunded, .escrowFeeCharged, .escrowInterestCredited,
            .escrowHeld, .escrowUnheld,
        ] {
            expectRefused("escrow.amountNotPositive") { try story.check(escrow, name, #"{"amountFen":\#(amountFen)}"#) }
        }
        try story.check(escrow, .escrowInterestCredited, #"{"amountFen":1}"#)
    }

    @Test("loan money comes from the lender of an approved leg, own money never from a lender")
    func sources() throws {
        let story = MoneyStory()
        story.file()
        try story.openEscrow()
        try story.depositOwnFunds()
        expectRefused("escrow.loanSource") { try story.deposit(1, "bank", "loan") }
        try story.approveLoan()
        expectRefused("escrow.loanSource") { try story.deposit(1, "buyer", "loan") }
        expectRefused("escrow.ownFundsBorrowed") { try story.deposit(1, "bank", "ownFunds") }
        expectRefused("escrow.loanTooMuch") { try story.deposit(210_000_001, "bank", "loan") }
        try story.deposit(210_000_000, "bank", "loan")
        expectRefused("escrow.loanTooMuch") { try story.deposit(1, "bank", "loan") }
    }

    @Test("no fen reaches the seller before the transfer and the mortgage are entered")
    func beforeEntry() throws {
        let story = try funded()
        let contract = story.world.facts.first { $0.name == .contractSigned }!
        let refusal = expectRefused("escrow.releaseBeforeEntry") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "seller", "seller", [contract]))
        }
        #expect(refusal?.missing == ["registration.recorded"] && refusal?.rests == [contract.index])
        let transfer = story.enter("transfer")
        expectRefused("escrow.releaseBeforeMortgage") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "seller", "seller", [transfer]))
        }
        let mortgage = story.enter("mortgage")
        try story.take(escrow, .escrowReleased, MoneyStory.release(1, "seller", "seller", [transfer, mortgage]))
    }

    @Test("a payoff goes to the lender of record, and no more than it quoted")
    func payoff() throws {
        let story = try funded()
        let filing = story.world.facts.first { $0.name == .filingRecorded }!
        expectRefused("escrow.payoffPayee") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "oldBank", "oldLender", [filing]))
        }
        let quote = story.quotePayoff()
        expectRefused("escrow.payoffPayee") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "seller", "oldLender", [quote]))
        }
        expectRefused("escrow.payoffExceeded") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(123_456_790, "oldBank", "oldLender", [quote]))
        }
        try story.take(escrow, .escrowReleased, MoneyStory.release(123_456_789, "oldBank", "oldLender", [quote]))
    }

    @Test("nobody else is paid, unless the agreement names him")
    func payee() throws {
        let story = try funded()
        let filing = story.world.facts.first { $0.name == .filingRecorded }!
        expectRefused("escrow.payeeUnknown") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "friend", "other", [filing]))
        }
        expectRefused("escrow.payeeUnknown") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "friend", "seller", [filing]))
        }
    }

    @Test("a release names entries of this deal, of every kind agreed")
    func conditions() throws {
        let story = try funded()
        let transfer = story.enter("transfer"), mortgage = story.enter("mortgage")
        expectRefused("escrow.conditionMissing") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "seller", "seller"))
        }
        let refusal = expectRefused("escrow.conditionMissing") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "seller", "seller", [transfer]))
        }
        #expect(refusal?.rests.contains(mortgage.index) == true && refusal?.detail == "mortgageRecorded")
        for foreign in ["deal/Y/registration:1", "deal/X/registration:3", "deal/X/registration:01", "deal/X", "x"] {
            expectRefused("escrow.conditionForeign") {
                try story.take(
                    escrow, .escrowReleased,
                    #"{"amountFen":1,"payee":"seller","payeeKind":"seller","reason":"r","conditions":["\#(foreign)"]}"#)
            }
        }
        try story.take(escrow, .escrowReleased, MoneyStory.release(1, "seller", "seller", [transfer, mortgage]))
    }

    @Test("no more goes out than is there and free")
    func overdrawn() throws {
        let story = try funded()
        let transfer = story.enter("transfer"), mortgage = story.enter("mortgage")
        expectRefused("escrow.overdrawn") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(300_000_001, "seller", "seller", [transfer, mortgage]))
        }
        expectRefused("escrow.overdrawn") { try story.take(escrow, .escrowFeeCharged, #"{"amountFen":300000001}"#) }
        try story.take(escrow, .escrowHeld, #"{"scope":"all","amountFen":299999999,"docNo":"H"}"#)
        expectRefused("escrow.overdrawn") { try story.take(escrow, .escrowFeeCharged, #"{"amountFen":2}"#) }
        try story.take(escrow, .escrowFeeCharged, #"{"amountFen":1}"#)
    }

    @Test("a source gets back its own unspent money; the bank's goes to the bank alone")
    func refunds() throws {
        let story = try funded()
        expectRefused("escrow.loanRefund") {
            try story.take(escrow, .escrowRefunded, #"{"amountFen":90000001,"toSource":"buyer","reason":"r"}"#)
        }
        try story.take(escrow, .escrowRefunded, #"{"amountFen":210000000,"toSource":"bank","reason":"r"}"#)
        expectRefused("escrow.refundAboveSource") {
            try story.take(escrow, .escrowRefunded, #"{"amountFen":1,"toSource":"stranger","reason":"r"}"#)
        }
        try story.take(escrow, .escrowRefunded, #"{"amountFen":90000000,"toSource":"buyer","reason":"r"}"#)
    }

    @Test("a hold reaches the share of the party it names, and stays that party's whatever is released")
    func holds() throws {
        let story = try funded()
        expectRefused("escrow.heldTooMuch") {
            try story.take(escrow, .escrowHeld, #"{"scope":"all","amountFen":300000001,"docNo":"H"}"#)
        }
        expectRefused("escrow.heldBeneficiary") {
            try story.take(escrow, .escrowHeld, #"{"scope":"buyer","amountFen":90000001,"docNo":"H","party":"buyer"}"#)
        }
        expectRefused("escrow.heldBeneficiary") {
            try story.take(escrow, .escrowHeld, #"{"scope":"seller","amountFen":1,"docNo":"H"}"#)
        }
        try story.take(escrow, .escrowHeld, #"{"scope":"buyer","amountFen":60000000,"docNo":"H","party":"buyer"}"#)
        #expect(story.file.escrow.isHeld)
        expectRefused("escrow.heldBeneficiary") {
            try story.take(escrow, .escrowHeld, #"{"scope":"buyer","amountFen":30000001,"docNo":"I","party":"buyer"}"#)
        }
        let quote = story.quotePayoff()
        try story.take(escrow, .escrowReleased, MoneyStory.release(123_456_789, "oldBank", "oldLender", [quote]))
        #expect(story.file.escrow.unspentFen(of: "buyer") == 60_000_000)
        expectRefused("escrow.loanRefund") {
            try story.take(escrow, .escrowRefunded, #"{"amountFen":1,"toSource":"buyer","reason":"r"}"#)
        }
        expectRefused("escrow.unheldTooMuch") {
            try story.take(escrow, .escrowUnheld, #"{"scope":"buyer","amountFen":60000001,"docNo":"H"}"#)
        }
        expectRefused("escrow.unheldTooMuch") {
            try story.take(escrow, .escrowUnheld, #"{"scope":"buyer","amountFen":1,"docNo":"other"}"#)
        }
        try story.take(escrow, .escrowUnheld, #"{"scope":"buyer","amountFen":60000000,"docNo":"H"}"#)
        try story.take(escrow, .escrowRefunded, #"{"amountFen":60000000,"toSource":"buyer","reason":"r"}"#)
    }

    @Test("while a seizure is live, only a release under a court's document goes out")
    func suspended() throws {
        let story = try funded()
        let quote = story.quotePayoff()
        let seizure = story.record("deal/X", .restrictionObserved, #"{"kind":"seizure","docNo":"S-1"}"#)
        let payoff = MoneyStory.release(1, "oldBank", "oldLender", [quote])
        let refusal = expectRefused("escrow.suspended") { try story.take(escrow, .escrowReleased, payoff) }
        #expect(refusal?.rests == [seizure.index])
        try story.take(
            escrow, .escrowReleased,
            MoneyStory.release(1, "court", "other", [seizure], #","docNo":"S-1","docDigest":"d""#))
        story.record("deal/X", .restrictionLifted, #"{"docNo":"S-1"}"#)
        try story.take(escrow, .escrowReleased, payoff)
    }

    @Test("a document alone does not open the account: an entry must have put it on record")
    func documentOnRecord() throws {
        let story = try funded()
        let filing = story.world.facts.first { $0.name == .filingRecorded }!
        expectRefused("escrow.releaseBeforeEntry") {
            try story.take(
                escrow, .escrowReleased,
                MoneyStory.release(1, "seller", "seller", [filing], #","docNo":"S-1","docDigest":"d""#))
        }
    }

    @Test("after a rescission only the settlement pays, and no more than it says")
    func rescinded() throws {
        let story = try funded()
        story.record("deal/X", .rescissionNoticed, #"{"ground":"breach"}"#)
        let quote = story.quotePayoff()
        expectRefused("escrow.frozen") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "oldBank", "oldLender", [quote]))
        }
        story.record("deal/X", .rescissionEffective, #"{"basis":"notice"}"#)
        story.record(
            "deal/X", .settlementComputed,
            #"{"items":[{"from":"buyer","to":"seller","reason":"forfeit","amountFen":10000000}]}"#)
        let accepted = story.record("deal/X", .settlementAccepted, #"{"by":"buyer"}"#)
        expectRefused("escrow.frozen") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "seller", "seller", [accepted]))
        }
        story.record("deal/X", .settlementAccepted, #"{"by":"seller"}"#)
        expectRefused("escrow.settlementExceeded") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(10_000_001, "seller", "seller", [accepted]))
        }
        try story.take(escrow, .escrowReleased, MoneyStory.release(10_000_000, "seller", "seller", [accepted]))
        expectRefused("escrow.settlementExceeded") {
            try story.take(escrow, .escrowReleased, MoneyStory.release(1, "seller", "seller", [accepted]))
        }
        try story.take(escrow, .escrowRefunded, #"{"amountFen":80000000,"toSource":"buyer","reason":"r"}"#)
        try story.take(escrow, .escrowRefunded, #"{"amountFen":210000000,"toSource":"bank","reason":"r"}"#)
        #expect(story.file.escrow.balanceFen == 0)
    }

    @Test("a difference to the bank's figure is kept, not refused")
    func reconciled() throws {
        let story = try funded()
        try story.take(escrow, .escrowReconciled, #"{"bankBalanceFen":299999999,"statementDigest":"d"}"#)
        #expect(story.file.escrow.reconciliation?.differenceFen == -1)
    }

    @Test("an account with money in it is not closed")
    func closing() throws {
        let story = try funded()
        expectRefused("escrow.notEmpty") { try story.take(escrow, .escrowClosed, #"{"closedOn":"2026-10-01"}"#) }
        try story.take(escrow, .escrowRefunded, #"{"amountFen":90000000,"toSource":"buyer","reason":"r"}"#)
        try story.take(escrow, .escrowRefunded, #"{"amountFen":210000000,"toSource":"bank","reason":"r"}"#)
        try story.take(escrow, .escrowClosed, #"{"closedOn":"2026-10-01"}"#)
        expectRefused("escrow.notOpen") { try story.take(escrow, .escrowInterestCredited, #"{"amountFen":1}"#) }
    }

    @Test("every rule guards a step of this stream, and has an id of its own")
    func rules() {
        #expect(Set(EscrowRules.all.map(\.id)).count == EscrowRules.all.count)
        for rule in EscrowRules.all {
            #expect(rule.id.hasPrefix("escrow.") && rule.id.utf8.count <= 48)
            #expect(!rule.guards.isEmpty && rule.guards.allSatisfy { $0.rawValue.hasPrefix("escrow.") })
        }
    }
}
