internal import CanonicalJSON
internal import Ledger
internal import Proofs

/// Which automatic steps follow from a state, and from when on. Pure: the same log and instant give the same steps on any machine.
public enum DueSteps {
    /// What is due on the streams of one deal, and on its listing on its account, at an instant; in a fixed order. At `.max`,
    /// whatever may ever fall due.
    public static func of(_ file: DealFile, _ listing: ListingState?, nowMilliseconds now: Int64) -> [DueStep] {
        let steps = ofDeal(file).filter { $0.dueMilliseconds <= now }
        let kept = listing.map { ofLock(file, $0) } ?? []
        // Closing comes by itself: it sums up the state, which the other steps still change.
        let last = steps.isEmpty ? ofClosing(file) : nil
        return steps + (kept + (last.map { [$0] } ?? [])).filter { $0.dueMilliseconds <= now }
    }

    /// What is due on the stream of one listing by itself.
    ///
    /// - Parameter others: listings of the same home.
    public static func of(_ listing: ListingState, others: [ListingState], nowMilliseconds now: Int64) -> [DueStep] {
        (ofListing(listing) + ofConflicts(listing, others, now == .max ? nil : now)).filter { $0.dueMilliseconds <= now }
    }

    /// When something falls due next, without a further fact; `nil` where nothing ever will.
    public static func nextDue(_ file: DealFile, _ listing: ListingState?) -> Int64? {
        let steps = ofDeal(file) + (listing.map { ofLock(file, $0) } ?? []) + (ofClosing(file).map { [$0] } ?? [])
        return steps.map(\.dueMilliseconds).min()
    }

    /// The same for a listing by itself.
    public static func nextDue(_ listing: ListingState, others: [ListingState]) -> Int64? {
        (ofListing(listing) + ofConflicts(listing, others, nil)).map(\.dueMilliseconds).min()
    }

    private static func ofDeal(_ file: DealFile) -> [DueStep] {
        guard file.deal.opened != nil else { return [] }
        var steps: [DueStep] = []
        if !file.isOver {
            steps += ofOffers(file) + ofExpiry(file) + ofTenant(file) + ofApprovals(file) + ofConditions(file)
            steps += ofRescission(file) + ofReminders(file)
        }
        return steps + ofDisputes(file)
    }

    /// 00:00 in China of a day.
    static func start(of day: CivilDate) -> Int64 {
        Int64(day.dayNumber) * CivilTime.dayMilliseconds - CivilTime.offsetMilliseconds
    }

    /// 00:00 in China of the day after; what lasts until the end of a day is over then.
    static func end(of day: CivilDate) -> Int64 { start(of: day) + CivilTime.dayMilliseconds }

    static let hourMilliseconds: Int64 = 3_600_000

    private static func ofDisputes(_ file: DealFile) -> [DueStep] {
        file.disputes.sorted { $0.key < $1.key }.compactMap { number, dispute in
            guard dispute.isOpen, dispute.overdue == nil, let opened = dispute.opened, let from = dispute.openedMilliseconds
            else { return nil }
            return DueStep(
                .disputeClock, StreamName(.dispute, file.id, number), cause: opened.index,
                due: from.adding(DisputeGuards.limitMilliseconds))
        }
    }

    private static func ofClosing(_ file: DealFile) -> DueStep? {
        let deal = file.deal
        let isUnwound = deal.rescissionEffective != nil
        guard isUnwound ? file.isUndone : file.phase >= .handedOver, !file.isOver, file.escrow.balanceFen == 0,
            file.escrow.heldFen == 0,
            file.overlays.allSatisfy({ $0 == .rescinded }), !file.disputes.values.contains(where: \.isOpen),
            let last = isUnwound ? deal.settlementComputed : deal.handover
        else { return nil }
        var hasher = Hasher256()
        let text = Array(file.fields.map { "\($0.path)=\($0.value)" }.joined(separator: "\n").utf8)
        let digest = hasher.digest(of: text.span)
        return DueStep(.closing, StreamName(.deal, file.id), cause: last.index, due: file.changedMilliseconds) {
            $0.put("summaryHash", digest.hex)
        }
    }
}
