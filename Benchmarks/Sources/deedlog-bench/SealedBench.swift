import HomeSale
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
        var plain: [Double] = [], sealed: [Double] = [], fresh: [Double] = [], opened: [[UInt64]] = [], revealed: [[UInt64]] = []
        for _ in 0..<options.rounds {
            plain.append(try append(perParty: options.perStream, isSealed: false).rate)
            let run = try append(perParty: options.perStream, isSealed: true)
            sealed.append(run.rate)
            opened.append(run.open)
            revealed.append(run.reveal)
            fresh.append(try append(perParty: 1, isSealed: true).rate)
        }
        report.compare(
            "two values an entry, \(options.perStream) entries a party", unit: "entries/s", plain, sealed, wanted: .atLeast(0.5),
            sides: ("plain", "sealed"))
        report.compare("two values an entry, every party new", unit: "entries/s", plain, fresh, sides: ("plain", "sealed"))
        for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
            report.alone("open one value, \(name)", unit: "µs", opened.map { percentile($0, share) / 1000 }, atMost: nil)
            // The record's commit is not in it: it takes what one entry by itself takes.
            report.alone(
                "reveal one value: fold the party, decide, open, mask, \(name)", unit: "µs",
                revealed.map { percentile($0, share) / 1000 }, atMost: share == 0.5 ? 200 : nil)
        }
    }

    private struct Run {
        var rate: Double
        var open: [UInt64] = []
        var reveal: [UInt64] = []
    }

    private func append(perParty: Int, isSealed: Bool) throws -> Run {
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
            let drafts = (0..<options.entries).map { draft($0, perParty, isSealed) }
            var parser = DraftParser()
            let start = nanoseconds()
            var running: (run: DraftRun, done: Lock<LedgerError??>)?
            for from in stride(from: 0, to: options.entries, by: Self.batch) {
                let run = DraftRun()
                for number in from..<min(from + Self.batch, options.entries) {
                    try parser.parse(drafts[number], into: run)
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
            var result = Run(rate: Double(options.entries) / seconds(since: start))
            guard let vault else { return result }
            result.open = try times(ledger) { value in
                guard case .value = try vault.open(value) else { throw UsageError(text: "a value does not open") }
            }
            result.reveal = try times(ledger) { value in try reveal(value, vault, ledger) }
            return result
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

    /// How long `body` takes for values of entries all over the ledger, in nanoseconds.
    private func times(_ ledger: Ledger, _ body: (SealedValue) throws -> Void) throws -> [UInt64] {
        var random = SeededRandom(options.seed), times: [UInt64] = []
        for _ in 0..<min(2000, options.entries) {
            guard let line = try ledger.line(1 + random.next() % UInt64(options.entries)) else { continue }
            let entry = try parseEntryLine(line.span)
            for value in sealedValues(line.span, entry) {
                let start = nanoseconds()
                try body(value)
                times.append(UInt64(nanoseconds() - start))
            }
        }
        return times
    }

    /// As `show --reveal` does it, without the record.
    private func reveal(_ value: SealedValue, _ vault: Vault, _ ledger: Ledger) throws {
        let field: PersonalField = value.pointer == "/phone" ? .phone : .birthDate
        let request = AccessRequest(
            actor: "officer-1", role: .privacyOfficer, purpose: .subjectRequest, resource: field.resource, party: value.party,
            fields: [field.rawValue], day: CivilDate(atMilliseconds: Surroundings.system.wallMilliseconds()))
        let party = try ledger.withReader { log in
            var state = PartyState(id: value.party)
            for fact in try log.facts(of: .party, value.party) { state.apply(fact) }
            return state
        }
        let decision = decideAccess(request, matrix: .house, party: party)
        guard let sight = decision.fields.first?.sight, case .value(let text, _) = try vault.open(value) else {
            throw UsageError(text: "a value is not shown")
        }
        guard !Masking.shown(text, of: field, sight).isEmpty else { throw UsageError(text: "nothing is shown") }
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
