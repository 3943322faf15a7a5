import Ledger
import Proofs
import Storage
import Vault

/// Entries with two personal values each against the same entries without them, and how long opening a value takes.
///
/// As `append` does it: while a portion is being committed, the next one is parsed and sealed.
struct SealedBench {
    let folder: ScratchFolder
    let options: Options
    let report: Report

    private static let batch = 100

    func run() throws {
        report.heading("sealed append, \(options.entries) entries, batch \(Self.batch), entries/s")
        var plain: [Double] = [], sealed: [Double] = [], fresh: [Double] = [], opened: [[UInt64]] = []
        for _ in 0..<options.rounds {
            plain.append(try append(perParty: options.perStream, isSealed: false).rate)
            let run = try append(perParty: options.perStream, isSealed: true)
            sealed.append(run.rate)
            opened.append(run.openNanoseconds)
            fresh.append(try append(perParty: 1, isSealed: true).rate)
        }
        report.compare(
            "two values an entry, \(options.perStream) entries a party", unit: "entries/s", plain, sealed, wanted: .atLeast(0.5),
            sides: ("plain", "sealed"))
        report.compare("two values an entry, every party new", unit: "entries/s", plain, fresh, sides: ("plain", "sealed"))
        report.alone("open one value, p50", unit: "µs", opened.map { percentile($0, 0.5) / 1000 }, atMost: 200)
        report.alone("open one value, p99", unit: "µs", opened.map { percentile($0, 0.99) / 1000 }, atMost: nil)
    }

    private func append(perParty: Int, isSealed: Bool) throws -> (rate: Double, openNanoseconds: [UInt64]) {
        try folder.with("sealed") { path in
            let key = SigningKey(seed: Reference.keySeed)
            let surroundings = Surroundings.fixed(seed: options.seed)
            _ = try Ledger.create(folder: path + "/ledger", origin: Reference.origin, key: key, surroundings: surroundings)
            let ledger = try Ledger(folder: path + "/ledger", forWriting: true)
            let writer = try LogWriter(ledger, key: key, surroundings: surroundings)
            defer { writer.close() }
            let master = MasterKey.random()
            if isSealed { try Vault.create(ledger, key: master) }
            let vault = isSealed ? try Vault(ledger, key: master, use: .sealing) : nil
            var parser = DraftParser()
            let start = nanoseconds()
            var running: (run: DraftRun, done: Lock<LedgerError??>)?
            for from in stride(from: 0, to: options.entries, by: Self.batch) {
                let run = DraftRun()
                for number in from..<min(from + Self.batch, options.entries) {
                    try parser.parse(draft(number, perParty, isSealed), into: run)
                }
                try vault?.seal(run)
                try settle(running, vault)
                let done = Lock<LedgerError??>(nil)
                try writer.submit(run) { error in
                    done.withLock { $0 = .some(error) }
                    done.notify()
                }
                running = (run, done)
            }
            try settle(running, vault)
            try vault?.flush()
            let rate = Double(options.entries) / seconds(since: start)
            return (rate, try vault.map { try open($0, ledger) } ?? [])
        }
    }

    private func settle(_ running: (run: DraftRun, done: Lock<LedgerError??>)?, _ vault: Vault?) throws {
        guard let running else { return }
        if let error = running.done.wait(until: { $0 }) ?? nil { throw error }
        vault?.settle(running.run, isKnown: true)
        for outcome in running.run.outcomes {
            guard case .stored = outcome else { throw UsageError(text: "not stored: \(outcome)") }
        }
    }

    /// Opens values of entries all over the ledger: from the stored line to the plain text.
    private func open(_ vault: Vault, _ ledger: Ledger) throws -> [UInt64] {
        var random = SeededRandom(options.seed), times: [UInt64] = []
        for _ in 0..<min(2000, options.entries) {
            guard let line = try ledger.line(1 + random.next() % UInt64(options.entries)) else { continue }
            let entry = try parseEntryLine(line.span)
            for value in sealedValues(line.span, entry) {
                let start = nanoseconds()
                guard case .value = try vault.open(value) else { throw UsageError(text: "a value does not open") }
                times.append(UInt64(nanoseconds() - start))
            }
        }
        return times
    }

    private func draft(_ number: Int, _ perParty: Int, _ isSealed: Bool) -> [UInt8] {
        let party = "p-\(number / perParty)"
        func personal(_ name: String, _ value: String) -> String {
            "\"\(name)\":{\"$personal\":{\"party\":\"\(party)\",\"value\":\"\(value)\"}},"
        }
        let digits = String(String(number + 10_000_000).suffix(7))
        let values = isSealed ? personal("birthDate", "1949-12-31") + personal("phone", "1380\(digits)") : ""
        return Array(
            "{\"actor\":\"broker-017\",\"data\":{\(values)\"kind\":\"person\",\"partyId\":\"\(party)\"},\"key\":\"k-\(number)\",\"role\":\"broker\",\"subject\":\"party/\(party)\",\"type\":\"party.registered\"}"
                .utf8)
    }
}
