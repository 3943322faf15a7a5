internal import FoundationEssentials
internal import HomeSale
internal import Ledger
internal import Storage

/// One crawl on its way into the ledger: rows are read, placed, compared with what is stored, and appended in runs.
struct ImportSession: ~Copyable {
    private static let portionRows = 500

    private let ledger: Ledger
    private let writer: LogWriter
    private let map: ObservationMap
    private let observedOn: CivilDate
    private let storesLate: Bool
    private let rejectsPath: String?
    private let interrupt: Interrupt
    private let memory: CrawlMemory
    private var parser = DraftParser()
    private let run = DraftRun(stopsAtFailure: false)
    private var rejects: RejectsFile?

    private(set) var counts = ImportCounts()
    private(set) var isInterrupted = false

    init(
        ledger: Ledger, writer: LogWriter, map: ObservationMap, observedOn: CivilDate, storesLate: Bool, rejectsPath: String?,
        interrupt: Interrupt
    ) throws {
        self.ledger = ledger
        self.writer = writer
        self.map = map
        self.observedOn = observedOn
        self.storesLate = storesLate
        self.rejectsPath = rejectsPath
        self.interrupt = interrupt
        memory = try CrawlMemory()
        // Cell by cell, with the codes that the map declares.
        run.isSearched = true
    }

    /// Imports one file.
    mutating func take(_ path: String) throws {
        let source = try SourceFile(path: path, isGB18030: map.encoding == .gb18030)
        let progress = Progress(total: Files.size(path).map(UInt64.init), unit: tr("bytes", "字节"))
        defer { progress.end() }
        if rejects == nil || rejectsPath == nil {
            let name = path == "-" ? "stdin" : path.split(separator: "/").last.map(String.init) ?? path
            rejects = RejectsFile(path: rejectsPath ?? "\(name).rejects.jsonl")
        }
        let before = rejects?.count ?? 0
        var reader = ObservationReader(map: map, observedOn: observedOn)
        var portion: [Observation] = []
        do {
            while let chunk = try source.next() {
                var readings: [ObservationReading] = []
                try reader.feed(chunk.span) { readings.append($0) }
                try settle(readings, path, &portion)
                progress.show(source.bytesRead)
                if interrupt.isRaised {
                    isInterrupted = true
                    break
                }
            }
            if !isInterrupted {
                var readings: [ObservationReading] = []
                try reader.finish { readings.append($0) }
                try settle(readings, path, &portion)
            }
        } catch let fault as HeaderFault {
            throw LedgerError(.malformed, ["\(path): \(fault.reason)"], line: fault.line)
        }
        try store(portion, path)
        if let rejects, rejects.count > before {
            Talk.note(
                tr(
                    "\(rejects.count - before) rows rejected, said in \(rejects.path)",
                    "拒绝 \(rejects.count - before) 行，详见 \(rejects.path)"))
        }
    }

    private mutating func settle(_ readings: [ObservationReading], _ path: String, _ portion: inout [Observation]) throws {
        for reading in readings {
            counts.rows += 1
            switch reading {
            case .rejected(let rejection):
                counts.rejected += 1
                try rejects?.add(
                    path, line: rejection.line, column: rejection.column, columnName: rejection.columnName,
                    code: rejection.code.rawValue, reason: rejection.reason)
            case .observation(let observation):
                portion.append(observation)
                if portion.count == Self.portionRows {
                    try store(portion, path)
                    portion.removeAll(keepingCapacity: true)
                }
            }
        }
    }

    /// Appends what is new of a portion. A stream is touched once per crawl, so no row waits for another.
    private mutating func store(_ portion: [Observation], _ path: String) throws {
        run.removeAll()
        var sent: [(observation: Observation, number: UInt32)] = []
        for (observation, place) in zip(portion, try memory.place(portion)) {
            guard case .number(let number) = place else {
                counts.duplicates += 1
                continue
            }
            let subject = number == 1 ? observation.subject : "\(observation.subject)#\(number)"
            switch try standing(observation, subject) {
            case .unchanged: counts.unchanged += 1
            case .late(let date):
                counts.rejected += 1
                try rejects?.add(
                    path, line: observation.line, column: nil, columnName: nil, code: "late",
                    reason: tr("older than what is stored of \(date); --late stores it", "早于已存的 \(date)；--late 可存入"))
            case .new(let expect):
                try parser.parse(draft(observation, subject, expect), into: run)
                sent.append((observation, number))
            }
        }
        guard run.count > 0 else { return }
        try writer.appendAndWait(run)
        for (number, one) in sent.enumerated() { try count(run.outcomes[number], one.observation, one.number, path) }
    }

    private mutating func count(_ outcome: DraftOutcome, _ observation: Observation, _ number: UInt32, _ path: String) throws {
        switch outcome {
        case .stored:
            counts.entries += 1
            if number > 1 { counts.renumbered += 1 }
        case .duplicate: counts.unchanged += 1
        case .failed(let error) where error.code.exitStatus == 65:
            counts.rejected += 1
            try rejects?.add(
                path, line: observation.line, column: nil, columnName: nil, code: error.code.rawValue, reason: error.words.what)
        case .failed(let error): throw error
        case .wouldStore, .notStored: throw LedgerError(.unexpected, ["a row was not judged"])
        }
    }

    private enum Standing {
        case unchanged
        case late(String)
        /// Worth storing, on a stream that stands as `expect` says.
        case new(expect: String)
    }

    /// Compares a row with the last one of its stream: its key, made for that one's date, says whether the cells are equal.
    private func standing(_ observation: Observation, _ subject: String) throws -> Standing {
        struct Observed: Decodable { let observedOn: String }
        guard let index = try ledger.index(of: subject, revision: -1), let line = try ledger.line(index) else {
            return .new(expect: "\"new\"")
        }
        let entry: EntryLine
        do { entry = try parseEntryLine(line.span) } catch { throw LedgerError(.storedRowBroken, ["entries", String(index)]) }
        let lastKey = attributeText(line.span, entry, .key)
        guard let observed = try? JSONDecoder().decode(Observed.self, from: Data(line[entry.range(.data)])),
            let date = CivilDate(observed.observedOn)
        else {
            throw LedgerError(
                .unexpected, [tr("entry \(index) of \(subject) is no observation", "\(subject) 的第 \(index) 条不是观察记录")])
        }
        if observation.key == lastKey || observation.key(observedOn: date) == lastKey { return .unchanged }
        if date > observedOn {
            if try ledger.index(ofKey: observation.key, in: subject) != nil { return .unchanged }
            if !storesLate { return .late(observed.observedOn) }
        }
        return .new(expect: String(entry.revision))
    }

    private func draft(_ observation: Observation, _ subject: String, _ expect: String) -> [UInt8] {
        Array("{\"data\":".utf8) + observation.data
            + Array(
                ",\"expect\":\(expect),\"key\":\"\(observation.key)\",\"occurred\":\"\(observation.occurred)\",\"subject\":\(JSONText.string(subject)),\"type\":\"\(observation.event.rawValue)\"}"
                    .utf8)
    }
}
