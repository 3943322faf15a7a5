internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct CheckpointCosign: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "cosign", abstract: tr("Cosign a checkpoint of another log, as its witness.", "作为见证人联署另一日志的检查点。"),
            discussion: tr(
                """
                REQUEST is what `checkpoint diff` writes. It must extend what this witness cosigned last of that log; what is cosigned
                is durable before it is answered. A log that shows two histories is exit 2, and both notes are kept.
                  deedlog checkpoint cosign request --name witness.example.cn/w1 --policy policy -o cosigned
                --audited is more: only after every line and seal of --ledger was verified, under a name that ends in /audited.
                """,
                """
                REQUEST 由 `checkpoint diff` 输出，须由此见证人上次联署的检查点延伸而来；答复之前联署内容已持久保存。
                日志出示两份历史时退出码为 2，双方文本均予保留。
                  deedlog checkpoint cosign request --name witness.example.cn/w1 --policy policy -o cosigned
                --audited 更进一步：须先核验 --ledger 的每一条与每次封账，且名称以 /audited 结尾。
                """))
    }

    @Argument(
        help: ArgumentHelp(
            tr("A request, or a checkpoint where --ledger proves the rest.", "请求；给出 --ledger 时可为检查点。"), valueName: "request"),
        completion: .file())
    var request: String
    @OptionGroup var witness: WitnessOptions
    @OptionGroup var logs: LogsOption
    @Flag(name: .long, help: ArgumentHelp(tr("Verify all of --ledger first.", "先完整核验 --ledger。")))
    var audited = false
    @Option(
        name: .long, help: ArgumentHelp(tr("The log's ledger, if it is at hand.", "该日志的账本目录（如有）。"), valueName: "dir"),
        completion: .directory)
    var ledger: String?
    @Option(
        name: .shortAndLong, help: ArgumentHelp(tr("Write the note with the cosignature.", "写出带联署的文本。"), valueName: "file"))
    var output: String?
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if audited, ledger == nil { throw ValidationError(tr("--audited needs --ledger DIR", "--audited 须配合 --ledger 目录")) }
        try witness.check(audited: audited)
    }

    func run() throws {
        let file = try NoteFile(request)
        let witness = try witness.open(logs: try logs.read())
        let answer = try witness.cosign(try asked(file, witness), nowSeconds: nowSeconds)
        switch answer {
        case .refused(let refusal, let evidence): throw LedgerError(refusal, file, evidence)
        case .cosigned(let note): try say(file.note.adding(note.signatures.suffix(1)), note.signatures.suffix(1), file.checkpoint)
        }
    }

    /// The request as given; where the ledger is at hand, one that begins at what was cosigned last.
    private func asked(_ file: NoteFile, _ witness: Witness) throws -> AddCheckpointRequest {
        guard let bare = file.request ?? AddCheckpointRequest(oldSize: 0, path: [], note: file.note) else {
            throw LedgerError(.noteUnreadable, [request])
        }
        let last = try witness.last(file.checkpoint.origin).flatMap { Checkpoint(body: $0.body) }
        if !audited, last == file.checkpoint {
            // The very same again, for a fresh time: whatever size its proof began at when it was new.
            return AddCheckpointRequest(oldSize: file.checkpoint.size, path: [], note: file.note) ?? bare
        }
        guard let folder = ledger else { return bare }
        // Whose note it is comes before reading a whole ledger.
        if let refusal = bare.refusal(logs: witness.logs, last: nil), refusal == .unknownOrigin || refusal == .unsigned {
            throw LedgerError(refusal, file, [])
        }
        let ledger = try Ledger(folder: folder)
        try checkOrigin(file, ledger)
        if audited { try AuditedLedger.check(ledger, contains: file.checkpoint, from: request) }
        let oldSize = last?.size ?? 0
        // Smaller than before needs no path to be refused.
        guard oldSize <= file.checkpoint.size else { return bare }
        guard try ledger.contains(file.checkpoint) else {
            throw LedgerError(.inconsistent, [ledger.origin, String(try ledger.head()?.size ?? 0), String(file.checkpoint.size)])
        }
        let path = try ledger.consistency(from: oldSize, to: file.checkpoint.size).path
        return AddCheckpointRequest(oldSize: oldSize, path: path, note: file.note) ?? bare
    }

    private func say(_ note: SignedNote, _ signatures: ArraySlice<SignedNote.Signature>, _ checkpoint: Checkpoint) throws {
        if let output { try Files.replace(output, Array(note.text.utf8), mode: 0o644) }
        let lines = signatures.map(\.line).joined()
        if common.json {
            var answer = JSONText()
            answer.put("origin", checkpoint.origin)
            answer.put("size", checkpoint.size)
            answer.put("root", checkpoint.root.hex)
            answer.put("witness", witness.name)
            if let seconds = signatures.last?.cosignatureSeconds { answer.put("time", instant(ofSeconds: seconds)) }
            answer.put("cosignature", String(lines.dropLast()))
            if let output { answer.put("file", output) }
            Output.standard.line(answer.text)
        } else {
            Output.standard.raw(lines)
        }
        Output.standard.flush()
    }
}

extension LedgerError {
    /// A witness's refusal, as a failure of the program.
    init(_ refusal: WitnessRefusal, _ file: NoteFile, _ evidence: [String]) {
        let origin = file.checkpoint.origin, size = String(file.checkpoint.size)
        switch refusal {
        case .unknownOrigin: self.init(.noKey, [origin])
        case .unsigned: self.init(.noteUnsigned, [origin])
        case .forked: self.init(.logForked, [origin, size] + evidence)
        case .behind(let known): self.init(.checkpointBehind, [origin, size, String(known)] + evidence)
        case .otherSize(let known):
            self.init(.oldSizeOther, [origin, String(known), String(file.request?.proof.from ?? 0)])
        case .inconsistent: self.init(.inconsistent, [origin, size, String(file.request?.proof.from ?? 0)] + evidence)
        }
    }
}
