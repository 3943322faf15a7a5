internal import CanonicalJSON
internal import Proofs

/// Which automatic steps are due on a state at an instant. Pure: the same log and instant give the same steps on any machine.
public enum DueSteps {
    static let dayMilliseconds: Int64 = 86_400_000
    static let disputeMilliseconds: Int64 = 72 * 3_600_000
    static let registrationMilliseconds: Int64 = 48 * 3_600_000
    static let preApprovalDays: Int32 = 3

    /// Steps on the streams of one deal and of its listing, in a fixed order.
    public static func of(_ file: DealFile, _ listing: ListingState?, nowMilliseconds now: Int64) -> [DueStep] {
        guard file.deal.opened != nil else { return [] }
        var steps: [DueStep] = []
        if !file.isOver {
            steps += offers(file, now) + tenant(file, now) + approvals(file, now) + conditions(file, now) + reminders(file, now)
            steps += closing(file, now)
        }
        steps += disputes(file, now)
        if let listing { steps += lock(file, listing, now) }
        return steps
    }

    /// Steps on the stream of one listing alone.
    public static func of(_ listing: ListingState, nowMilliseconds now: Int64) -> [DueStep] {
        let today = CivilDate(atMilliseconds: now)
        guard listing.expired == nil, listing.withdrawn == nil, listing.sale == nil, listing.lock == nil else { return [] }
        if let mandate = listing.entrustment, mandate.isOver(on: today) {
            return [step(.listingExpiry, StreamName(.listing, listing.id), mandate.mark.index, now) { _ in }]
        }
        if let verification = listing.verification, verification.isOver(on: today) {
            return [step(.listingExpiry, StreamName(.listing, listing.id), verification.mark.index, now) { _ in }]
        }
        return []
    }

    static func step(
        _ rule: AutomaticRule, _ stream: StreamName, _ cause: UInt64, _ now: Int64, suffix: String = "",
        _ fill: (inout AutomaticPayload) -> Void
    ) -> DueStep {
        var payload = AutomaticPayload(rule, nowMilliseconds: now)
        fill(&payload)
        return DueStep(stream: stream, name: rule.name, data: payload.data, key: "\(rule.id)-\(cause)\(suffix)", cause: cause)
    }

    private static func offers(_ file: DealFile, _ now: Int64) -> [DueStep] {
        let today = CivilDate(atMilliseconds: now)
        return file.deal.offers.compactMap { offer in
            guard offer.status == .open, let until = offer.validUntil, today > until else { return nil }
            return step(.offerExpiry, StreamName(.deal, file.id), offer.mark.index, now) { $0.put("offerId", offer.id) }
        }
    }

    private static func tenant(_ file: DealFile, _ now: Int64) -> [DueStep] {
        guard let notice = file.deal.tenantNotice, file.deal.tenantAnswer == nil,
            CivilDate(atMilliseconds: now).dayNumber - notice.noticeOn.dayNumber > TitleGuards.tenantDays
        else { return [] }
        return [step(.tenantWaiver, StreamName(.deal, file.id), notice.mark.index, now) { $0.put("tenantId", notice.tenantId) }]
    }

    private static func approvals(_ file: DealFile, _ now: Int64) -> [DueStep] {
        let today = CivilDate(atMilliseconds: now)
        return file.legs.compactMap { number, loan in
            guard let current = loan.current, let approval = current.approval, current.isApproved, current.contract == nil,
                let until = approval.validUntil, today > until
            else { return nil }
            return step(.approvalExpiry, StreamName(.loan, file.id, number), approval.mark.index, now) { _ in }
        }
    }

    /// Conditions of an approval that facts on record meet; a code that this version does not know is never called met.
    private static func conditions(_ file: DealFile, _ now: Int64) -> [DueStep] {
        var steps: [DueStep] = []
        for (number, loan) in file.legs {
            guard let current = loan.current, let approval = current.approval, current.isApproved else { continue }
            for code in current.openConditions where current.conditions[code]?.status != .failed {
                guard let facts = facts(for: code, leg: number, current, file) else { continue }
                steps.append(
                    step(.conditionMet, StreamName(.loan, file.id, number), approval.mark.index, now, suffix: "-\(code)") {
                        $0.put("code", code)
                        $0.put("facts", facts.compactMap { file.references.name(of: $0) })
                    })
            }
        }
        return steps
    }

    /// The entries that meet a condition; `nil` while it is not met, or where its code is unknown.
    private static func facts(for code: String, leg: Int, _ loan: LoanCase, _ file: DealFile) -> [UInt64]? {
        switch code {
        case "contractFiled": file.deal.filing.flatMap { $0.isRevoked ? nil : [$0.mark.index] }
        case "ownFunds": file.escrow.isOwnFundsTargetMet ? file.escrow.lastMark.map { [$0.index] } ?? [] : nil
        case "costDisclosed": loan.disclosure.map { [$0.index] }
        case "interviewed": loan.interviews.last.map { [$0.index] }
        case "appraised": loan.appraisal.map { [$0.mark.index] }
        case "contractSigned": loan.contract.map { [$0.mark.index] }
        case "transferRecorded": file.registration.transferRecorded.map { [$0.index] }
        case "mortgageRecorded": file.registration.mortgageRecorded[leg].map { [$0.index] }
        default: nil
        }
    }

    private static func disputes(_ file: DealFile, _ now: Int64) -> [DueStep] {
        file.disputes.sorted { $0.key < $1.key }.compactMap { number, dispute in
            guard dispute.isOpen, dispute.overdue == nil, let opened = dispute.opened, let from = dispute.openedMilliseconds,
                now.subtractingReportingOverflow(from).partialValue >= disputeMilliseconds
            else { return nil }
            return step(.disputeClock, StreamName(.dispute, file.id, number), opened.index, now) { _ in }
        }
    }

    private static func closing(_ file: DealFile, _ now: Int64) -> [DueStep] {
        let deal = file.deal
        let isDone = file.phase >= .handedOver || deal.rescissionEffective != nil && !deal.settlementAcceptedBy.isEmpty
        guard isDone, deal.closed == nil, file.escrow.balanceFen == 0, file.escrow.heldFen == 0,
            file.overlays.allSatisfy({ $0 == .rescinded }),
            !file.disputes.values.contains(where: \.isOpen), let last = deal.handover ?? deal.settlementComputed
        else { return [] }
        var hasher = Hasher256()
        let text = Array(file.fields.map { "\($0.path)=\($0.value)" }.joined(separator: "\n").utf8)
        let digest = hasher.digest(of: text.span)
        return [step(.closing, StreamName(.deal, file.id), last.index, now) { $0.put("summaryHash", digest.hex) }]
    }

    private static func reminders(_ file: DealFile, _ now: Int64) -> [DueStep] {
        var steps: [DueStep] = []
        let stream = StreamName(.deal, file.id)
        if let signing = file.deal.signingAtMilliseconds, let mark = file.deal.signingScheduled, file.deal.contract == nil,
            file.deal.opened?.isFinanced == true, now >= signing - Int64(preApprovalDays) * dayMilliseconds,
            !file.deal.reminders.contains(mark.index)
        {
            steps.append(step(.preApprovalReminder, stream, mark.index, now) { $0.put("reminder", "preApprovalResult") })
        }
        if let transfer = file.registration.scheduledMilliseconds, let mark = file.registration.scheduled,
            file.registration.transferRecorded == nil, now >= transfer - registrationMilliseconds,
            !file.deal.reminders.contains(mark.index)
        {
            steps.append(step(.registrationReminder, stream, mark.index, now) { $0.put("reminder", "registrationProgress") })
        }
        return steps
    }

    private static func lock(_ file: DealFile, _ listing: ListingState, _ now: Int64) -> [DueStep] {
        let stream = StreamName(.listing, listing.id)
        if listing.sale != nil { return [] }
        if let transfer = file.registration.transferRecorded, listing.lock?.dealId == file.id {
            return [step(.listingSold, stream, transfer.index, now) { $0.put("dealId", file.id) }]
        }
        if let offer = file.deal.acceptedOffer, let decided = offer.decided, file.isLive, listing.lock == nil,
            listing.withdrawn == nil
        {
            let until = CivilDate(dayNumber: CivilDate(atMilliseconds: now).dayNumber + 90)
            return [
                step(.listingLock, stream, decided.index, now) {
                    $0.put("dealId", file.id)
                    $0.put("until", until.description)
                }
            ]
        }
        if listing.lock?.dealId == file.id, !file.isLive,
            let end = file.deal.cancelled ?? file.deal.expired ?? file.deal.rescissionEffective
        {
            return [step(.listingUnlock, stream, end.index, now) { $0.put("dealId", file.id) }]
        }
        return []
    }
}
