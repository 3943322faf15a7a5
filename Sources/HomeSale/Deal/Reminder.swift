/// Somebody should look after something before an appointment. DOMAIN.md section 7 (A3).
public struct Reminder: Hashable, Sendable {
    /// What it waits for.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case preApprovalResult, registrationProgress

        func isSatisfied(_ file: DealFile) -> Bool {
            switch self {
            case .preApprovalResult:
                file.loans.values.contains { $0.preApproval?.decision != nil || $0.current?.approval != nil || $0.isDeclined }
            case .registrationProgress: file.registration.transferSubmitted != nil
            }
        }
    }

    public let mark: Mark
    /// The entry that made the appointment.
    public let cause: UInt64
    public let name: String
    /// The appointment, milliseconds since 1970.
    public let dueAtMilliseconds: Int64
    /// Satisfied or missed.
    public var settled: Mark?
    public var isMissed = false

    /// `nil` for one that this version does not know.
    public var kind: Kind? { Kind(rawValue: name) }
}

extension DealState {
    mutating func applyReminder(_ fact: Fact, _ mark: Mark) {
        let data = fact.payload
        guard fact.name == .reminderDue else {
            guard let place = reminders.firstIndex(where: { $0.mark.index == fact.cause && $0.settled == nil }) else { return }
            reminders[place].settled = mark
            reminders[place].isMissed = fact.name == .reminderMissed
            return
        }
        reminders.append(
            Reminder(
                mark: mark, cause: fact.cause ?? fact.index, name: data.text("reminder") ?? "",
                dueAtMilliseconds: data.instantMilliseconds("dueAt") ?? fact.timeMilliseconds))
    }
}
