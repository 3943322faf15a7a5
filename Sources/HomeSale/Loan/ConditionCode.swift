/// A condition of an approval that facts on record can meet: no other code could ever be called met. DOMAIN.md section 3.2.
enum ConditionCode: String, CaseIterable {
    case contractFiled, ownFunds, costDisclosed, interviewed, appraised, contractSigned, transferRecorded, mortgageRecorded

    /// The entries that meet it; `nil` while it is not met.
    func facts(leg: Int, _ loan: LoanCase, _ file: DealFile) -> [UInt64]? {
        switch self {
        case .contractFiled: file.deal.filing.flatMap { $0.isRevoked ? nil : [$0.mark.index] }
        case .ownFunds: file.escrow.ownFundsMet.map { [$0.index] }
        case .costDisclosed: loan.disclosure.map { [$0.index] }
        case .interviewed: loan.interviews.last.map { [$0.index] }
        case .appraised: loan.appraisal.map { [$0.mark.index] }
        case .contractSigned: loan.contract.map { [$0.mark.index] }
        case .transferRecorded: file.registration.transferRecorded.map { [$0.index] }
        case .mortgageRecorded: file.registration.mortgageRecorded[leg].map { [$0.index] }
        }
    }
}
