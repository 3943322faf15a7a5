internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Projections
internal import Proofs
internal import Storage
internal import Vault

struct Verify: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Check every stored byte and every link.", "核验每个存储字节与每个链接。"),
            discussion: tr(
                "Re-reads and re-hashes the whole ledger: lines, chain, tree, both directions of every index, head and its signature. Compares with what this machine verified before (the trust store). Exit 0: verified. 2: broken, proved. 6: could not decide.",
                "重读并重算整个账本：各行、链、树、每个索引的双向对应、日志头及其签名；并与本机此前核验的状态（信任库）比较。退出码 0：通过；2：已证实损坏；6：无法判定。"))
    }

    @Option(name: .long, help: ArgumentHelp(tr("Only from this index on.", "仅从此序号起。"), valueName: "index"))
    var from: UInt64?
    @Option(name: .long, help: ArgumentHelp(tr("Only below this index.", "仅到此序号之前。"), valueName: "index"))
    var to: UInt64?
    @Option(name: .long, help: ArgumentHelp(tr("Threads; by default one per core.", "线程数；默认每核一个。"), valueName: "n"))
    var jobs: Int?
    @Option(
        name: .long, help: ArgumentHelp(tr("A checkpoint that the log must contain.", "日志必须包含的检查点。"), valueName: "file"),
        completion: .file())
    var checkpoint: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("The old ledger that this one is the successor of: its folder or a checkpoint.", "本账本所承接的旧账本：目录或其检查点。"),
            valueName: "dir|file"), completion: .file())
    var continues: String?
    @Flag(name: .long, help: ArgumentHelp(tr("Neither ask nor move what this machine remembers.", "不使用也不更新本机的信任库。")))
    var noTrustStore = false
    @Flag(name: .long, help: ArgumentHelp(tr("Leave read models alone.", "不核验读模型。")))
    var logOnly = false

    @OptionGroup var vaultKey: VaultKeyOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let jobs, jobs < 1 || jobs > 256 { throw ValidationError("--jobs: 1…256") }
        if let from, let to, from >= to { throw ValidationError(tr("--from must be below --to", "--from 必须小于 --to")) }
    }

    func run() throws {
        if common.json { Complaint.guardAgainstBrokenPages(answer: undecided(.notAFormat)) }
        do {
            try verify()
        } catch let error as LedgerError where error.code.exitStatus == 6 {
            // Who asked for a verdict gets one, beside the reason.
            if common.json { Output.standard.line(undecided(error.code)) }
            throw error
        }
    }

    private func verify() throws {
        let ledger = try ledger.open()
        let state = noTrustStore ? nil : try StateFolder.ofUser()
        let trusted = try state?.trust(ledger.origin)
        let keys = try ledger.keyHistoryIfNamed()
        if let trusted, let keys, !trusted.allows(keys) {
            throw LedgerError(.keyChanged, [trusted.verifierKey, keys.current.text])
        }

        let progress = Progress(total: try expectedSize(ledger), unit: tr("entries", "条"))
        var verifier = Verifier(ledger)
        verifier.jobs = jobs ?? coreCount()
        verifier.from = from
        verifier.to = to
        verifier.progress = { progress.show($0) }
        // In an older copy of the ledger the key is an older one too: then the size tells.
        verifier.key = trusted.flatMap { trusted in
            keys.map(trusted.isOlder) ?? false ? keys?.current : VerifierKey(trusted.verifierKey)
        }
        verifier.known = try knownStates(ledger, state, trusted)
        if let continues, let fault = try Predecessor(path: continues).fault(of: try ledger.continuation(), state) {
            verifier.findings.append(fault)
        }
        if let checkpoint { try take(checkpoint, ledger.origin, keys, &verifier) }
        let report = try verifier.run()
        progress.end()
        // Only a sound log tells what follows from it.
        let isWhole = report.verdict == .ok && report.undecided.isEmpty
        let steps = isWhole ? try StepAudit.run(ledger, size: report.size) : nil
        if steps?.findings.isEmpty ?? true { try settleTrust(ledger, state, trusted, report) }
        let views = isWhole && !logOnly ? try ViewCheck.run(ledger) : []
        let vault = isWhole && !logOnly ? vaultVerdict(ledger, size: report.size) : nil
        answer(report, steps, views, vault, progress.elapsedMilliseconds)
        Output.standard.flush()
        let isOff = steps?.findings.isEmpty == false || views.contains { $0.finding != nil }
        if report.verdict == .broken || isOff { throw ExitCode(2) }
        if steps?.unknownRules.isEmpty == false { throw ExitCode(6) }
    }

    /// What the vault says to the log's commitments, where it is there and its key at hand. Information: no verdict on the log follows.
    private func vaultVerdict(_ ledger: Ledger, size: UInt64) -> Result<VaultAudit, LedgerError>? {
        do {
            guard let vault = try vaultKey.openIfThere(ledger, .reading) else { return nil }
            return .success(try VaultAudit.run(ledger, vault, below: size))
        } catch {
            return .failure(LedgerError(wrapping: error, Vault.path(of: ledger)))
        }
    }

    /// For the progress; a head that cannot be read is a finding, not a failure.
    private func expectedSize(_ ledger: Ledger) throws -> UInt64? {
        do { return try ledger.head()?.size } catch let error as LedgerError where error.code == .storedRowBroken { return nil }
    }

    /// What this machine knows from outside the folder: trust store and release record.
    private func knownStates(_ ledger: Ledger, _ state: StateFolder?, _ trusted: TrustRecord?) throws -> [Verifier.KnownState] {
        var known: [Verifier.KnownState] = []
        if let state, let checkpoint = trusted?.checkpoint {
            known.append(.init(checkpoint, source: state.trustPath(ledger.origin), kind: .ledgerRolledBack))
        }
        if let state, let note = try state.released(ledger.origin), let checkpoint = Checkpoint(body: note.body) {
            known.append(.init(checkpoint, source: state.releasePath(ledger.origin), kind: .ledgerRolledBack))
        }
        // A replica may be behind what this machine knows of the ledger itself.
        if ledger.isReplica {
            let size = try ledger.head()?.size ?? 0
            known.removeAll { $0.checkpoint.size > size }
        }
        return known
    }

    /// Has the log held against the checkpoint in `path`; a wrong signature of one of its keys is a finding by itself.
    private func take(_ path: String, _ origin: String, _ keys: KeyHistory?, _ verifier: inout Verifier) throws {
        let (note, given) = try readCheckpoint(path)
        guard given.origin.utf8.elementsEqual(origin.utf8), let keys else {
            throw LedgerError(.undecided, [tr("the checkpoint is of \(given.origin)", "检查点属于 \(given.origin)")])
        }
        let expected = keys.keys(atCheckpoint: given.size).map(\.text).joined(separator: ", ")
        switch keys.standing(of: note, size: given.size) {
        case .verified: verifier.known.append(.init(given, source: path, kind: .checkpointRoot))
        case .absent:
            throw LedgerError(.undecided, [tr("the checkpoint is not signed by \(expected)", "检查点没有 \(expected) 的签名")])
        case .broken:
            verifier.findings.append(
                VerifyFault(.checkpointSignature, nil, expected: "a signature of \(expected)", found: "another (\(path))"))
        }
    }

    /// Only a full check with verdict ok moves the trust store; a contradiction keeps both states.
    private func settleTrust(_ ledger: Ledger, _ state: StateFolder?, _ trusted: TrustRecord?, _ report: VerifyReport) throws {
        guard let state, let keys = report.keys else { return }
        let key = keys.current
        let record = TrustRecord(keys: keys, size: report.size, root: report.root, headSignature: report.headSignature)
        if report.verdict == .ok && report.undecided.isEmpty {
            // What no checkpoint covers yet does not count.
            guard report.covered == report.size else { return }
            if trusted == nil {
                Talk.note(
                    tr(
                        "note: first verification of \(ledger.origin) on this machine; its key is trusted on first use:\n  \(key.text)",
                        "提示：本机首次核验 \(ledger.origin)，首次使用即信任其密钥：\n  \(key.text)"))
            }
            if let trusted, let change = keys.changes.last, !trusted.verifierKey.utf8.elementsEqual(key.text.utf8) {
                Talk.note(
                    tr(
                        "note: the ledger changed its key, as entry \(change) says and proves; trusted from now on:\n  \(key.text)",
                        "提示：账本已更换密钥，第 \(change) 条有记录且成立；此后信任：\n  \(key.text)"))
            }
            try state.keep(record)
        } else if report.firstFault?.kind == .ledgerRolledBack {
            let path = try state.keepEvidence(record)
            Talk.note(
                tr(
                    "Both states are kept: \(state.trustPath(ledger.origin)) and \(path)",
                    "两份状态均已保留：\(state.trustPath(ledger.origin)) 与 \(path)"))
        }
    }
}
