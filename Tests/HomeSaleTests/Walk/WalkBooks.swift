@testable import HomeSale

/// A deal's money and papers, kept from the facts alone by plain sums: it knows nothing of the program's own states.
struct WalkBooks {
    private(set) var balanceFen: Int64 = 0
    private(set) var heldFen: Int64 = 0
    /// By source: what it paid in less what it got back.
    private(set) var netFen: [String: Int64] = [:]
    private(set) var isEntered = false
    private(set) var isFiled = false
    private(set) var mortgages: Set<Int> = []
    private(set) var restrictions: [String] = []
    private(set) var loans: [Int: Loan] = [:]
    private(set) var hasEnded = false
    private var applications: [(number: String, kind: String, isPending: Bool)] = []

    struct Loan {
        var isSigned = false
        var hasGuarantor = false
        var conditions: [String: Bool] = [:]
        var instructedFen: Int64?
        var paidFen: Int64?
    }

    init(_ facts: [Fact] = []) { for fact in facts { take(fact) } }

    mutating func take(_ fact: Fact) {
        let data = fact.payload
        switch fact.stream.kind {
        case .escrow: takePosting(fact.name, data)
        case .loan: takeLoan(fact.name, data, fact.stream.number)
        case .registration: takeRegister(fact, data)
        case .deal:
            switch fact.name {
            case .filingRecorded: isFiled = true
            case .filingRevoked: isFiled = false
            case .restrictionObserved: restrictions.append(data.text("docNo") ?? "")
            case .restrictionLifted:
                if let place = restrictions.lastIndex(of: data.text("docNo") ?? "") { restrictions.remove(at: place) }
            case .dealClosed, .dealCancelled, .dealExpired: hasEnded = true
            default: break
            }
        default: break
        }
    }

    private mutating func takePosting(_ name: EventName, _ data: Payload) {
        let amountFen = data.integer("amountFen") ?? 0
        switch name {
        case .escrowDeposited:
            balanceFen += amountFen
            netFen[data.text("sourceParty") ?? "", default: 0] += amountFen
        case .escrowInterestCredited: balanceFen += amountFen
        case .escrowReleased, .escrowFeeCharged: balanceFen -= amountFen
        case .escrowRefunded:
            balanceFen -= amountFen
            netFen[data.text("toSource") ?? "", default: 0] -= amountFen
        case .escrowHeld: heldFen += amountFen
        case .escrowUnheld: heldFen -= amountFen
        default: break
        }
    }

    private mutating func takeLoan(_ name: EventName, _ data: Payload, _ number: Int) {
        var loan = loans[number] ?? Loan()
        switch name {
        case .loanApplied: loan = Loan()
        case .loanApproved:
            loan.conditions = Dictionary(data.texts("conditions").map { ($0, false) }, uniquingKeysWith: { a, _ in a })
        case .loanContractSigned:
            loan.isSigned = true
            loan.hasGuarantor = data.has("guarantorId")
        case .loanConditionMet: loan.conditions[data.text("code") ?? ""] = true
        case .loanConditionFailed: loan.conditions[data.text("code") ?? ""] = false
        case .loanDisbursementInstructed: loan.instructedFen = data.integer("amountFen")
        case .loanDisbursed: loan.paidFen = data.integer("amountFen")
        default: break
        }
        loans[number] = loan
    }

    private mutating func takeRegister(_ fact: Fact, _ data: Payload) {
        let number = data.text("acceptanceNo")
        let place = applications.lastIndex { $0.isPending && (number == nil || $0.number == number) }
        switch fact.name {
        case .registrationSubmitted: applications.append((number ?? "", data.text("kind") ?? "", true))
        case .registrationWithdrawn, .registrationRejected: if let place { applications[place].isPending = false }
        case .registrationRecorded:
            let kind = place.map { applications[$0].kind } ?? data.text("kind") ?? ""
            if let place { applications[place].isPending = false }
            if ["transfer", "both", "carryOver"].contains(kind) { isEntered = true }
            if ["mortgage", "both", "carryOver"].contains(kind) { mortgages.insert(Int(data.integer("leg") ?? 1)) }
        default: break
        }
    }
}
