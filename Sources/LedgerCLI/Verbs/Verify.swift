internal import ArgumentParser
internal import Glibc
internal import Ledger
internal import Proofs
internal import Storage

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
    @Flag(name: .long, help: ArgumentHelp(tr("Neither ask nor move what this machine remembers.", "不使用也不更新本机的信任库。")))
    var noTrustStore = false
    @Flag(name: .long, help: ArgumentHelp(tr("Leave read models alone.", "不核验读模型。")))
    var logOnly = false

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let jobs, jobs < 1 || jobs > 256 { throw ValidationError("--jobs: 1…256") }
        if let from, let to, from >= to { throw ValidationError(tr("--from must be below --to", "--from 必须小于 --to")) }
    }

    func run() throws {
        let ledger = try ledger.open()
        let state = noTrustStore ? nil : try StateFolder.ofUser()
        let trusted = try state?.trust(ledger.origin)
        if let trusted, let key = ledger.createdKey, key.text != trusted.verifierKey {
            throw LedgerError(.keyChanged, [trusted.verifierKey, key.text])
        }

        let progress = Progress(total: try ledger.head()?.size, unit: tr("entries", "条"))
        var verifier = Verifier(ledger)
        verifier.jobs = jobs ?? max(1, min(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 64))
        verifier.from = from
        verifier.to = to
        verifier.progress = { progress.show($0) }
        verifier.key = trusted.flatMap { VerifierKey($0.verifierKey) }
        verifier.known = try knownStates(ledger, state, trusted)
        let report = try verifier.run()
        progress.end()
        try settleTrust(ledger, state, trusted, report)
        answer(report, progress.elapsedMilliseconds)
        Output.standard.flush()
        if report.verdict == .broken { throw ExitCode(2) }
    }

    /// What is known from outside the folder: trust store, release record, a checkpoint that was given.
    private func knownStates(_ ledger: Ledger, _ state: StateFolder?, _ trusted: TrustRecord?) throws -> [Verifier.KnownState] {
        var known: [Verifier.KnownState] = []
        if let state, let checkpoint = trusted?.checkpoint {
            known.append(.init(checkpoint, source: state.trustPath(ledger.origin), kind: .ledgerRolledBack))
        }
        if let state, let note = try state.released(ledger.origin), let checkpoint = Checkpoint(body: note.body) {
            known.append(.init(checkpoint, source: state.releasePath(ledger.origin), kind: .ledgerRolledBack))
        }
        guard let path = checkpoint else { return known }
        let bytes: [UInt8]
        do { bytes = try Files.read(path) } catch { throw LedgerError(.fileNotFound, [path, "\(error)"]) }
        guard let text = String(validating: bytes, as: UTF8.self), let note = SignedNote(text),
            let given = Checkpoint(body: note.body)
        else {
            throw LedgerError(.noteUnreadable, [path])
        }
        let key = trusted.flatMap { VerifierKey($0.verifierKey) } ?? ledger.createdKey
        guard given.origin == ledger.origin, let key else {
            throw LedgerError(.undecided, [tr("the checkpoint is of \(given.origin)", "检查点属于 \(given.origin)")])
        }
        switch note.standing(of: key) {
        case .verified: known.append(.init(given, source: path, kind: .checkpointRoot))
        case .absent: throw LedgerError(.undecided, [tr("the checkpoint is not signed by \(key.text)", "检查点没有 \(key.text) 的签名")])
        case .broken: throw LedgerError(.broken, [FaultKind.checkpointSignature.rawValue])
        }
        return known
    }

    /// Only a full check with verdict ok moves the trust store; a contradiction keeps both states.
    private func settleTrust(_ ledger: Ledger, _ state: StateFolder?, _ trusted: TrustRecord?, _ report: VerifyReport) throws {
        guard let state, let key = ledger.createdKey else { return }
        let record = TrustRecord(
            origin: ledger.origin, verifierKey: key.text, size: report.size, root: report.root,
            headSignature: report.headSignature)
        if report.verdict == .ok && report.undecided.isEmpty {
            if trusted == nil {
                Talk.note(
                    tr(
                        "note: first verification of \(ledger.origin) on this machine; its key is trusted on first use:\n  \(key.text)",
                        "提示：本机首次核验 \(ledger.origin)，首次使用即信任其密钥：\n  \(key.text)"))
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

    private func answer(_ report: VerifyReport, _ milliseconds: Int64) {
        if common.json {
            Output.standard.line(json(report, milliseconds))
            return
        }
        let rate = milliseconds > 0 ? report.entries * 1000 / UInt64(milliseconds) : report.entries
        switch report.verdict {
        case .ok where !report.undecided.isEmpty:
            Output.standard.line(
                tr(
                    "sound     \(grouped(report.entries)) of \(grouped(report.size)) entries, as far as they go",
                    "部分通过  \(grouped(report.size)) 条中的 \(grouped(report.entries)) 条"))
        case .ok:
            Output.standard.line(
                tr(
                    "verified  \(grouped(report.size)) entries, root \(report.root)",
                    "核验通过  \(grouped(report.size)) 条，根 \(report.root)"))
        case .broken:
            Output.standard.line(
                tr(
                    "BROKEN    \(grouped(UInt64(report.faults.count))) faults; the first:",
                    "已损坏    \(grouped(UInt64(report.faults.count))) 处；第一处："))
        case .inconclusive: Output.standard.line(tr("undecided", "无法判定"))
        }
        if let fault = report.firstFault {
            Output.standard.line("  \(fault.kind.rawValue)" + (fault.index.map { tr(" at index \($0)", "，序号 \($0)") } ?? ""))
            Output.standard.line(tr("  expected  \(fault.expected)", "  应为  \(fault.expected)"))
            Output.standard.line(tr("  found     \(fault.found)", "  实为  \(fault.found)"))
            if let before = fault.before {
                Output.standard.line(
                    tr("  between sizes \(fault.after ?? 0) and \(before)", "  介于条数 \(fault.after ?? 0) 与 \(before) 之间"))
            }
        }
        if !report.undecided.isEmpty {
            Output.standard.line(
                tr("  only part was read; left open: ", "  仅核验部分；未判定：") + report.undecided.joined(separator: ", "))
        }
        Output.standard.line(
            tr(
                "read      \(grouped(report.bytes)) bytes in \(seconds(milliseconds)) s, \(grouped(rate)) entries/s",
                "读取      \(grouped(report.bytes)) 字节，\(seconds(milliseconds)) 秒，\(grouped(rate)) 条/秒"))
        if report.signedEntries > 0 {
            let count = grouped(report.signedEntries)
            Output.standard.line(
                tr(
                    "          \(count) signed entries, not checked against a register of actors",
                    "          \(count) 条签名未经记录人登记簿核对"))
        }
    }

    private func json(_ report: VerifyReport, _ milliseconds: Int64) -> String {
        var answer = JSONText()
        answer.put("verdict", report.verdict.rawValue)
        answer.put("log", report.verdict.rawValue)
        answer.put("size", report.size)
        answer.put("root", report.root.hex)
        answer.put("entries", report.entries)
        answer.put("bytes", report.bytes)
        answer.put("seconds", milliseconds: milliseconds)
        answer.put("signaturesUnchecked", report.signedEntries)
        if !report.undecided.isEmpty { answer.put("undecided", report.undecided) }
        if let fault = report.firstFault {
            var one = JSONText()
            if let index = fault.index { one.put("index", index) } else { one.putNull("index") }
            one.put("kind", fault.kind.rawValue)
            one.put("expected", fault.expected)
            one.put("found", fault.found)
            if let after = fault.after { one.put("after", after) } else { one.putNull("after") }
            if let before = fault.before { one.put("before", before) } else { one.putNull("before") }
            answer.put("firstFault", one)
        } else {
            answer.putNull("firstFault")
        }
        answer.put("faults", report.faults.count)
        return answer.text
    }
}
