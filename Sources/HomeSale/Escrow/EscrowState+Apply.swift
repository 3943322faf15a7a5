extension EscrowState {
    /// Takes up a fact of the stream. Total: what does not add up is remembered in ``isBroken``, and sums stop at their bounds.
    public mutating func apply(_ fact: Fact) {
        let data = fact.payload, mark = Mark(fact)
        switch fact.name {
        case .escrowAgreed:
            agreement = EscrowAgreement(data, mark)
            refreshTarget(mark)
        case .escrowOpened:
            opened = mark
            refreshTarget(mark)
        case .escrowClosed: closed = mark
        case .escrowDeposited: deposit(data, mark)
        case .escrowInterestCredited: creditInterest(data, mark)
        case .escrowReleased: release(data, mark)
        case .escrowRefunded: refund(data, mark)
        case .escrowFeeCharged: chargeFee(data, mark)
        case .escrowHeld: hold(data, mark)
        case .escrowUnheld: unhold(data)
        case .escrowReconciled:
            let bankFen = data.integer("bankBalanceFen") ?? 0
            reconciliation = EscrowReconciliation(
                mark: mark, bankBalanceFen: bankFen, differenceFen: bankFen.adding(balanceFen == .min ? .max : -balanceFen))
        default: return
        }
        lastMark = mark
        precondition(isBroken || isConserved, "escrow money is conserved")
    }

    private mutating func deposit(_ data: Payload, _ mark: Mark) {
        let amountFen = amount(data)
        let kind = data.text("legKind").flatMap { EscrowLegKind(rawValue: $0) } ?? .ownFunds
        Self.add(&depositedFen, amountFen)
        Self.add(&balanceFen, amountFen)
        boundCredits()
        postings.append(
            EscrowPosting(
                mark: mark, kind: .deposited, amountFen: amountFen, party: data.text("sourceParty") ?? "", legKind: kind,
                unspentFen: amountFen))
        refreshTarget(mark)
    }

    private mutating func creditInterest(_ data: Payload, _ mark: Mark) {
        let amountFen = amount(data)
        Self.add(&interestFen, amountFen)
        Self.add(&balanceFen, amountFen)
        boundCredits()
        postings.append(
            EscrowPosting(mark: mark, kind: .interest, amountFen: amountFen, party: "", legKind: nil, unspentFen: amountFen))
    }

    /// A release spends deposits before own funds, own funds before the loan, the tail last, and interest after them: a lender's
    /// money stays as long as there is the buyer's, which keeps a reversal possible.
    private mutating func release(_ data: Payload, _ mark: Mark) {
        let amountFen = amount(data)
        Self.add(&releasedFen, amountFen)
        spend(amountFen, from: [.deposit, .ownFunds, .loan, .tail, nil], of: nil)
        debit(.released, amountFen, data.text("payee") ?? "", mark)
    }

    private mutating func refund(_ data: Payload, _ mark: Mark) {
        let amountFen = amount(data), source = data.text("toSource") ?? ""
        Self.add(&refundedFen, amountFen)
        Self.add(&refundedTo[source, default: 0], amountFen)
        spend(amountFen, from: [.tail, .loan, .ownFunds, .deposit], of: source)
        debit(.refunded, amountFen, source, mark)
        refreshTarget(mark)
    }

    /// Fees are paid from interest first, so that as little as possible of anybody's deposit goes.
    private mutating func chargeFee(_ data: Payload, _ mark: Mark) {
        let amountFen = amount(data)
        Self.add(&feesFen, amountFen)
        spend(amountFen, from: [nil, .ownFunds, .deposit, .tail, .loan], of: nil)
        debit(.fee, amountFen, "", mark)
    }

    private mutating func hold(_ data: Payload, _ mark: Mark) {
        let amountFen = amount(data)
        Self.add(&heldFen, amountFen)
        if heldFen > balanceFen { isBroken = true }
        holds.append(
            EscrowHold(
                mark: mark, docNo: data.text("docNo") ?? "", scope: data.text("scope") ?? "all", party: data.text("party"),
                amountFen: amountFen))
    }

    private mutating func unhold(_ data: Payload) {
        var leftFen = amount(data)
        Self.add(&heldFen, -leftFen)
        let docNo = data.text("docNo") ?? ""
        for place in holds.indices where leftFen > 0 && holds[place].docNo == docNo {
            let partFen = min(leftFen, holds[place].amountFen)
            holds[place].amountFen -= partFen
            leftFen -= partFen
        }
        if leftFen > 0 { isBroken = true }
    }

    /// The amount of a posting; 0, and broken, where it is missing, not positive, or beyond any sum of money.
    private mutating func amount(_ data: Payload) -> Int64 {
        guard let amountFen = data.integer("amountFen"), amountFen > 0, amountFen <= Amount.maximumFen else {
            isBroken = true
            return 0
        }
        return amountFen
    }

    /// Beyond 2^53-1 fen no sum of an account is money any more; below it no sum below can overflow.
    private mutating func boundCredits() {
        if depositedFen.adding(interestFen) > 9_007_199_254_740_991 { isBroken = true }
    }

    private static func add(_ sum: inout Int64, _ amountFen: Int64) { sum = sum.adding(amountFen) }

    private mutating func debit(_ kind: EscrowPosting.Kind, _ amountFen: Int64, _ party: String, _ mark: Mark) {
        Self.add(&balanceFen, -amountFen)
        if balanceFen < heldFen { isBroken = true }
        postings.append(
            EscrowPosting(mark: mark, kind: kind, amountFen: amountFen, party: party, legKind: nil, unspentFen: 0))
    }

    /// Takes an amount from the credits of these kinds, in this order, and within a kind the oldest first; `nil` is interest.
    ///
    /// What is held in the name of a source is taken last: the held fen stay those of the party they are held for.
    private mutating func spend(_ amountFen: Int64, from kinds: [EscrowLegKind?], of source: String?) {
        let leftFen = spend(amountFen, from: kinds, of: source, keepingHeld: true)
        if spend(leftFen, from: kinds, of: source, keepingHeld: false) > 0 { isBroken = true }
    }

    /// - Returns: what could not be taken.
    private mutating func spend(
        _ amountFen: Int64, from kinds: [EscrowLegKind?], of source: String?, keepingHeld: Bool
    ) -> Int64 {
        var leftFen = amountFen
        for kind in kinds {
            for place in postings.indices where leftFen > 0 && postings[place].kind.isCredit && postings[place].legKind == kind {
                let party = postings[place].party
                guard source == nil || party == source else { continue }
                var partFen = min(leftFen, postings[place].unspentFen)
                // Interest has no party, and nothing of it is held in anybody's name.
                if keepingHeld && kind != nil {
                    partFen = max(0, min(partFen, unspentFen(of: party).adding(-heldFen(of: party))))
                }
                postings[place].unspentFen -= partFen
                leftFen -= partFen
            }
        }
        return leftFen
    }

    /// Own money is what is not a loan; releases do not take it back below the target, refunds do.
    private mutating func refreshTarget(_ mark: Mark) {
        guard let agreement else { return }
        var ownFen: Int64 = 0
        for posting in postings where posting.kind == .deposited {
            if posting.legKind == .ownFunds || posting.legKind == .deposit && agreement.includesDeposit {
                ownFen = ownFen.adding(posting.amountFen)
            }
        }
        let lenders = Set(postings.compactMap { $0.legKind == .loan ? $0.party : nil })
        for (source, amountFen) in refundedTo where !lenders.contains(source) { ownFen = ownFen.adding(-amountFen) }
        let isMet = opened != nil && ownFen >= agreement.targetOwnFundsFen
        if !isMet { ownFundsMet = nil } else if ownFundsMet == nil { ownFundsMet = mark }
    }
}
