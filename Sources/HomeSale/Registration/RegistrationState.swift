/// What the register was asked for and what it entered. Title moves by its entry alone. 民法典 209, 214.
public struct RegistrationState: Hashable, Sendable {
    /// One application that the registry took in.
    public struct Application: Hashable, Sendable {
        public enum Outcome: String, Hashable, Sendable { case pending, recorded, withdrawn, rejected }

        public let mark: Mark
        public let number: String
        /// `transfer`, `mortgage`, `both`, `carryOver`, `discharge`, `preNotice`.
        public let kind: String
        public var outcome = Outcome.pending
        public var decided: Mark?
    }

    public internal(set) var scheduled: Mark?
    public internal(set) var scheduledMilliseconds: Int64?
    public internal(set) var applications: [Application] = []
    public internal(set) var transferRecorded: Mark?
    /// The day the right takes effect.
    public internal(set) var entryDate: CivilDate?
    public internal(set) var certificateNumber: String?
    public internal(set) var holders: [String] = []
    /// The new mortgage of each loan leg.
    public internal(set) var mortgageRecorded: [Int: Mark] = [:]
    public internal(set) var preNotice: Mark?
    public internal(set) var discharged: Mark?

    public init() {}

    public func hasMortgage(leg: Int) -> Bool { mortgageRecorded[leg] != nil }

    public var pending: [Application] { applications.filter { $0.outcome == .pending } }

    /// The application for the transfer that is under way or was granted.
    public var transferSubmitted: Application? {
        applications.last { $0.isTransfer && ($0.outcome == .pending || $0.outcome == .recorded) }
    }

    /// Takes up a fact of the stream. Total.
    public mutating func apply(_ fact: Fact) {
        let data = fact.payload, mark = Mark(fact)
        switch fact.name {
        case .transferScheduled:
            scheduled = mark
            scheduledMilliseconds = data.instantMilliseconds("at")
        case .registrationSubmitted:
            applications.append(
                Application(mark: mark, number: data.text("acceptanceNo") ?? fact.reference, kind: data.text("kind") ?? ""))
        case .registrationRecorded: record(data, mark)
        case .registrationWithdrawn: decide(data, .withdrawn, mark)
        case .registrationRejected: decide(data, .rejected, mark)
        case .mortgageDischarged: discharged = mark
        default: break
        }
    }

    private mutating func record(_ data: Payload, _ mark: Mark) {
        let place = place(data)
        let kind = place.map { applications[$0].kind } ?? data.text("kind") ?? ""
        if kind == "transfer" || kind == "both" || kind == "carryOver" {
            transferRecorded = mark
            entryDate = data.date("entryDate") ?? mark.on
            certificateNumber = data.text("certNo")
            holders = data.objects("holders").compactMap { $0.text("partyId") }
        }
        if kind == "mortgage" || kind == "both" || kind == "carryOver" {
            mortgageRecorded[Int(data.integer("leg") ?? 1)] = mark
        }
        if kind == "preNotice" { preNotice = mark }
        if kind == "discharge" { discharged = mark }
        guard let place else { return }
        applications[place].outcome = .recorded
        applications[place].decided = mark
    }

    private mutating func decide(_ data: Payload, _ outcome: Application.Outcome, _ mark: Mark) {
        guard let place = place(data) else { return }
        applications[place].outcome = outcome
        applications[place].decided = mark
    }

    /// The application that a payload speaks about: by its number, or else the last pending one.
    private func place(_ data: Payload) -> Int? {
        let number = data.text("acceptanceNo")
        return applications.lastIndex { $0.outcome == .pending && (number == nil || $0.number == number) }
    }

    public var fields: [StateField] {
        var fields: [StateField] = []
        for (number, application) in applications.enumerated() {
            let path = "registration.application-\(number + 1)"
            fields.append(StateField("\(path).kind", application.kind))
            fields.append(StateField("\(path).outcome", application.outcome.rawValue))
        }
        if let entryDate { fields.append(StateField("registration.entryDate", entryDate)) }
        if let certificateNumber { fields.append(StateField("registration.certNo", certificateNumber)) }
        if !holders.isEmpty { fields.append(StateField("registration.holders", holders.joined(separator: " "))) }
        for leg in mortgageRecorded.keys.sorted() { fields.append(StateField("registration.mortgage-\(leg)", true)) }
        if preNotice != nil { fields.append(StateField("registration.preNotice", true)) }
        if discharged != nil { fields.append(StateField("registration.discharged", true)) }
        return fields
    }
}

extension RegistrationState.Application {
    public var isTransfer: Bool { kind == "transfer" || kind == "both" || kind == "carryOver" }

    /// Whether its entry secures a loan: a carry-over does where a new one pays.
    func isMortgage(isFinanced: Bool) -> Bool { kind == "mortgage" || kind == "both" || kind == "carryOver" && isFinanced }
}
