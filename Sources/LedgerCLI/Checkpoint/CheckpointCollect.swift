internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct CheckpointCollect: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "collect", abstract: tr("Have a checkpoint cosigned by witnesses, over HTTP.", "通过 HTTP 请见证人联署检查点。"),
            discussion: tr(
                """
                Releases a checkpoint, or takes one, posts it to every witness with a proof from what each saw last (C2SP tlog-witness),
                checks the cosignatures, and writes the note with them. Exit 0: the policy's quorum cosigned. 6: fewer did; what was
                gathered is written all the same.
                  deedlog checkpoint collect --witness http://127.0.0.1:8080 --policy policy -o checkpoint
                """,
                """
                签发（或取用）检查点，连同自各见证人上次所见起的证明发给每位见证人（C2SP tlog-witness），核验联署后一并写出。
                退出码 0：达到策略的法定数；6：不足，但仍写出已得联署。
                  deedlog checkpoint collect --witness http://127.0.0.1:8080 --policy policy -o checkpoint
                """))
    }

    @Option(
        name: .long,
        help: ArgumentHelp(tr("A witness's address; may be repeated.", "见证人地址；可重复。"), valueName: "url"))
    var witness: [String]
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("Whose cosignatures count, and how many (C2SP tlog-policy).", "何人之联署有效、须有几位（C2SP tlog-policy）。"), valueName: "file"
        ),
        completion: .file())
    var policy: String
    @Option(
        name: .long,
        help: ArgumentHelp(tr("This checkpoint; otherwise one is released now.", "以此检查点为准；否则现在签发。"), valueName: "file"),
        completion: .file())
    var checkpoint: String?
    @Option(
        name: .shortAndLong, help: ArgumentHelp(tr("The file; otherwise standard output.", "文件；否则为标准输出。"), valueName: "file"))
    var output: String?
    @Option(name: .long, help: ArgumentHelp(tr("Seconds to wait for each witness.", "等待每位见证人的秒数。"), valueName: "seconds"))
    var timeout = 10
    @OptionGroup var signing: SigningKeyOption
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard !witness.isEmpty else { throw ValidationError(tr("give --witness URL", "请给出 --witness 地址")) }
        guard (1...3600).contains(timeout) else { throw ValidationError("--timeout: 1…3600") }
    }

    func run() throws {
        let policy = try readPolicy(policy)
        let ledger = try ledger.open()
        let state = try StateFolder.ofUser()
        let note = try released(ledger, state)
        guard let checkpoint = Checkpoint(body: note.body) else { throw LedgerError(.noteUnreadable, [ledger.origin]) }
        let call = WitnessCall(ledger: ledger, note: note, checkpoint: checkpoint, policy: policy, timeoutSeconds: timeout)
        var gathered = note.adding(try kept(checkpoint, state, policy))
        var outcomes: [(url: String, outcome: WitnessCall.Outcome)] = []
        for url in witness {
            let outcome = try call.ask(url, oldSize: try remembered(url, ledger, state, below: checkpoint.size))
            if case .cosigned(let signatures) = outcome {
                gathered = gathered.adding(signatures)
                try state.keep(note.adding(signatures), of: ledger.origin, from: url)
            }
            outcomes.append((url, outcome))
        }
        try state.keep(gathered)
        if let output { try Files.replace(output, Array(gathered.text.utf8), mode: 0o644) }
        let judgement = policy.judge(gathered, origin: ledger.origin, nowSeconds: nowSeconds())
        say(outcomes, gathered, checkpoint, judgement)
        Output.standard.flush()
        let status = Self.status(judgement)
        if status != 0 { throw ExitCode(status) }
    }

    private func released(_ ledger: Ledger, _ state: StateFolder) throws -> SignedNote {
        guard let path = checkpoint else {
            return try ledger.releaseCheckpoint(keys: state.keyRing(ledger.origin, signing.key), state: state)
        }
        let file = try NoteFile(path)
        try checkOrigin(file, ledger)
        guard try ledger.keyHistory().standing(of: file.note, size: file.checkpoint.size) == .verified else {
            throw LedgerError(.noteUnsigned, [ledger.origin])
        }
        guard try ledger.contains(file.checkpoint) else {
            let size = String(try ledger.head()?.size ?? 0)
            throw LedgerError(.inconsistent, [ledger.origin, size, String(file.checkpoint.size), path])
        }
        return file.note
    }

    /// What was gathered for this very note before, of the policy's witnesses: one that is away now may have cosigned yesterday.
    private func kept(_ checkpoint: Checkpoint, _ state: StateFolder, _ policy: LogPolicy) throws -> [SignedNote.Signature] {
        guard let note = try state.kept(checkpoint.origin, size: checkpoint.size), Checkpoint(body: note.body) == checkpoint
        else {
            return []
        }
        return note.signed(by: policy.witnesses.map(\.key).filter { note.standing(of: $0) == .verified }).signatures
    }

    /// Where the witness is thought to be. It is only a hint, and says so itself where it is not.
    private func remembered(_ url: String, _ ledger: Ledger, _ state: StateFolder, below size: UInt64) throws -> UInt64 {
        guard let last = try state.answered(ledger.origin, url).flatMap({ Checkpoint(body: $0.body) }), last.size <= size else {
            return 0
        }
        return last.size
    }

    private static func status(_ judgement: LogPolicy.Judgement) -> Int32 {
        switch judgement {
        case .counts: 0
        case .broken: 2
        case .noKey, .unsigned, .fromTheFuture, .short: 6
        }
    }

    private func say(
        _ outcomes: [(url: String, outcome: WitnessCall.Outcome)], _ note: SignedNote, _ checkpoint: Checkpoint,
        _ judgement: LogPolicy.Judgement
    ) {
        for (url, outcome) in outcomes {
            switch outcome {
            case .cosigned(let signatures):
                Talk.note(tr("\(url): cosigned by ", "\(url)：已联署，") + signatures.map(\.name).joined(separator: ", "))
            case .stranger: Talk.note(tr("\(url): no cosignature of a witness of the policy", "\(url)：没有策略中见证人的联署"))
            case .contradicts(let what): Talk.say(tr("\(url): CONTRADICTS: \(what)", "\(url)：相矛盾：\(what)"))
            case .behind(let what):
                Talk.say(
                    tr(
                        "\(url): refused: \(what); collect for the newest one",
                        "\(url)：拒绝：\(what)；请就最新检查点收集"))
            case .refused(let status): Talk.note(tr("\(url): refused with \(status)", "\(url)：以 \(status) 拒绝"))
            case .unreachable(let why): Talk.note(tr("\(url): no answer: \(why)", "\(url)：无答复：\(why)"))
            }
        }
        switch judgement {
        case .short: Talk.say(tr("fewer witnesses cosigned than the policy asks for", "联署人少于策略要求"))
        case .fromTheFuture: Talk.say(tr("a cosignature is dated more than a day ahead", "有联署时间超前一天以上"))
        case .noKey: Talk.say(tr("no key of the policy is of \(checkpoint.origin)", "策略中没有 \(checkpoint.origin) 的密钥"))
        case .broken, .unsigned: Talk.say(tr("the note does not bear the log's signature", "文本没有日志的签名"))
        case .counts: break
        }
        if common.json {
            Output.standard.line(json(outcomes, note, checkpoint, judgement))
        } else if let output {
            let size = grouped(checkpoint.size), count = note.signatures.count { $0.cosignatureSeconds != nil }
            Output.standard.line(tr("\(size) entries, \(count) cosignatures: \(output)", "\(size) 条，\(count) 份联署：\(output)"))
        } else {
            Output.standard.raw(note.text)
        }
    }

    private func json(
        _ outcomes: [(url: String, outcome: WitnessCall.Outcome)], _ note: SignedNote, _ checkpoint: Checkpoint,
        _ judgement: LogPolicy.Judgement
    ) -> String {
        var answer = JSONText()
        answer.put("origin", checkpoint.origin)
        answer.put("size", checkpoint.size)
        answer.put("root", checkpoint.root.hex)
        if case .counts(let names) = judgement {
            answer.put("quorum", true)
            answer.put("cosignedBy", names)
        } else {
            answer.put("quorum", false)
        }
        answer.put(
            "witnesses",
            objects: outcomes.map { url, outcome in
                var one = JSONText()
                one.put("url", url)
                one.put("answer", outcome.word)
                switch outcome {
                case .contradicts(let why), .behind(let why), .unreachable(let why): one.put("message", why)
                case .refused(let status): one.put("status", status)
                case .cosigned, .stranger: break
                }
                return one
            })
        if let output { answer.put("file", output) } else { answer.put("note", note.text) }
        return answer.text
    }
}
