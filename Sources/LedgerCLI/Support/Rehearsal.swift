internal import Ledger

/// Feeds the lines of one ledger, as drafts, to the writer of another.
struct Rehearsal: ~Copyable {
    private static let runDrafts = 1000

    private let writer: LogWriter
    private var parser = DraftParser(permitsSealed: true)
    private let run = DraftRun(stopsAtFailure: true)
    /// New index of each old one; the greatest number where there is none.
    private var newIndexes: [UInt64] = []
    private var next: UInt64 = 1
    private var waiting: [(index: UInt64, line: [UInt8], entry: EntryLine)] = []

    private(set) var fed: UInt64 = 0
    private(set) var accepted: UInt64 = 0
    private(set) var refused: UInt64 = 0
    private(set) var skipped: UInt64 = 0
    private(set) var isInterrupted = false

    init(writer: LogWriter) { self.writer = writer }

    mutating func run(_ source: Ledger, interrupt: Interrupt, progress: (UInt64) -> Void) throws {
        try source.forEachEntry(LogQuery()) { index, line in
            let entry: EntryLine
            do { entry = try parseEntryLine(line) } catch { throw LedgerError(.storedRowBroken, ["entries", String(index)]) }
            newIndexes.append(.max)
            if attributeText(line, entry, .role) == "system" {
                skipped += 1
                // Entry 0 has a counterpart; what other verbs made has not.
                if index == 0 { newIndexes[0] = 0 }
            } else {
                waiting.append((index, (0..<line.count).map { line[$0] }, entry))
                if waiting.count == Self.runDrafts { try feed() }
            }
            progress(index + 1)
            isInterrupted = interrupt.isRaised
            return !isInterrupted
        }
        while !waiting.isEmpty { try feed() }
    }

    /// Feeds what waits. New ids are foretold as if all were accepted; after a refusal the rest is fed again.
    private mutating func feed() throws {
        while !waiting.isEmpty {
            run.removeAll()
            for (number, one) in waiting.enumerated() {
                newIndexes[Int(one.index)] = next + UInt64(number)
                try parser.parse(draft(one.line, one.entry), into: run)
                run.times.append(one.entry.timeMilliseconds)
            }
            try writer.appendAndWait(run)
            var done = 0
            for (number, one) in waiting.enumerated() {
                guard done == number else { break }
                switch run.outcomes[number] {
                case .stored:
                    accepted += 1
                    next += 1
                case .failed(let error):
                    refused += 1
                    // A refusal takes an index too.
                    if let recorded = error.refusal?.recorded { next = max(next, recorded + 1) }
                    newIndexes[Int(one.index)] = .max
                    Talk.note(tr("refused: entry \(one.index): \(error.words.what)", "拒绝：第 \(one.index) 条：\(error.words.what)"))
                case .duplicate, .wouldStore, .notStored:
                    continue
                }
                fed += 1
                done += 1
            }
            guard done > 0 else { throw LedgerError(.unexpected, ["a rehearsal stands still at entry \(waiting[0].index)"]) }
            waiting.removeFirst(done)
        }
    }

    /// The writer's part of a line. A cause that has no counterpart is left out.
    private func draft(_ line: [UInt8], _ entry: EntryLine) -> [UInt8] {
        var text = Array("{".utf8)
        for attribute in [Attribute.actor, .attestation, .cause, .data, .key, .occurred, .role, .schema, .subject, .type]
        where entry.has(attribute) {
            var value = Array(line[entry.range(attribute)])
            if attribute == .cause {
                guard let cause = entry.cause, cause < newIndexes.count, newIndexes[Int(cause)] != .max else { continue }
                value = Array(String(newIndexes[Int(cause)]).utf8)
            }
            if text.count > 1 { text.append(0x2C) }
            let quote: [UInt8] = attribute == .data || attribute == .schema ? [] : [0x22]
            text += Array("\"\(attribute.name)\":".utf8) + quote + value + quote
        }
        return text + [0x7D]
    }
}
