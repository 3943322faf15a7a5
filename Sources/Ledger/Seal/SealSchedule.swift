internal import FoundationEssentials
internal import Storage

/// When whoever appends seals by itself: `seal.json` in the ledger's folder. docs/FORMAT.md.
public struct SealSchedule: Hashable, Sendable, Codable {
    /// After so many entries since the last seal; `nil` never for their number.
    public let everyEntries: UInt64?
    /// With the first entry so long after the last seal; `nil` never for its age.
    public let afterHours: UInt64?

    /// - Parameters: at least 1 each, at most 2^31 − 1.
    public init(everyEntries: UInt64?, afterHours: UInt64?) {
        (self.everyEntries, self.afterHours) = (everyEntries, afterHours)
    }

    private static func path(_ ledger: Ledger) -> String { ledger.folder + "/seal.json" }

    /// The schedule of a ledger; `nil` where it has none.
    ///
    /// - Throws: ``LedgerError`` `notAFormat` for a file that says something else: a ledger believed to seal itself must do so.
    public static func of(_ ledger: Ledger) throws -> SealSchedule? {
        guard Files.exists(path(ledger)) else { return nil }
        let bytes = try Files.read(path(ledger))
        guard let schedule = try? JSONDecoder().decode(SealSchedule.self, from: Data(bytes)), schedule.isSound else {
            throw LedgerError(.notAFormat, [path(ledger), "seal.json"])
        }
        return schedule
    }

    private var isSound: Bool {
        let range: ClosedRange<UInt64> = 1...(1 << 31 - 1)
        return [everyEntries, afterHours].compactMap { $0 }.allSatisfy(range.contains)
    }

    /// Sets the schedule of a ledger; `nil` takes it away.
    public static func set(_ schedule: SealSchedule?, of ledger: Ledger) throws {
        guard let schedule else {
            if Files.exists(path(ledger)) { try Files.remove(path(ledger)) }
            return
        }
        precondition(schedule.isSound, "a schedule out of bounds")
        let members = [("afterHours", schedule.afterHours), ("everyEntries", schedule.everyEntries)]
        let text = members.compactMap { name, value in value.map { "\"\(name)\":\($0)" } }.joined(separator: ",")
        try Files.replace(path(ledger), Array("{\(text)}\n".utf8))
    }

    /// Whether a ledger that stands so is to be sealed.
    public func isDue(_ unsealed: Unsealed) -> Bool {
        if let everyEntries, unsealed.entries >= everyEntries { return true }
        guard let afterHours, unsealed.entries > 0 else { return false }
        return unsealed.milliseconds >= Int64(afterHours) * 3_600_000
    }
}

/// What came after the last seal, or from the beginning.
public struct Unsealed: Hashable, Sendable {
    public let last: Seal?
    /// Without the seal's own.
    public let entries: UInt64
    /// From the seal, or from entry 0, to the last entry.
    public let milliseconds: Int64
}

extension Ledger {
    public func unsealed() throws -> Unsealed {
        let head = try head()
        return try withReader { log in
            var last: (seal: Seal, milliseconds: Int64)?
            try log.withLastLine(ofType: Seal.type) { line in
                if let seal = Seal(line: line), let entry = try? parseEntryLine(line) { last = (seal, entry.timeMilliseconds) }
            }
            let size = head?.size ?? 0
            let first = try last == nil && size > 0 ? log.withLine(at: 0) { (try? parseEntryLine($0))?.timeMilliseconds } : nil
            let since = last?.milliseconds ?? (first ?? nil) ?? 0
            // A seal over everything before it leaves nothing but itself.
            let sealed = last.map { $0.seal.id == $0.seal.size ? $0.seal.id + 1 : $0.seal.size } ?? 0
            return Unsealed(
                last: last?.seal, entries: size - min(size, sealed), milliseconds: (head?.timeMilliseconds ?? 0) - since)
        }
    }
}
