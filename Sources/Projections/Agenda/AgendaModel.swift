internal import HomeSale
internal import Ledger

/// One row for everything that is or will be due on a deal: what time brings by itself, appointments and last days, conditions that
/// are open, disputes. Each names the instant; whether it has passed is for whoever asks.
public enum AgendaModel: ThingModel {
    public static let name = "agenda"
    public static let version: UInt32 = 2
    public static let kind = Thing.Kind.deal
    public static let members = ["deal", "kind", "key", "dueAt", "cause", "detail"]
    public static let indexed = ["kind"]

    public static func rows(of told: ToldThing) throws -> [ViewRow] {
        let file = told.file
        guard file.deal.opened != nil else { return [] }
        var rows: [ViewRow] = []
        func add(_ kind: AgendaKind, _ key: String, dueMilliseconds: Int64?, cause: UInt64?, _ detail: String = "") {
            let due = dueMilliseconds.map { CivilTime.text(ofMilliseconds: $0) }
            rows.append(
                ViewRow([kind.rawValue, key]) { row in
                    row.put("deal", file.id)
                    row.put("kind", kind.rawValue)
                    row.put("key", key)
                    row.put("dueAt", due)
                    row.put("cause", cause)
                    row.put("detail", detail.isEmpty ? nil : detail)
                })
        }
        // Steps that time makes; those at `.max` of the calendar never come.
        for step in DueSteps.of(file, nil, nowMilliseconds: .max) {
            add(.automatic, step.key, dueMilliseconds: step.dueMilliseconds, cause: step.cause, step.name.rawValue)
        }
        if let at = file.deal.signingAtMilliseconds, file.deal.contract == nil, !file.isOver {
            add(.signing, "signing", dueMilliseconds: at, cause: file.deal.signingScheduled?.index)
        }
        if let at = file.registration.scheduledMilliseconds, file.registration.transferRecorded == nil, !file.isOver {
            add(.transfer, "transfer", dueMilliseconds: at, cause: file.registration.scheduled?.index)
        }
        for reminder in file.deal.reminders where reminder.settled == nil {
            add(
                .reminder, "\(reminder.mark.index)", dueMilliseconds: reminder.dueAtMilliseconds, cause: reminder.mark.index,
                reminder.name)
        }
        for (number, loan) in file.legs {
            guard let current = loan.current, current.isApproved, !current.isDisbursed else { continue }
            for code in current.openConditions {
                add(.condition, "loan-\(number) \(code)", dueMilliseconds: nil, cause: current.approval?.mark.index, code)
            }
        }
        for (number, dispute) in file.disputes.sorted(by: { $0.key < $1.key }) where dispute.isOpen {
            add(.dispute, "dispute-\(number)", dueMilliseconds: nil, cause: dispute.opened?.index, dispute.forum ?? "")
        }
        return rows
    }
}
