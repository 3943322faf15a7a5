/// How one home is in conflict with itself.
public enum HomeConflict: String, CaseIterable, Hashable, Sendable {
    /// On the market by several listings at a time.
    case offeredTwice
    /// Agreed with several buyers, or transferred to them.
    case soldTwice
}
