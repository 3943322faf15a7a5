import TestSupport
import Testing

@testable import HomeSale

private let seeds: [UInt64] = Array(1...40)

@Suite("Escrow: no fen is lost")
struct EscrowConservationTests {
    @Test("a random walk of what the guards accept conserves money after every step", arguments: seeds)
    func accepted(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let story = MoneyStory()
        story.file()
        try story.openEscrow()
        try story.approveLoan()
        let conditions = [story.enter("transfer"), story.enter("mortgage"), story.quotePayoff()]
        // A plain model beside it: one number.
        var modelFen: Int64 = 0, takenCount = 0
        for _ in 0..<120 {
            let amountFen = Int64.random(in: 1...90_000_000, using: &random)
            let party = ["buyer", "parent", "bank", "seller"].randomElement(using: &random)!
            let step: (name: EventName, json: String, sign: Int64)
            switch Int.random(in: 0..<8, using: &random) {
            case 0, 1:
                let kind = EscrowLegKind.allCases.randomElement(using: &random)!
                let json = #"{"amountFen":\#(amountFen),"sourceParty":"\#(party)","legKind":"\#(kind.rawValue)"}"#
                step = (.escrowDeposited, json, 1)
            case 2: step = (.escrowInterestCredited, #"{"amountFen":\#(amountFen % 100_000 + 1)}"#, 1)
            case 3: step = (.escrowFeeCharged, #"{"amountFen":\#(amountFen % 100_000 + 1)}"#, -1)
            case 4: step = (.escrowRefunded, #"{"amountFen":\#(amountFen),"toSource":"\#(party)","reason":"r"}"#, -1)
            case 5:
                let payee = ["seller", "oldBank"].randomElement(using: &random)!
                step = (.escrowReleased, MoneyStory.release(amountFen, payee, "other", conditions), -1)
            case 6: step = (.escrowHeld, #"{"scope":"buyer","amountFen":\#(amountFen),"docNo":"H","party":"\#(party)"}"#, 0)
            default: step = (.escrowUnheld, #"{"scope":"buyer","amountFen":\#(amountFen),"docNo":"H"}"#, 0)
            }
            do { try story.check("deal/X/escrow", step.name, step.json) } catch is Refusal { continue }
            let fact = story.record("deal/X/escrow", step.name, step.json)
            modelFen += step.sign * fact.payload.integer("amountFen")!
            takenCount += 1
            let state = story.file.escrow
            #expect(state.isConserved && !state.isBroken, "\(step)")
            #expect(state.balanceFen == modelFen && state.heldFen >= 0 && state.heldFen <= state.balanceFen)
            for party in ["buyer", "parent", "bank"] { #expect(state.unspentFen(of: party) >= state.heldFen(of: party)) }
        }
        #expect(takenCount > 20)
    }

    @Test("a fold over any postings at all neither traps nor hides that they do not add up", arguments: seeds)
    func arbitrary(seed: UInt64) {
        var random = SeededRandom(seed)
        let names: [EventName] = [
            .escrowAgreed, .escrowOpened, .escrowDeposited, .escrowReleased, .escrowRefunded, .escrowFeeCharged,
            .escrowInterestCredited, .escrowHeld, .escrowUnheld, .escrowReconciled, .escrowClosed,
        ]
        let amounts: [String] = ["0", "-1", "1", "7", "100", "10000000000000", "9007199254740991", #""x""#, "null"]
        let parties = ["a", "b", ""]
        var state = EscrowState()
        var wasBroken = false
        for index in 0..<200 {
            let party = parties.randomElement(using: &random)!
            let json = #"""
                {"amountFen":\#(amounts.randomElement(using: &random)!),"sourceParty":"\#(party)","toSource":"\#(party)",
                "payee":"\#(party)","party":"\#(party)","docNo":"\#(party)","legKind":"loan","targetOwnFundsFen":-5,
                "bankBalanceFen":\#(amounts.randomElement(using: &random)!)}
                """#
            state.apply(fact("deal/X/escrow", names.randomElement(using: &random)!, json, index: UInt64(index)))
            #expect(state.isBroken || state.isConserved)
            #expect(!wasBroken || state.isBroken, "what is broken stays so")
            wasBroken = state.isBroken
        }
        #expect(state.isBroken)
        #expect(state.fields.contains(StateField("escrow.broken", true)))
    }

    @Test("the same facts give the same state")
    func replay() throws {
        let story = MoneyStory()
        try story.openEscrow()
        try story.depositOwnFunds()
        var again = DealFile(id: "X")
        for fact in story.world.facts { again.apply(fact) }
        #expect(again == story.file)
    }
}
