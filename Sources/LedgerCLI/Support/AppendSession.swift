internal import Ledger
internal import Proofs
internal import Storage
internal import Vault

/// One input of drafts on its way into the ledger: lines are gathered while a commit runs, answers leave in order.
struct AppendSession: ~Copyable {
    static let atomicDrafts = 10_000
    /// Lines per run: many enough to share a sync, few enough to be answered soon.
    private static let runLines = 1000

    private let writer: LogWriter
    private let input: LineInput
    private let isAtomic: Bool
    private let keepsGoing: Bool
    private let isDryRun: Bool
    private let isJSON: Bool
    private let receipts: ReceiptFolder?
    private let standing: StandingSeal?
    /// Takes in what is personal; `nil` where the ledger has no vault.
    private let vault: Vault?
    /// Signs each draft, once it is sealed.
    private let signer: ActorSigner?
    private var parser: DraftParser

    private var stored = 0
    private var failures = 0
    private var isInterrupted = false
    /// Where the proofs of what is being answered are.
    private var proofs: ReceiptFolder?

    /// Lines that were read together: drafts in a run, faults where a line was none.
    private final class Portion {
        let run: DraftRun
        /// Per line: its draft's number, or why there is none.
        var lines: [Result<Int, LedgerError>] = []
        /// Nothing follows.
        var isLast = false
        let done = Lock<LedgerError??>(nil)

        init(_ run: DraftRun) { self.run = run }
    }

    init(
        writer: LogWriter, input: LineInput, defaults: DraftDefaults, isAtomic: Bool, keepsGoing: Bool, isDryRun: Bool,
        isJSON: Bool, receipts: ReceiptFolder?, standing: StandingSeal?, vault: Vault?, signer: ActorSigner?
    ) {
        self.writer = writer
        self.input = input
        self.isAtomic = isAtomic
        self.keepsGoing = keepsGoing
        self.isDryRun = isDryRun
        self.isJSON = isJSON
        self.receipts = receipts
        self.standing = standing
        self.vault = vault
        self.signer = signer
        parser = DraftParser(defaults: defaults)
    }

    /// Appends all of the input.
    ///
    /// - Returns: the exit status; failures have been said.
    mutating func run() throws -> Int32 {
        var pending: Portion?
        while true {
            let next = try gather(wait: pending == nil || isAtomic)
            // While the one before is being committed.
            let sealing = Result { if let next { try vault?.seal(next.run) } }
            if let running = pending {
                pending = nil
                if let status = try settle(running) {
                    // What was read after a failure is not judged, so nothing holds it.
                    if let next { vault?.settle(next.run, isKnown: true) }
                    return status
                }
            }
            try sealing.get()
            guard let next else {
                // Nothing came while the last one was committed: look again, now waiting.
                continue
            }
            if next.lines.isEmpty {
                if next.isLast { break }
                continue
            }
            if next.run.count > 0 {
                try submit(next)
            } else {
                next.done.withLock { $0 = .some(nil) }
            }
            if next.isLast {
                if let status = try settle(next) { return status }
                break
            }
            pending = next
        }
        if isInterrupted {
            Output.standard.flush()
            Talk.say(
                tr(
                    "interrupted: \(stored) drafts of this input are durable, nothing is half done",
                    "已中断：本次输入有 \(stored) 条持久保存，没有半途状态"))
            return Interrupt.exitStatus
        }
        return failures > 0 ? 7 : 0
    }

    /// Reads lines until a run is full, the input ends, or nothing more is there yet.
    ///
    /// - Returns: `nil` where there was nothing yet.
    private mutating func gather(wait: Bool) throws -> Portion? {
        let run = DraftRun(isAtomic: isAtomic, stopsAtFailure: !keepsGoing)
        run.isDryRun = isDryRun
        let portion = Portion(run)
        let most = isAtomic ? Self.atomicDrafts + 1 : Self.runLines
        while portion.lines.count < most {
            let event: LineInput.Event
            do {
                event = try input.next(wait: wait && (isAtomic || portion.lines.isEmpty))
            } catch let error as LedgerError {
                // What was read before it is settled first.
                portion.lines.append(.failure(error))
                portion.isLast = true
                return portion
            }
            switch event {
            case .tooLong:
                let reason = LedgerError(.inputTooLong, [String(LineInput.longestLine)], line: input.lineNumber)
                portion.lines.append(.failure(reason))
                if !keepsGoing {
                    portion.isLast = true
                    return portion
                }
            case .line(let line):
                do throws(EntryFault) {
                    try parser.parse(line, inputLine: input.lineNumber, into: run)
                    portion.lines.append(.success(run.count - 1))
                } catch {
                    let reason =
                        line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } ? tr("a blank line", "空行") : error.words
                    portion.lines.append(
                        .failure(LedgerError(.malformed, [reason], line: input.lineNumber, offset: error.offset)))
                    // What comes after it is not read.
                    if !keepsGoing {
                        portion.isLast = true
                        return portion
                    }
                }
            case .nothingYet:
                return portion.lines.isEmpty ? nil : portion
            case .end:
                portion.isLast = true
                return portion
            case .interrupted:
                isInterrupted = true
                portion.isLast = true
                // A batch that was not read to its end is not sent; single lines are.
                if isAtomic { portion.lines = [] }
                return portion
            }
        }
        if isAtomic { throw LedgerError(.tooManyDrafts, [String(Self.atomicDrafts)], line: input.lineNumber) }
        return portion
    }

    private func submit(_ portion: Portion) throws {
        // A batch with a malformed draft is not judged.
        if isAtomic, portion.lines.contains(where: { if case .failure = $0 { true } else { false } }) {
            portion.done.withLock { $0 = .some(nil) }
            return
        }
        try signer?.sign(portion.run)
        let done = portion.done
        try writer.submit(portion.run) { error in
            done.withLock { $0 = .some(error) }
            done.notify()
        }
    }

    /// Waits for a run and says its answers.
    ///
    /// - Returns: the exit status where the input ends with it.
    private mutating func settle(_ portion: Portion) throws -> Int32? {
        var failure = portion.done.wait(until: { $0 }) ?? nil
        if let signer, failure == nil {
            do { try signer.settle(portion.run, with: writer) } catch { failure = LedgerError(wrapping: error, "") }
        }
        vault?.settle(portion.run, isKnown: failure?.code != .outcomeUnknown)
        if let failure {
            Output.standard.flush()
            Complaint.say(failure, stored: stored)
            return failure.code.exitStatus
        }
        // What is durable is answered, also where its proof cannot be handed out.
        var unproved: LedgerError?
        if let receipts {
            do {
                try receipts.write(portion.run.durable)
            } catch {
                unproved = LedgerError(wrapping: error, receipts.path)
            }
        }
        proofs = unproved == nil ? receipts : nil
        defer { standing?.sealIfDue() }
        for line in portion.lines {
            switch line {
            case .failure(let error):
                if let status = fail(error) { return status }
            case .success(let number):
                guard number < portion.run.outcomes.count else { continue }
                if let status = answer(portion.run, number) { return status }
            }
        }
        Output.standard.flush()
        guard let unproved else { return nil }
        Complaint.say(unproved, stored: stored)
        return unproved.code.exitStatus
    }

    private mutating func answer(_ run: DraftRun, _ number: Int) -> Int32? {
        switch run.outcomes[number] {
        case .stored(let receipt):
            stored += 1
            say(run.subject(number), receipt, isDuplicate: false)
        case .duplicate(let receipt):
            stored += 1
            say(run.subject(number), receipt, isDuplicate: true)
        case .wouldStore(let receipt): sayDry(run.subject(number), receipt)
        case .notStored: break
        case .failed(var error):
            error.line = run.drafts[number].inputLine
            return fail(error)
        }
        return nil
    }

    private mutating func fail(_ error: LedgerError) -> Int32? {
        failures += 1
        if keepsGoing {
            Output.standard.line(
                isJSON
                    ? Complaint.json(error)
                    : tr("failed   line \(error.line ?? 0): ", "失败   第 \(error.line ?? 0) 行：") + error.words.what)
            return nil
        }
        Output.standard.flush()
        Complaint.say(error, stored: isAtomic ? 0 : stored)
        return error.code.exitStatus
    }

    private func say(_ subject: String, _ receipt: Receipt, isDuplicate: Bool) {
        let digest = receipt.digest.hex
        if isJSON {
            var answer = JSONText()
            answer.put("index", receipt.index)
            answer.put("digest", digest)
            answer.put("subject", subject)
            answer.put("revision", UInt64(receipt.revision))
            answer.put("size", receipt.size)
            answer.put("duplicate", isDuplicate)
            if let proofs { answer.put("proof", proofs.file(receipt.index)) }
            Output.standard.line(answer.text)
        } else {
            let word = isDuplicate ? tr("present", "已有") : tr("stored ", "存入")
            Output.standard.line("\(word)  \(receipt.index)  \(subject):\(receipt.revision)  \(digest.prefix(16))")
        }
    }

    private func sayDry(_ subject: String, _ receipt: Receipt) {
        if isJSON {
            var answer = JSONText()
            answer.put("subject", subject)
            answer.put("revision", UInt64(receipt.revision))
            answer.put("size", receipt.size)
            answer.put("duplicate", false)
            answer.put("dryRun", true)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(tr("would store", "可存入") + "  \(subject):\(receipt.revision)")
        }
    }
}

extension DraftRun {
    /// The entries of the drafts that are stored, now or before.
    fileprivate var durable: [UInt64] {
        outcomes.compactMap { outcome in
            switch outcome {
            case .stored(let receipt), .duplicate(let receipt): receipt.index
            case .wouldStore, .notStored, .failed: nil
            }
        }
    }
}
