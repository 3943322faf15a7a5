/// Judges the steps of the supervised account. Whether the deal is opened, over or suspended is judged before, for every stream.
enum EscrowGuards {
    static func check(_ step: Step, _ file: DealFile, _ world: any World) throws {
        let escrow = file.escrow
        switch step.name {
        case .escrowAgreed:
            if let opened = escrow.opened { throw Refusal(EscrowRules.agreedLate, rests: [opened.index]) }
            return
        case .escrowOpened:
            guard escrow.agreement != nil else {
                throw Refusal(EscrowRules.notAgreed, rests: [file.deal.opened?.mark.index], missing: ["escrow.agreed"])
            }
            if let opened = escrow.opened { throw Refusal(EscrowRules.openedOnce, rests: [opened.index]) }
            return
        default: break
        }
        guard escrow.isOpen else {
            throw Refusal(
                EscrowRules.notOpen, rests: [escrow.agreement?.mark.index, escrow.closed?.index], missing: ["escrow.opened"])
        }
        if EscrowRules.amountNotPositive.guards.contains(step.name) {
            let amountFen = step.payload.integer("amountFen") ?? 0
            guard amountFen > 0, amountFen <= Amount.maximumFen else {
                throw Refusal(EscrowRules.amountNotPositive, missing: ["amountFen"], "\(fen: amountFen)")
            }
        }
        switch step.name {
        case .escrowDeposited: try checkDeposit(step, file)
        case .escrowReleased: try checkRelease(step, file)
        case .escrowRefunded: try checkRefund(step, file)
        case .escrowFeeCharged: try checkFree(step, escrow)
        case .escrowHeld: try checkHold(step, file)
        case .escrowUnheld: try checkUnhold(step, escrow)
        case .escrowClosed:
            if escrow.balanceFen != 0 || escrow.heldFen != 0 {
                throw Refusal(
                    EscrowRules.notEmpty, rests: [escrow.lastMark?.index] + escrow.holds.map(\.mark.index),
                    missing: ["escrow.released", "escrow.refunded"], "\(fen: escrow.balanceFen), \(fen: escrow.heldFen) held")
            }
        // A difference to the bank's figure is recorded, not refused: hiding it would help nobody.
        default: break
        }
    }

    /// Enough is there that nobody holds.
    static func checkFree(_ step: Step, _ escrow: EscrowState) throws(Refusal) {
        let amountFen = step.payload.integer("amountFen") ?? 0
        guard amountFen <= escrow.freeFen else {
            let holds = escrow.holds.filter { $0.amountFen > 0 }.map(\.mark.index)
            throw Refusal(
                EscrowRules.overdrawn, rests: [escrow.lastMark?.index] + holds, missing: ["amountFen"],
                "\(fen: amountFen) > \(fen: escrow.balanceFen) - \(fen: escrow.heldFen)")
        }
    }

    private static func checkDeposit(_ step: Step, _ file: DealFile) throws(Refusal) {
        let data = step.payload, amountFen = data.integer("amountFen") ?? 0, source = data.text("sourceParty") ?? ""
        let legs = file.legs.compactMap { $0.loan.current }.filter { $0.lender == source }
        guard data.text("legKind") == EscrowLegKind.loan.rawValue else {
            // A decoration loan never counts towards a down payment either.
            let decoration = file.decoration.lender == source ? file.decoration.applied : nil
            if let mark = legs.first?.application.mark ?? decoration {
                throw Refusal(EscrowRules.ownFundsBorrowed, rests: [mark.index], missing: ["sourceParty"], source)
            }
            return
        }
        let approved = legs.filter(\.isApproved)
        guard !approved.isEmpty else {
            throw Refusal(
                EscrowRules.loanSource, rests: file.legs.map { $0.loan.current?.application.mark.index },
                missing: ["loan.approved", "lenderId"], source)
        }
        let capFen = approved.reduce(Int64(0)) { $0.adding($1.approval?.amountFen ?? 0) }
        // What went back to the lender may come again, under a new approval.
        let inFen = file.escrow.depositedFen(by: source, [.loan]).adding(-(file.escrow.refundedTo[source] ?? 0))
        guard inFen.adding(amountFen) <= capFen else {
            throw Refusal(
                EscrowRules.loanTooMuch, rests: approved.map { $0.approval?.mark.index }, missing: ["amountFen"],
                "\(fen: inFen) + \(fen: amountFen) > \(fen: capFen)")
        }
    }

    private static func checkRefund(_ step: Step, _ file: DealFile) throws(Refusal) {
        let escrow = file.escrow, data = step.payload, amountFen = data.integer("amountFen") ?? 0,
            source = data.text("toSource") ?? ""
        try checkFree(step, escrow)
        let isLender = escrow.postings.contains { $0.legKind == .loan && $0.party == source }
        if file.overlays.contains(.rescinding) && !isLender {
            throw Refusal(
                EscrowRules.refundFrozen, rests: [file.deal.rescissionNoticed?.index], missing: ["rescission.effective"], source)
        }
        let ownFen = escrow.unspentFen(of: source).adding(-escrow.heldFen(of: source))
        guard amountFen > ownFen else { return }
        let marks = escrow.postings.filter { $0.kind == .deposited && $0.party == source }.map(\.mark.index)
        let loans = escrow.postings.filter { $0.legKind == .loan && $0.unspentFen > 0 && $0.party != source }.map(\.mark.index)
        // Beyond its own money, only another source's is left; where that is a loan, the reason is a sharper one.
        let rule = loans.isEmpty ? EscrowRules.refundAboveSource : EscrowRules.loanRefund
        throw Refusal(
            rule, rests: marks + loans, missing: ["toSource", "amountFen"], "\(fen: amountFen) > \(fen: ownFen) of \(source)")
    }

    private static func checkHold(_ step: Step, _ file: DealFile) throws(Refusal) {
        let data = step.payload, amountFen = data.integer("amountFen") ?? 0, escrow = file.escrow
        guard amountFen <= escrow.freeFen else {
            throw Refusal(
                EscrowRules.heldTooMuch, rests: [escrow.lastMark?.index], missing: ["amountFen"],
                "\(fen: amountFen) > \(fen: escrow.balanceFen) - \(fen: escrow.heldFen)")
        }
        let interestFen = interestFen(scope: data.text("scope") ?? "all", party: data.text("party"), file)
        guard amountFen <= interestFen else {
            throw Refusal(
                EscrowRules.heldBeneficiary, rests: [escrow.lastMark?.index, file.registration.transferRecorded?.index],
                missing: ["party", "amountFen"], "\(fen: amountFen) > \(fen: interestFen)")
        }
    }

    /// What of the balance belongs to somebody and is not held for him yet: before the transfer a source owns what it paid in
    /// and is not spent; after it the sellers are owed what is there. DOMAIN.md section 2.3.
    private static func interestFen(scope: String, party: String?, _ file: DealFile) -> Int64 {
        let escrow = file.escrow, isEntered = file.registration.transferRecorded != nil
        if let party {
            if isEntered && file.deal.sellers.contains(party) { return escrow.freeFen }
            return escrow.unspentFen(of: party).adding(-escrow.heldFen(of: party))
        }
        switch scope {
        case "buyer":
            return EscrowLegKind.allCases.reduce(Int64(0)) { $1 == .loan ? $0 : $0.adding(escrow.unspentFen($1)) }
        case "seller": return isEntered ? escrow.freeFen : 0
        case "lender": return escrow.unspentFen(.loan)
        default: return escrow.freeFen
        }
    }

    private static func checkUnhold(_ step: Step, _ escrow: EscrowState) throws(Refusal) {
        let data = step.payload, amountFen = data.integer("amountFen") ?? 0
        let holds = escrow.holds.filter { $0.docNo == data.text("docNo") }
        let heldFen = holds.reduce(Int64(0)) { $0.adding($1.amountFen) }
        guard amountFen <= heldFen else {
            throw Refusal(
                EscrowRules.unheldTooMuch, rests: holds.isEmpty ? [escrow.lastMark?.index] : holds.map(\.mark.index),
                missing: ["docNo", "amountFen"], "\(fen: amountFen) > \(fen: heldFen)")
        }
    }
}
