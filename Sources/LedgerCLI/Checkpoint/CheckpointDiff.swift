internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct CheckpointDiff: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "diff",
            abstract: tr("Prove that a checkpoint extends an older one.", "证明检查点由旧检查点延伸而来。"),
            discussion: tr(
                """
                Writes what a witness is asked with (C2SP tlog-witness, add-checkpoint): old size, hashes, the new checkpoint.
                  deedlog checkpoint diff old new -o request       from two files
                  deedlog checkpoint diff 120 new -o request       from a size of this ledger
                  deedlog checkpoint diff 120 HEAD                 to a checkpoint that is made now
                  deedlog checkpoint diff old --check request      checks one: no ledger is needed
                """,
                """
                输出给见证人的请求（C2SP tlog-witness 的 add-checkpoint）：旧条数、各哈希、新检查点。
                  deedlog checkpoint diff old new -o request       由两个文件
                  deedlog checkpoint diff 120 new -o request       由本账本的某一条数
                  deedlog checkpoint diff 120 HEAD                 至现在签发的检查点
                  deedlog checkpoint diff old --check request      核验请求：无需账本
                """))
    }

    @Argument(help: ArgumentHelp(tr("An older checkpoint, or a size.", "旧检查点，或条数。"), valueName: "old"), completion: .file())
    var old: String
    @Argument(
        help: ArgumentHelp(
            tr("A newer checkpoint, the size of one that was made here, or HEAD.", "新检查点、本机签发过的条数，或 HEAD。"), valueName: "new"),
        completion: .file())
    var new: String?
    @Option(
        name: .long,
        help: ArgumentHelp(tr("Check this request instead, without a ledger.", "改为核验此请求，无需账本。"), valueName: "request"),
        completion: .file())
    var check: String?
    @Option(
        name: .long,
        help: ArgumentHelp(tr("With --check: whom you trust.", "配合 --check：信任策略。"), valueName: "file"), completion: .file())
    var policy: String?
    @OptionGroup var signing: SigningKeyOption
    @Option(name: .shortAndLong, help: ArgumentHelp(tr("The file; otherwise standard output.", "文件；否则为标准输出。"), valueName: "file"))
    var output: String?
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (new == nil) != (check == nil) else { throw ValidationError(tr("give NEW or --check", "请给出 NEW 或 --check 之一")) }
        if check == nil, policy != nil { throw ValidationError(tr("--policy goes with --check", "--policy 须配合 --check")) }
        if check != nil, UInt64(old) != nil {
            throw ValidationError(tr("--check needs the older checkpoint itself", "--check 需要旧检查点文件"))
        }
    }

    func run() throws {
        if let check { return try verify(check) }
        let ledger = try ledger.open()
        let file = try newer(ledger)
        let oldSize = try olderSize(ledger, file)
        let proof = try ledger.consistency(from: oldSize, to: file.size)
        guard let request = AddCheckpointRequest(oldSize: oldSize, path: proof.path, note: file.note) else {
            throw LedgerError(.noteUnreadable, [new ?? ""])
        }
        if let output { try Files.replace(output, Array(request.text.utf8), mode: 0o644) }
        if common.json {
            var answer = JSONText()
            answer.put("origin", ledger.origin)
            answer.put("oldSize", oldSize)
            answer.put("size", file.size)
            answer.put("hashes", proof.path.count)
            if let output { answer.put("file", output) } else { answer.put("request", request.text) }
            Output.standard.line(answer.text)
        } else if let output {
            let (from, to) = (grouped(oldSize), grouped(file.size))
            Output.standard.line(
                tr(
                    "from \(from) to \(to) entries by \(proof.path.count) hashes: \(output)",
                    "自 \(from) 条至 \(to) 条，\(proof.path.count) 个哈希：\(output)"))
        } else {
            Output.standard.raw(request.text)
        }
        Output.standard.flush()
    }

    private func verify(_ request: String) throws {
        let policy = try policy.map { try readPolicy($0) }
        let file = try NoteFile(request)
        let older = try olderNote(old, than: file, policy)
        let verdict = try CheckpointVerdict(file, policy: policy, ledger: nil, old: older.checkpoint)
        verdict.say(isJSON: common.json)
        if policy == nil { Talk.note(tr("No signature was checked: give --policy.", "未核验任何签名：请给出 --policy。")) }
        if verdict.status != 0 { throw ExitCode(verdict.status) }
    }

    /// The newer note, which the ledger must contain.
    private func newer(_ ledger: Ledger) throws -> (note: SignedNote, size: UInt64) {
        let state = try StateFolder.ofUser()
        let new = new ?? ""
        if let size = UInt64(new) {
            guard let note = try state.kept(ledger.origin, size: size) else {
                throw LedgerError(.notFound, [tr("a checkpoint of \(size) entries made here", "本机签发的 \(size) 条检查点")])
            }
            try check(note, new, ledger)
            return (note, size)
        }
        if new == "HEAD" {
            let note = try ledger.releaseCheckpoint(keys: state.keyRing(ledger.origin, signing.key), state: state)
            try state.keep(note)
            return (note, Checkpoint(body: note.body)?.size ?? 0)
        }
        let file = try NoteFile(new)
        try checkOrigin(file, ledger)
        try check(file.note, new, ledger)
        return (file.note, file.checkpoint.size)
    }

    private func olderSize(_ ledger: Ledger, _ newer: (note: SignedNote, size: UInt64)) throws -> UInt64 {
        var size = UInt64(old)
        if size == nil {
            let file = try NoteFile(old)
            try checkOrigin(file, ledger)
            try check(file.note, old, ledger)
            size = file.checkpoint.size
        }
        guard let size, size <= newer.size else {
            throw LedgerError(.usage, [tr("OLD is larger than NEW: \(old)", "OLD 大于 NEW：\(old)")])
        }
        return size
    }

    private func check(_ note: SignedNote, _ path: String, _ ledger: Ledger) throws {
        guard let checkpoint = Checkpoint(body: note.body) else { throw LedgerError(.noteUnreadable, [path]) }
        if try !ledger.contains(checkpoint) {
            let size = String(try ledger.head()?.size ?? 0)
            throw LedgerError(.inconsistent, [ledger.origin, size, String(checkpoint.size), path])
        }
    }
}
