extension Sequence where Element == Fact {
    /// What had happened by a business date.
    ///
    /// A correction of something that had happened counts whenever it was made: it says what is known, not what happened.
    /// - Complexity: in the order of the log, once over: a correction comes after what it corrects.
    public func happened(by date: CivilDate) -> [Fact] {
        var kept: Set<String> = []
        return filter { fact in
            if fact.occurred > date {
                guard fact.name == .dealCorrected, let entry = fact.payload.text("entry"), kept.contains(entry) else {
                    return false
                }
            }
            kept.insert(fact.reference)
            return true
        }
    }
}
