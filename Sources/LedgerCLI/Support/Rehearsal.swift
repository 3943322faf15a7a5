internal import HomeSale
internal import Ledger

/// Feeds the lines of one ledger, as drafts, to the writer of another, and lets the rules make the automatic steps anew.
struct Rehearsal: ~Copyable {
    private static let runDrafts = 1000

    private let writer: LogWriter
    private let ticker: Ticker
    private var parser = DraftParser(permitsSealed: true)
    private var systemParser = DraftParser(isSystem: true)
    private let run = DraftRun(stopsAtFailure: true)
    /// New index of each old one; the greatest number where there is none.
    private var newIndexes: [UInt64] = []
    private var next: UInt64 = 1
    private var waiting: [Waiting] = []
    /// What the last tick made that no old entry was held against yet.
    private var made: [(index: UInt64, step: DueStep)] = []
    /// The instant of the tick under way, as the old ledger names it.
    private var tickedAt: Int64?

    private struct Waiting {
        let index: UInt64
        let line: [UInt8]
        let entry: EntryLine
        let isSystem: Bool
    }

    private(set) var fed: UInt64 = 0
    private(set) var accepted: UInt64 = 0
    private(set) var refused: UInt64 = 0
    private(set) var skipped: UInt64 = 0
    /// Among the skipped: refusals on record. What was refused is not in the log, so it cannot be fed again.
    private(set) var refusalsOnRecord: UInt64 = 0
    /// Automatic steps that came out as they were, otherwise, and that were not there before.
    private(set) var automaticSame: UInt64 = 0
    private(set) var automaticChanged: UInt64 = 0
    private(set) var automaticNew: UInt64 = 0
    private(set) var isInterrupted = false

    /// What did not come out as it was.
    var differences: UInt64 { refused + automaticChanged + automaticNew }

    /// - Parameter target: the ledger that `writer` writes.
    init(_ target: Ledger, writer: LogWriter) {
        self.writer = writer
        // What is in a log is told as it stands.
        run.isSearched = true
        ticker = Ticker(ledger: target, writer: writer, actor: "operator")
    }

    mutating func run(_ source: Ledger, interrupt: Interrupt, progress: (UInt64) -> Void) throws {
        try source.forEachEntry(LogQuery()) { index, line in
            let entry: EntryLine
            do { entry = try parseEntryLine(line) } catch { throw LedgerError(.storedRowBroken, ["entries", String(index)]) }
            newIndexes.append(.max)
            if attributeText(line, entry, .role) == "system" {
                try takeSystem(index, line, entry)
            } else {
                try wait(index, line, entry, isSystem: false)
            }
            progress(index + 1)
            isInterrupted = interrupt.isRaised
            return !isInterrupted
        }
        try feed()
        endTick()
    }

    private mutating func wait(_ index: UInt64, _ line: Span<UInt8>, _ entry: EntryLine, isSystem: Bool) throws {
        endTick()
        waiting.append(Waiting(index: index, line: (0..<line.count).map { line[$0] }, entry: entry, isSystem: isSystem))
        if waiting.count == Self.runDrafts { try feed() }
    }

    /// An automatic step is made anew at the instant it names; another derived fact about a sale is fed as it is; what other
    /// verbs made about the ledger itself is left to them.
    private mutating func takeSystem(_ index: UInt64, _ line: Span<UInt8>, _ entry: EntryLine) throws {
        // Entry 0 has a counterpart.
        if index == 0 { newIndexes[0] = 0 }
        guard let fact = Fact(line: line, entry) else {
            skipped += 1
            if attributeText(line, entry, .type) == "step.refused" { refusalsOnRecord += 1 }
            return
        }
        guard AutomaticRule.makes(fact.name), let asOf = fact.payload.instantMilliseconds("asOf") else {
            return try wait(index, line, entry, isSystem: true)
        }
        if tickedAt != asOf {
            endTick()
            try feed()
            let outcome = try ticker.run(at: asOf, recordedAt: fact.timeMilliseconds)
            made = outcome.appended
            tickedAt = asOf
            if let last = made.last { next = last.index + 1 }
        }
        let cause = fact.cause.flatMap { $0 < newIndexes.count ? newIndexes[Int($0)] : nil }
        guard
            let place = made.firstIndex(where: {
                $0.step.stream == fact.stream && $0.step.name == fact.name && $0.step.cause == cause
            })
        else {
            automaticChanged += 1
            return
        }
        let (newIndex, step) = made.remove(at: place)
        newIndexes[Int(index)] = newIndex
        if step.data(asOf: asOf) == fact.payload.bytes { automaticSame += 1 } else { automaticChanged += 1 }
    }

    /// What a tick made and the old ledger does not have.
    private mutating func endTick() {
        automaticNew += UInt64(made.count)
        made = []
        tickedAt = nil
    }

    /// Feeds what waits. New ids are foretold as if all were accepted; after a refusal the rest is fed again.
    private mutating func feed() throws {
        while !waiting.isEmpty {
            run.removeAll()
            for (number, one) in waiting.enumerated() {
                newIndexes[Int(one.index)] = next + UInt64(number)
                let draft = draft(one.line, one.entry)
                if one.isSystem { try systemParser.parse(draft, into: run) } else { try parser.parse(draft, into: run) }
                run.times.append(one.entry.timeMilliseconds)
            }
            try writer.appendAndWait(run)
            var done = 0
            while done < waiting.count, settle(run.outcomes[done], waiting[done].index) { done += 1 }
            guard done > 0 else { throw LedgerError(.unexpected, ["a rehearsal stands still at entry \(waiting[0].index)"]) }
            waiting.removeFirst(done)
        }
    }

    /// - Returns: whether the draft was judged.
    private mutating func settle(_ outcome: DraftOutcome, _ index: UInt64) -> Bool {
        switch outcome {
        case .stored(let receipt):
            accepted += 1
            next = receipt.index + 1
        case .failed(let error):
            refused += 1
            // A refusal takes an index too.
            if let recorded = error.refusal?.recorded { next = max(next, recorded + 1) }
            newIndexes[Int(index)] = .max
            Talk.note(tr("refused: entry \(index): \(error.words.what)", "拒绝：第 \(index) 条：\(error.words.what)"))
        case .duplicate, .wouldStore, .notStored: return false
        }
        fed += 1
        return true
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
