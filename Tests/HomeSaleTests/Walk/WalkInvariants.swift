@testable import HomeSale

/// What must hold after every accepted step, whatever led there.
struct WalkInvariants {
    private var books: [String: WalkBooks] = [:]

    /// - Parameter facts: of the deal, corrected, with this one.
    /// - Returns: what is broken, in words.
    mutating func check(_ fact: Fact, _ before: DealFile, _ after: DealFile, _ facts: () -> [Fact]) -> [String] {
        var broken: [String] = []
        func demand(_ isMet: Bool, _ words: @autoclosure () -> String) {
            if !isMet { broken.append("\(fact.name.rawValue) at \(fact.reference): \(words())") }
        }
        let id = fact.stream.id
        let old = books[id] ?? WalkBooks()
        var new = old
        if fact.name == .dealCorrected { new = WalkBooks(facts()) } else { new.take(fact) }
        books[id] = new

        // Money.
        demand(after.escrow.isConserved && !after.escrow.isBroken, "escrow does not add up")
        demand(after.escrow.balanceFen == new.balanceFen, "balance \(after.escrow.balanceFen), books \(new.balanceFen)")
        demand(after.escrow.heldFen == new.heldFen, "held \(after.escrow.heldFen), books \(new.heldFen)")
        demand(new.balanceFen >= new.heldFen && new.heldFen >= 0, "balance \(new.balanceFen), held \(new.heldFen)")
        if let source = new.netFen.first(where: { $0.value < 0 }) { demand(false, "\(source) got back more than it paid") }
        demand(after.deal.depositHeldFen >= 0, "deposit \(after.deal.depositHeldFen)")
        demand(after.deal.commissionPaidFen <= after.deal.commissionAccruedFen, "commission paid above what accrued")

        // The phase.
        let isNewDeposit = fact.name == .depositAgreed && before.phase == .reserved && after.phase == .agreed
        demand(
            after.phase >= before.phase || fact.name.mayTakeBack || isNewDeposit || !after.overlays.isEmpty,
            "\(before.phase) to \(after.phase)")
        demand(before.overlays.isEmpty || before.overlays != [.cancelled] || after.overlays.contains(.cancelled), "uncancelled")
        if old.hasEnded { demand(!fact.name.movesMoneyOrTitle, "after the end") }
        if fact.name == .dealClosed { demand(new.balanceFen == 0 && new.heldFen == 0, "closed with money") }

        // Releases and pay-outs.
        let isUnwinding = before.overlays.contains { $0 == .rescinding || $0 == .rescinded }
        if fact.name == .escrowReleased {
            let namesDocument = fact.payload.has("docDigest")
            let isToSeller = before.deal.sellers.contains(fact.payload.text("payee") ?? "")
            demand(!isToSeller || old.isEntered || namesDocument || isUnwinding, "released before entry")
            demand(old.restrictions.isEmpty || namesDocument, "released under a restriction")
        }
        if fact.name == .loanDisbursementInstructed || fact.name == .loanDisbursed {
            let number = fact.stream.number, loan = old.loans[number] ?? WalkBooks.Loan()
            demand(loan.isSigned, "no loan contract")
            demand(old.isEntered, "before the transfer")
            demand(old.isFiled, "without a filing")
            demand(old.mortgages.contains(number) || loan.hasGuarantor, "unsecured")
            demand(loan.conditions.values.allSatisfy { $0 }, "conditions \(loan.conditions)")
            demand(old.restrictions.isEmpty && !isUnwinding, "restricted or being undone")
            if fact.name == .loanDisbursed {
                demand(loan.instructedFen == fact.payload.integer("amountFen"), "not as instructed")
            }
        }
        return broken
    }
}

extension EventName {
    /// Takes back, or adds to, what an earlier phase rests on.
    fileprivate var mayTakeBack: Bool {
        switch self {
        case .dealCorrected, .filingRevoked, .registrationWithdrawn, .registrationRejected, .loanDeclined, .loanReversed,
            .approvalExpired, .escrowRefunded, .escrowDeposited, .contractAmended, .taxAssessed, .loanApplied:
            true
        default: false
        }
    }

    fileprivate var movesMoneyOrTitle: Bool {
        switch self {
        case .escrowDeposited, .escrowReleased, .escrowRefunded, .escrowFeeCharged, .escrowInterestCredited,
            .registrationRecorded,
            .registrationSubmitted, .contractSigned, .loanDisbursed, .loanDisbursementInstructed:
            true
        default: false
        }
    }
}
