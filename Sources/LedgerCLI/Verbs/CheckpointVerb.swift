internal import ArgumentParser
internal import Ledger
internal import Proofs

struct CheckpointVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "checkpoint", abstract: tr("Sign and release a checkpoint of the log as it is now.", "签发当前日志的检查点。"),
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
        let ring = state.keyRing(ledger.origin, key)
        let note = try ledger.releaseCheckpoint(key: try ring.signingKey(of: ledger), state: state, keyPath: ring.path)
        Output.standard.raw(note.text)
        Output.standard.flush()
    }
}
