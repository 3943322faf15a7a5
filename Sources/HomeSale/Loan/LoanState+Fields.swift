extension LoanState {
    /// Every field of the leg's state, in reading order.
    ///
    /// - Parameter number: of the leg, from 1.
    public func fields(_ number: Int) -> [StateField] {
        let path = "loan-\(number)"
        var fields: [StateField] = []
        if let preApproval { fields += Self.fields("\(path).preApproval", preApproval) }
        if !earlierPreApprovals.isEmpty {
            fields.append(StateField("\(path).earlierPreApprovals", number: Int64(earlierPreApprovals.count)))
        }
        if let current { fields += Self.fields(path, current) }
        if !earlier.isEmpty { fields.append(StateField("\(path).earlierApplications", number: Int64(earlier.count))) }
        return fields
    }

    private static func fields(_ path: String, _ preApproval: PreApproval) -> [StateField] {
        var fields = [
            StateField("\(path).state", preApproval.state.rawValue),
            StateField("\(path).requestedFen", fen: preApproval.requestedFen),
        ]
        if !preApproval.missing.isEmpty {
            fields.append(StateField("\(path).missing", preApproval.missing.joined(separator: " ")))
        }
        fields += preApproval.received.keys.sorted().map { StateField("\(path).received.\($0)", true) }
        if let answer = preApproval.answer { fields.append(StateField("\(path).bankMaxFen", fen: answer.maxFen)) }
        if let decision = preApproval.decision {
            fields.append(StateField("\(path).amountFen", fen: decision.amountFen))
            fields.append(StateField("\(path).ratePpm", number: decision.ratePpm))
            if let validUntil = decision.validUntil { fields.append(StateField("\(path).validUntil", validUntil)) }
            if !decision.reasons.isEmpty {
                fields.append(StateField("\(path).reasons", decision.reasons.joined(separator: "; ")))
            }
        }
        return fields
    }

    private static func fields(_ path: String, _ loan: LoanCase) -> [StateField] {
        var fields = [
            StateField("\(path).phase", loan.phase.rawValue), StateField("\(path).leg", loan.application.leg),
            StateField("\(path).requestedFen", fen: loan.application.principalFen),
            StateField("\(path).termMonths", number: loan.application.termMonths),
        ]
        if let lender = loan.lender { fields.append(StateField("\(path).lender", lender)) }
        if let method = loan.application.method { fields.append(StateField("\(path).method", method.rawValue)) }
        if !loan.interviews.isEmpty { fields.append(StateField("\(path).interviews", number: Int64(loan.interviews.count))) }
        if let appraisal = loan.appraisal { fields.append(StateField("\(path).appraisalFen", fen: appraisal.valueFen)) }
        if let approval = loan.approval {
            fields.append(StateField("\(path).approvedFen", fen: approval.amountFen))
            fields.append(StateField("\(path).approvedPpm", number: approval.ratePpm))
            if let validUntil = approval.validUntil { fields.append(StateField("\(path).validUntil", validUntil)) }
            fields += approval.conditions.map {
                StateField("\(path).condition.\($0)", (loan.conditions[$0]?.status ?? .open).rawValue)
            }
        }
        if !loan.reasons.isEmpty { fields.append(StateField("\(path).reasons", loan.reasons.joined(separator: "; "))) }
        if loan.disclosure != nil { fields.append(StateField("\(path).costDisclosed", true)) }
        if let contract = loan.contract {
            fields.append(StateField("\(path).contractNo", contract.number))
            fields.append(StateField("\(path).payeeAccountToken", contract.payeeAccountToken))
        }
        if let instruction = loan.instructions.last {
            fields.append(StateField("\(path).instructionId", instruction.id))
            fields.append(StateField("\(path).instructedFen", fen: instruction.amountFen))
        }
        if let disbursement = loan.disbursement {
            fields.append(StateField("\(path).disbursedFen", fen: disbursement.amountFen))
        }
        if loan.reversed != nil { fields.append(StateField("\(path).reversed", true)) }
        if let repayment = loan.repayment { fields += Self.fields(path, repayment) }
        return fields
    }

    private static func fields(_ path: String, _ repayment: LoanRepayment) -> [StateField] {
        var fields = [
            StateField("\(path).balanceFen", fen: repayment.balanceFen),
            StateField("\(path).ratePpm", number: repayment.ratePpm),
            StateField("\(path).paidNo", number: Int64(repayment.paidNo)),
            StateField("\(path).principalPaidFen", fen: repayment.principalPaidFen),
            StateField("\(path).interestPaidFen", fen: repayment.interestPaidFen),
        ]
        if repayment.prepaidFen > 0 { fields.append(StateField("\(path).prepaidFen", fen: repayment.prepaidFen)) }
        if repayment.extendedMonths > 0 {
            fields.append(StateField("\(path).extendedMonths", number: repayment.extendedMonths))
        }
        if repayment.settled != nil { fields.append(StateField("\(path).settled", true)) }
        return fields
    }
}
