internal import Ledger

extension DueSteps {
    static func ofOffers(_ file: DealFile) -> [DueStep] {
        if file.isStopped { return [] }
        return file.deal.offers.compactMap { offer in
            guard offer.status == .open, let until = offer.validUntil else { return nil }
            return DueStep(.offerExpiry, StreamName(.deal, file.id), cause: offer.mark.index, due: end(of: until)) {
                $0.put("offerId", offer.id)
            }
        }
    }

    static func ofExpiry(_ file: DealFile) -> [DueStep] {
        let deal = file.deal
        guard let reservation = deal.reservation, let until = deal.signContractBy, deal.contract == nil, deal.depositHeldFen <= 0,
            !file.isStopped
        else { return [] }
        return [DueStep(.dealExpiry, StreamName(.deal, file.id), cause: reservation.index, due: end(of: until))]
    }

    static func ofTenant(_ file: DealFile) -> [DueStep] {
        if file.isStopped { return [] }
        return file.deal.tenancies.compactMap { tenancy in
            guard tenancy.answer == nil, let days = TitleGuards.tenantDays(on: tenancy.noticeOn) else { return nil }
            let last = CivilDate(dayNumber: tenancy.noticeOn.dayNumber + days)
            return DueStep(
                .tenantWaiver, StreamName(.deal, file.id), cause: tenancy.notice.index, due: end(of: last),
                rulesAsOf: tenancy.noticeOn
            ) { $0.put("tenantId", tenancy.tenantId) }
        }
    }

    /// A notice works when it has arrived and what it asked for did not come in time; an agreement when both sides gave it.
    static func ofRescission(_ file: DealFile) -> [DueStep] {
        let deal = file.deal
        let stream = StreamName(.deal, file.id)
        if let effective = deal.rescissionEffective { return ofSettlement(file, effective) }
        guard let notice = deal.rescission, !file.disputes.values.contains(where: \.isOpen) else { return [] }
        let isAgreed = notice.ground == "agreed"
        if isAgreed && !deal.rescissionAgreed { return [] }
        let on = max(notice.cureUntil ?? notice.deliveredOn, notice.deliveredOn)
        // Both sides at one: no time to run.
        let due = isAgreed ? file.changedMilliseconds : max(end(of: on), start(of: notice.mark.on))
        return [
            DueStep(.rescission, stream, cause: notice.mark.index, due: due) {
                $0.put("basis", isAgreed ? "agreement" : "notice")
                $0.put("effectiveOn", (isAgreed ? notice.mark.on : on).description)
                $0.put("fault", deal.faultBehind(notice))
            }
        ]
    }

    /// What becomes of the deposit: the part that binds by fault, the rest back. 民法典 586, 587.
    private static func ofSettlement(_ file: DealFile, _ effective: Mark) -> [DueStep] {
        let deal = file.deal
        guard deal.settlementComputed == nil, let seller = deal.sellers.first, let buyer = deal.buyers.first else { return [] }
        let agreedOn = deal.depositAgreed?.mark.on ?? effective.on
        guard let items = deal.depositItems(buyer: buyer, seller: seller) else { return [] }
        return [
            DueStep(
                .depositSettlement, StreamName(.deal, file.id), cause: effective.index, due: file.changedMilliseconds,
                rulesAsOf: agreedOn
            ) { $0.put("items", list: items.map(\.json)) }
        ]
    }

    static func ofReminders(_ file: DealFile) -> [DueStep] {
        let deal = file.deal, stream = StreamName(.deal, file.id)
        var steps: [DueStep] = []
        func remind(_ rule: AutomaticRule, _ kind: Reminder.Kind, _ mark: Mark, at instant: Int64, from due: Int64) {
            guard !kind.isSatisfied(file), !deal.reminders.contains(where: { $0.cause == mark.index }) else { return }
            steps.append(
                DueStep(rule, stream, cause: mark.index, due: due) {
                    $0.put("reminder", kind.rawValue)
                    $0.put("dueAt", CivilTime.text(ofMilliseconds: instant))
                    if let entry = file.references.name(of: mark.index) { $0.put("entry", entry) }
                })
        }
        if !file.isStopped {
            if let at = deal.signingAtMilliseconds, let mark = deal.signingScheduled, deal.contract == nil,
                deal.opened?.isFinanced == true
            {
                // At nine in the morning three civil days before.
                let day = CivilDate(dayNumber: CivilDate(atMilliseconds: at).dayNumber - 3)
                remind(.preApprovalReminder, .preApprovalResult, mark, at: at, from: start(of: day) + 9 * hourMilliseconds)
            }
            if let at = file.registration.scheduledMilliseconds, let mark = file.registration.scheduled {
                remind(.registrationReminder, .registrationProgress, mark, at: at, from: at - 48 * hourMilliseconds)
            }
        }
        for reminder in deal.reminders where reminder.settled == nil {
            let isSatisfied = reminder.kind?.isSatisfied(file) ?? false
            let rule: AutomaticRule = isSatisfied ? .reminderSatisfied : .reminderMissed
            let due = isSatisfied ? file.changedMilliseconds : reminder.dueAtMilliseconds
            steps.append(
                DueStep(rule, stream, cause: reminder.mark.index, due: due) { $0.put("reminder", reminder.name) })
        }
        return steps
    }
}
