internal import HomeSale

extension ClaimEvidence {
    /// How the deal was recorded, and how early it was reminded of.
    func readConduct(_ all: inout ClaimReadings) {
        let automatic = known.facts.count { $0.attestation == .derived }
        all.put(.steps, ClaimReading(Int64(known.facts.count)))
        all.put(.automaticSteps, ClaimReading(Int64(automatic)))
        if let sold { all.put(.stepsToClose, ClaimReading(Int64(known.facts.count - automatic), sold.index)) }
        all.put(
            .signingReminderDays,
            latest(.preApprovalResult) { reminded, due in
                known.days(from: CivilDate(atMilliseconds: reminded), to: CivilDate(atMilliseconds: due))
            })
        all.put(
            .transferReminderHours,
            latest(.registrationProgress) { reminded, due in
                // Rounded down, also where it came after.
                let (hours, rest) = (due - reminded).quotientAndRemainder(dividingBy: Self.hourMilliseconds)
                return rest < 0 ? hours - 1 : hours
            })
        guard let drafted = known.listing?.draft?.mark, let fact = listingFacts.first(where: { $0.index == drafted.index }) else {
            return
        }
        let further = fact.payload.object("fields")
        let count = fact.payload.members.count - (further == nil ? 0 : 1) + (further?.members.count ?? 0)
        all.put(.listingFields, ClaimReading(Int64(count), fact.index))
    }

    /// Of the reminders of a kind the one that came latest before its appointment, or after it.
    private func latest(_ kind: Reminder.Kind, lead: (Int64, Int64) -> Int64) -> ClaimReading? {
        let leads = deal.reminders.filter { $0.kind == kind }.compactMap { reminder in
            instant(reminder.mark).map { ClaimReading(lead($0, reminder.dueAtMilliseconds), reminder.mark.index) }
        }
        return leads.min { $0.value < $1.value }
    }

    func readDisputes(_ all: inout ClaimReadings) {
        let opened = known.file.disputes.values.filter { $0.opened != nil }
        let first = opened.compactMap(\.opened).min { $0.index < $1.index }
        all.put(.disputed, ClaimReading(first == nil ? 0 : 1, first?.index))
        let times = opened.compactMap { dispute -> ClaimReading? in
            guard let from = dispute.openedMilliseconds else { return nil }
            if let closed = dispute.closed {
                return instant(closed).map {
                    ClaimReading(Self.roundedUp($0 - from, unit: Self.hourMilliseconds), dispute.opened?.index, closed.index)
                }
            }
            // Not over when the clock ran out: longer than until then.
            return instant(dispute.overdue).map {
                ClaimReading(($0 - from) / Self.hourMilliseconds + 1, dispute.opened?.index, dispute.overdue?.index)
            }
        }
        all.put(.disputeHours, times.max { ($0.value, $1.entries.first ?? 0) < ($1.value, $0.entries.first ?? 0) })
    }
}
