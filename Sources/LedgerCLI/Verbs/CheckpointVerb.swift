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

    @Option(
        name: .long,
        help: ArgumentHelp(tr("The signing key; by default in the state folder.", "签名密钥；默认位于状态目录。"), valueName: "file"),
        completion: .file())
    var key: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        let state = try StateFolder.ofUser()
        let signing = try KeyFile.read(key ?? state.keyPath(ledger.origin))
        let note = try ledger.releaseCheckpoint(key: signing, state: state)
        try state.keep(note)
        Output.standard.raw(note.text)
        Output.standard.flush()
    }
}
