/// Judges the steps of a dispute. DOMAIN.md sections 2.2, 7 (A17).
enum DisputeGuards {
    /// 72 hours in milliseconds, counted from the instant at which the opening was recorded.
    static let limitMilliseconds: Int64 = 72 * 3_600_000

    /// - Throws: ``Refusal`` with the first rule that refuses.
    static func check(_ step: Step, _ file: DealFile, _ world: any World) throws {
        let dispute = file.disputes[step.stream.number] ?? DisputeState()
        if let closed = dispute.closed {
            throw Refusal(DisputeRules.over, rests: [dispute.opened?.index, closed.index], dispute.outcome ?? "")
        }
        switch step.name {
        case .disputeOpened:
            if let opened = dispute.opened { throw Refusal(DisputeRules.openedOnce, rests: [opened.index]) }
        case .holdPlaced:
            guard dispute.isOpen || DisputeState.isCourtHold(step.role, step.payload) else {
                throw Refusal(DisputeRules.holdWithoutBasis, missing: ["dispute.opened", "docDigest"], step.role.rawValue)
            }
        case .disputeClosed: try checkClosing(step, dispute)
        case .disputeOverdue: try checkOverdue(step, dispute)
        default: break
        }
    }

    private static func checkClosing(_ step: Step, _ dispute: DisputeState) throws(Refusal) {
        guard dispute.isOpen || !dispute.liveHolds.isEmpty else {
            throw Refusal(DisputeRules.closedUnopened, missing: ["dispute.opened"])
        }
        // Parties may settle between themselves, but not what a court has seized.
        if dispute.hasCourtHold && step.role != .court && !step.payload.has("docDigest") {
            throw Refusal(
                DisputeRules.courtHoldLift, rests: dispute.courtHolds.map(\.index), missing: ["docDigest"],
                step.payload.text("outcome") ?? "")
        }
    }

    private static func checkOverdue(_ step: Step, _ dispute: DisputeState) throws(Refusal) {
        // The instant of the record, not the civil date: three days are not 72 hours.
        guard dispute.isOpen, dispute.overdue == nil, let from = dispute.openedMilliseconds else {
            throw Refusal(
                DisputeRules.overdueEarly, rests: [dispute.opened?.index, dispute.overdue?.index], missing: ["dispute.opened"])
        }
        let (elapsed, overflow) = step.timeMilliseconds.subtractingReportingOverflow(from)
        guard !overflow, elapsed >= limitMilliseconds else {
            throw Refusal(DisputeRules.overdueEarly, rests: [dispute.opened?.index], "\(max(0, elapsed) / 3_600_000) h")
        }
    }
}
