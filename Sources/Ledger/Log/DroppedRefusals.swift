internal import Storage

/// How many refusals of each actor were not put on record, since the last entry that says so.
///
/// A program that appends one draft ends before the hour does, so the counts lie beside the log, in
/// `DIR/refusals-dropped`: a line `COUNT SINCE ACTOR` each, where SINCE is the log's size at the first of them. A
/// `step.refusalsDropped` of the actor from there on has told them already, whenever the file was written. FORMAT.md.
struct DroppedRefusals {
    private struct Count {
        var count: Int
        var since: UInt64
    }

    private let path: String?
    private var counts: [String: Count] = [:]
    private var isChanged = false

    /// - Parameter path: of the file; `nil` keeps the counts in memory alone.
    init(path: String?) { self.path = path }

    /// Takes up what other programs counted. What could not be written yet goes before it.
    mutating func read(_ log: LogReader) throws {
        guard let path, !isChanged else { return }
        counts = [:]
        guard Files.exists(path), let bytes = try? Files.read(path) else { return }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 2)
            guard parts.count == 3, let count = Int(parts[0]), let since = UInt64(parts[1]), count > 0 else { continue }
            counts[String(parts[2])] = Count(count: count, since: since)
        }
        guard let first = counts.values.map(\.since).min() else { return }
        try log.forEachLine(ofType: "step.refusalsDropped", from: first) { index, line in
            guard let entry = try? parseEntryLine(line) else { return true }
            let actor = attributeText(line, entry, .actor)
            if let count = counts[actor], index >= count.since { counts[actor] = nil }
            return true
        }
    }

    /// One more of `actor`, while the log has `size` entries.
    mutating func add(_ actor: String, size: UInt64) {
        counts[actor, default: Count(count: 0, since: size)].count += 1
        isChanged = true
    }

    /// How many of `actor` there were, which are told from now on.
    mutating func take(_ actor: String) -> Int {
        guard let taken = counts.removeValue(forKey: actor) else { return 0 }
        isChanged = true
        return taken.count
    }

    /// Writes the counts once the commit they belong to stands. Where that fails they are kept for the next time: a refusal
    /// that was answered is not taken back for the sake of its count.
    mutating func save() {
        guard let path, isChanged else { return }
        let lines = counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { "\($0.value.count) \($0.value.since) \($0.key)\n" }
        do throws(StoreError) {
            if lines.isEmpty {
                if Files.exists(path) { try Files.remove(path) }
            } else {
                try Files.replace(path, Array(lines.joined().utf8))
            }
            isChanged = false
        } catch {}
    }

    /// Nothing of the transaction under way counts.
    mutating func forget() {
        if path != nil { isChanged = false }
    }
}
