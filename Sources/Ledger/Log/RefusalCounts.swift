/// How often each actor was refused lately: at most 60 refusals an hour are put on record. DESIGN.md section 2.
struct RefusalCounts {
    static let perHour = 60
    static let hourMilliseconds: Int64 = 3_600_000

    /// The instants of the refusals on record in the last hour, by actor.
    private var instants: [String: [Int64]] = [:]
    private var dropped: [String: Int] = [:]
    private(set) var isUnread = true

    enum Admission {
        /// May be recorded, after saying how many of the actor's were not.
        case first(dropped: Int)
        case full
    }

    /// Takes up what the log holds of the last hour.
    mutating func read(_ log: LogReader, at now: Int64) throws {
        isUnread = false
        try log.forEachLine(ofType: "step.refused") { _, line in
            guard let entry = try? parseEntryLine(line), entry.timeMilliseconds > now - Self.hourMilliseconds else { return true }
            instants[attributeText(line, entry, .actor), default: []].append(entry.timeMilliseconds)
            return true
        }
    }

    /// Whether one more refusal of `actor` may be recorded now; if so, it counts.
    mutating func admit(_ actor: String, at now: Int64) -> Admission {
        var recent = instants[actor] ?? []
        recent.removeAll { $0 <= now - Self.hourMilliseconds }
        guard recent.count < Self.perHour else {
            dropped[actor, default: 0] += 1
            return .full
        }
        recent.append(now)
        instants[actor] = recent
        return .first(dropped: dropped.removeValue(forKey: actor) ?? 0)
    }
}
