internal import ArgumentParser
internal import Ledger
internal import Proofs

struct KeyChangeVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "change", abstract: tr("Put another signing key in force.", "更换签名密钥。"),
            discussion: tr(
                """
                Appends `ledger.keyChanged`: the old key signs it for the last time, the new one proves that it is held. Releases the
                checkpoint with it, signed by both, so that whoever knows the old key can go on: give it to auditors and witnesses.
                The new key takes the old one's place; the old one is kept beside it as …until-SIZE.pem, to be destroyed once everybody
                has the checkpoint. Cut off anywhere, the ledger goes on; run it again to end the change.
                """,
                """
                追加 `ledger.keyChanged`：旧钥最后一次签名，新钥证明自身被持有；并签发由两把密钥共同签名的检查点，
                使只知旧钥者得以衔接：请交给审计人与见证人。
                新钥取代旧钥的位置；旧钥以 …until-条数.pem 保留在旁，待各方收到检查点后销毁。
                中途中断不影响账本，再次运行即可完成。
                """))
    }

    @Option(
        name: .long,
        help: ArgumentHelp(
            tr(
                "The new key, made if it is absent, and left where it is: give it with --key from then on. By default it takes the old one's place.",
                "新密钥；不存在则生成，并留在原处，此后须以 --key 指定。默认取代旧钥的位置。"), valueName: "file"),
        completion: .file())
    var newKey: String?
    @Option(name: .long, help: ArgumentHelp(tr("Who does it.", "执行人。")))
    var actor = "operator"
    @OptionGroup var writer: WriterOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let state = try StateFolder.ofUser()
        let ledger = try writer.openLedger(try ledger.folder())
        let ring = state.keyRing(ledger.origin, writer.key)
        let rotation = KeyRotation(ledger, ring: ring, state: state, surroundings: .system, options: writer.options(state))
        let outcome = try rotation.run(to: newKey, actor: actor)
        if common.json {
            var answer = JSONText()
            answer.put("index", outcome.index)
            answer.put("size", outcome.index + 1)
            answer.put("from", outcome.from.text)
            answer.put("to", outcome.to.text)
            answer.put("key", outcome.path)
            answer.put("oldKey", outcome.retiredPath)
            answer.put("duplicate", outcome.isResumed)
            Output.standard.line(answer.text)
        } else {
            if outcome.isResumed {
                Output.standard.line(
                    tr("a change that was cut off is done now; no new entry", "已完成此前中断的更换；没有新增条目"))
            }
            Output.standard.line(tr("entry     \(outcome.index)", "条目      \(outcome.index)"))
            Output.standard.line(tr("key       \(outcome.path)", "密钥      \(outcome.path)"))
            Output.standard.line(tr("old key   \(outcome.retiredPath)", "旧密钥    \(outcome.retiredPath)"))
            Output.standard.line(tr("verifier  \(outcome.to.text)", "验证公钥  \(outcome.to.text)"))
            Output.standard.line(tr("checkpoint, signed by both keys where both are at hand:", "检查点（两把密钥均在时由二者共同签名）："))
            Output.standard.raw(outcome.checkpoint.text)
        }
        Output.standard.flush()
    }
}
