/// How often each actor was refused lately: at most 60 refusals an hour are put on record. DESIGN.md section 2.
struct RefusalCounts {
    static let perHour = 60
    static let hourMilliseconds: Int64 = 3_600_000

    /// The instants of the refusals on record in the last hour, by actor.
    private var instants: [String: [Int64]] = [:]
    private var areInstantsUnread = true
    private var dropped: DroppedRefusals
    private var isDroppedUnread = true

    /// - Parameter droppedPath: where the counts of what is not recorded lie; `nil` keeps them in memory alone.
    init(droppedPath: String?) { dropped = DroppedRefusals(path: droppedPath) }

    enum Admission {
        /// May be recorded, after saying how many of the actor's were not.
        case first(dropped: Int)
        case full
    }

    var isUnread: Bool { areInstantsUnread || isDroppedUnread }

    /// Takes up what the log holds of the last hour, and what other programs dropped.
    mutating func read(_ log: LogReader, at now: Int64) throws {
        if isDroppedUnread { try dropped.read(log) }
        isDroppedUnread = false
        guard areInstantsUnread else { return }
        areInstantsUnread = false
        instants = [:]
        try log.forEachLine(ofType: "step.refused") { _, line in
            guard let entry = try? parseEntryLine(line), entry.timeMilliseconds > now - Self.hourMilliseconds else { return true }
            instants[attributeText(line, entry, .actor), default: []].append(entry.timeMilliseconds)
            return true
        }
    }

    /// Whether one more refusal of `actor` may be recorded now; if so, it counts.
    ///
    /// - Parameter size: how many entries the log has.
    mutating func admit(_ actor: String, at now: Int64, size: UInt64) -> Admission {
        var recent = instants[actor] ?? []
        recent.removeAll { $0 <= now - Self.hourMilliseconds }
        guard recent.count < Self.perHour else {
            dropped.add(actor, size: size)
            return .full
        }
        recent.append(now)
        instants[actor] = recent
        return .first(dropped: dropped.take(actor))
    }

    /// A group begins: since the last one, another program may have dropped some without storing anything.
    mutating func beginGroup() { isDroppedUnread = true }

    /// The group stands.
    mutating func settle() { dropped.save() }

    /// Nothing of the transaction under way counts, or another process wrote.
    mutating func forget() {
        areInstantsUnread = true
        isDroppedUnread = true
        dropped.forget()
    }
}
