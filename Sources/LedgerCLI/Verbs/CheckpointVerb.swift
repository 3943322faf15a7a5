internal import ArgumentParser
internal import Ledger
internal import Proofs

struct CheckpointVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "checkpoint",
            abstract: tr("Checkpoints: make one, look at it, verify it, have it cosigned.", "检查点：签发、查看、核验、联署。"),
            discussion: tr(
                """
                A checkpoint is a signed note of origin, size and root. Without a word more, one of the log as it is now is made.
                  deedlog checkpoint > checkpoint
                  deedlog checkpoint show checkpoint
                  deedlog checkpoint collect --witness http://127.0.0.1:8080 --policy policy -o checkpoint
                  deedlog checkpoint verify checkpoint --policy policy
                  deedlog checkpoint diff 120 checkpoint > request       proves that nothing of the first 120 was changed
                  deedlog checkpoint cosign request --name witness.example.cn/w1 --policy policy
                docs/WITNESSES.md tells the whole story.
                """,
                """
                检查点是由名称、条数与根构成的签名文本。不带其他词时，签发当前日志的检查点。
                  deedlog checkpoint > checkpoint
                  deedlog checkpoint show checkpoint
                  deedlog checkpoint collect --witness http://127.0.0.1:8080 --policy policy -o checkpoint
                  deedlog checkpoint verify checkpoint --policy policy
                  deedlog checkpoint diff 120 checkpoint > request       证明前 120 条未被改动
                  deedlog checkpoint cosign request --name witness.example.cn/w1 --policy policy
                详见 docs/zh-CN/WITNESSES.md。
                """),
            subcommands: [
                CheckpointMake.self, CheckpointShow.self, CheckpointList.self, CheckpointVerify.self, CheckpointDiff.self,
                CheckpointCosign.self, CheckpointCollect.self,
            ], defaultSubcommand: CheckpointMake.self)
    }
}

struct CheckpointMake: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "make", abstract: tr("Sign and release a checkpoint of the log as it is now.", "签发当前日志的检查点。"),
            discussion: tr(
                "Prints a C2SP checkpoint: a signed note of origin, size and root. What was released is recorded outside the folder first, so that this key never signs two histories. Give it to auditors; they check with `verify --checkpoint FILE`.",
                "输出 C2SP 检查点：名称、条数与根的签名文本。签发前先在目录之外记录，使同一密钥绝不为两份历史签名。可交给审计人用 `verify --checkpoint 文件` 核验。"))
    }

    @OptionGroup var signing: SigningKeyOption

    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("Write the tree to this folder, for anybody to follow (C2SP tlog-tiles).", "将树写入此目录，供他人同步（C2SP tlog-tiles）。"),
            valueName: "dir"),
        completion: .directory)
    var publish: String?
    @Flag(
        name: .long,
        help: ArgumentHelp(tr("With --publish: the lines too, for those who may see them.", "配合 --publish：同时写出各行，供有权查看者使用。")))
    var entries = false
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if entries && publish == nil { throw ValidationError(tr("--entries goes with --publish", "--entries 须与 --publish 同用")) }
    }

    func run() throws {
        let ledger = try ledger.open()
        let state = try StateFolder.ofUser()
        // A replica hands on what it stores.
        if let publish, let note = try ledger.coveringNote() {
            return try publishTree(ledger, note, to: publish, withLines: entries, isJSON: common.json)
        }
        try ledger.checkTakesDrafts()
        let note = try ledger.releaseCheckpoint(keys: state.keyRing(ledger.origin, signing.key), state: state)
        try state.keep(note)
        if let publish {
            // With the cosignatures that were gathered for it.
            let kept = try Checkpoint(body: note.body).flatMap { try state.kept($0.origin, size: $0.size) }
            // Whoever follows knows no more than the folder: what else was released over a change of key, nobody there has seen.
            let known = try PublishedNote(inFolder: publish)?.checkpoint.size ?? 0
            let published = try ledger.note(kept ?? note, forWhoKnows: known, keys: state.keyRing(ledger.origin, signing.key))
            return try publishTree(ledger, published, to: publish, withLines: entries, isJSON: common.json)
        }
        Output.standard.raw(note.text)
        Output.standard.flush()
    }
}
