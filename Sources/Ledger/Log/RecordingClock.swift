/// Which instants a ledger takes from the wall clock. DESIGN.md section 2, "Time".
struct RecordingClock: Sendable {
    /// A clock up to this far behind the last entry repeats its time.
    static let backwardMilliseconds: Int64 = 2000
    /// A wall clock this far ahead of the monotonic one, since the ledger was opened, was moved.
    static let driftMilliseconds: Int64 = 24 * 3_600_000

    private let surroundings: Surroundings
    private let openedWall: Int64
    private let openedMonotonic: Int64
    /// A person looked at the clock: `--clock-checked`.
    let isChecked: Bool

    init(_ surroundings: Surroundings, isChecked: Bool) {
        self.surroundings = surroundings
        self.isChecked = isChecked
        openedWall = surroundings.wallMilliseconds()
        openedMonotonic = surroundings.monotonicMilliseconds()
    }

    func now() -> Int64 { surroundings.wallMilliseconds() }

    /// The time to record after an entry of time `last`, or `nil` where a person has to look at the clock.
    @inline(__always)
    func plausible(after last: Int64) -> Int64? {
        let now = surroundings.wallMilliseconds()
        let drift = (now - openedWall) - (surroundings.monotonicMilliseconds() - openedMonotonic)
        if drift > Self.driftMilliseconds { return nil }
        if now >= last { return now }
        return last - now <= Self.backwardMilliseconds ? last : nil
    }
}
