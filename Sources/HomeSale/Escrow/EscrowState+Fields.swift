extension EscrowState {
    /// Every field of the account's state, in reading order; nothing before the parties agreed on an account.
    public var fields: [StateField] {
        guard agreement != nil || opened != nil || !postings.isEmpty else { return [] }
        var fields = [StateField("escrow.phase", phase.rawValue)]
        if let agreement {
            fields.append(StateField("escrow.agent", agreement.agent))
            fields.append(StateField("escrow.ownFundsTargetFen", fen: agreement.targetOwnFundsFen))
            if agreement.retainedTailFen > 0 {
                fields.append(StateField("escrow.retainedTailFen", fen: agreement.retainedTailFen))
            }
            for (number, term) in agreement.terms.enumerated() {
                let codes = term.conditions.map(\.rawValue).joined(separator: " ")
                fields.append(StateField("escrow.term-\(number + 1)", "\(term.payee): \(codes)"))
            }
        }
        fields.append(StateField("escrow.ownFundsMet", isOwnFundsTargetMet))
        fields.append(StateField("escrow.balanceFen", fen: balanceFen))
        fields.append(StateField("escrow.depositedFen", fen: depositedFen))
        for source in sources {
            fields.append(StateField("escrow.source.\(source).depositedFen", fen: depositedFen(by: source)))
            fields.append(StateField("escrow.source.\(source).unspentFen", fen: unspentFen(of: source)))
        }
        for kind in EscrowLegKind.allCases where postings.contains(where: { $0.legKind == kind }) {
            fields.append(StateField("escrow.\(kind.rawValue).unspentFen", fen: unspentFen(kind)))
        }
        for (name, sumFen) in [
            ("interestFen", interestFen), ("releasedFen", releasedFen), ("refundedFen", refundedFen), ("feesFen", feesFen),
        ] where sumFen != 0 {
            fields.append(StateField("escrow.\(name)", fen: sumFen))
        }
        if !holds.isEmpty { fields.append(StateField("escrow.heldFen", fen: heldFen)) }
        if let reconciliation {
            fields.append(StateField("escrow.bankBalanceFen", fen: reconciliation.bankBalanceFen))
            fields.append(StateField("escrow.bankDifferenceFen", fen: reconciliation.differenceFen))
        }
        if isBroken { fields.append(StateField("escrow.broken", true)) }
        return fields
    }
}
