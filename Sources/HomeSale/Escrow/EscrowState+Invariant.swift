extension EscrowState {
    /// Conservation of money, DOMAIN.md section 3.3: what came in is what went out and what is there, to the fen; nothing held
    /// that is not there; no source got back more than it paid; and every fen of the balance belongs to one credit.
    public var isConserved: Bool {
        var sums: [EscrowPosting.Kind: Int64] = [:]
        var unspentFen: Int64 = 0
        for posting in postings {
            guard posting.amountFen > 0, (0...posting.amountFen).contains(posting.unspentFen),
                posting.kind.isCredit || posting.unspentFen == 0
            else { return false }
            sums[posting.kind, default: 0] = sums[posting.kind, default: 0].adding(posting.amountFen)
            unspentFen = unspentFen.adding(posting.unspentFen)
        }
        let credits = depositedFen.adding(interestFen)
        let debits = releasedFen.adding(refundedFen).adding(feesFen)
        return !isBroken && credits == debits.adding(balanceFen) && unspentFen == balanceFen
            && sums[.deposited, default: 0] == depositedFen && sums[.interest, default: 0] == interestFen
            && sums[.released, default: 0] == releasedFen && sums[.refunded, default: 0] == refundedFen
            && sums[.fee, default: 0] == feesFen && isHoldCovered
            && refundedTo.allSatisfy { $0.value <= self.depositedFen(by: $0.key) }
    }

    /// `0 <= held <= balance`, and the holds add up.
    private var isHoldCovered: Bool {
        heldFen >= 0 && heldFen <= balanceFen && holds.allSatisfy { $0.amountFen >= 0 }
            && holds.reduce(0) { $0.adding($1.amountFen) } == heldFen
    }
}
