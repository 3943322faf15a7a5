internal import ArgumentParser
internal import Ledger

struct VaultRotate: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rotate",
            abstract: tr("Put the vault under a new master key.", "为保险库更换主密钥。"),
            discussion: tr(
                """
                Copies of the vault from before open with the old master key alone. Once every copy of that key is destroyed they are
                useless, also for parties that were erased since: nobody but you can know that, so you say it, and the ledger records it.
                  deedlog vault rotate --statement kept         the old key is put aside; the answer says where
                  deedlog vault rotate --statement destroyed    there is no other copy, and its file goes now
                Cut off, it is ended by running it again; meanwhile every verb finds the key that fits. Nobody else may have the vault open.
                """,
                """
                此前的保险库副本只能用旧主密钥打开。旧密钥的所有副本销毁之后，这些副本即告作废，对此后删除的当事人亦然。
                是否已全部销毁只有您知道，故由您声明并记入账本。
                  deedlog vault rotate --statement kept         旧密钥移至一旁，答复载明位置
                  deedlog vault rotate --statement destroyed    已无其他副本，其文件随即删除
                中断后再次运行即可完成；其间各命令会自行选用相符的密钥。执行时他人不得使用保险库。
                """))
    }

    @Option(
        name: .long,
        help: ArgumentHelp(
            tr(
                "The new key, made if it is absent, and left where it is: give it with --vault-key from then on.",
                "新密钥；不存在则生成，并留在原处，此后须以 --vault-key 指定。"),
            valueName: "file"), completion: .file())
    var newKey: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("What you say of copies of the old key: destroyed, kept.", "您对旧密钥副本的声明：destroyed（已销毁）、kept（仍保留）。"),
            valueName: "word"))
    var statement: String
    @Option(
        name: .long, help: ArgumentHelp(tr("Who does it; where actors sign, --sign-as says it.", "执行人；须签名的账本由 --sign-as 表明。")))
    var actor = "operator"
    @OptionGroup var signing: SigningOptions
    @OptionGroup var writer: WriterOptions
    @OptionGroup var vaultKey: VaultKeyOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if VaultRotated.Statement(rawValue: statement) == nil { throw ValidationError("--statement: destroyed, kept") }
    }

    func run() throws {
        guard let statement = VaultRotated.Statement(rawValue: statement) else { return }
        let (ledger, writer, _, _) = try writer.open(ledger.folder())
        defer { writer.close() }
        let signer = try signing.signer(ledger)
        let entries = ErasureWriter(
            ledger: ledger, entries: OwnEntryWriter(writer: writer, signer: signer), actor: signer?.actor ?? actor)
        let rotation = VaultRotation(
            ledger: ledger, options: vaultKey, entries: entries,
            statement: statement)
        let outcome = try rotation.run(to: newKey)
        if common.json {
            var answer = JSONText()
            answer.put("from", outcome.rotated.from)
            answer.put("to", outcome.rotated.to)
            answer.put("index", outcome.index)
            answer.put("key", outcome.path)
            answer.put("oldKey", outcome.oldPath)
            answer.put("statement", outcome.rotated.statement.rawValue)
            answer.put("duplicate", outcome.isResumed)
            Output.standard.line(answer.text)
        } else {
            say(outcome)
        }
        Output.standard.flush()
    }

    private func say(_ outcome: VaultRotation.Outcome) {
        func line(_ english: String, _ chinese: String) { Output.standard.line(tr(english, chinese)) }
        if outcome.isResumed { line("a change that was cut off is done now", "已完成此前中断的更换") }
        line("master key  \(outcome.rotated.to)", "主密钥  \(outcome.rotated.to)")
        line("in          \(outcome.path)", "位于    \(outcome.path)")
        line("entry       \(outcome.index)", "条目    第 \(outcome.index) 条")
        if let old = outcome.oldPath {
            line("old key     \(outcome.rotated.from), in \(old)", "旧密钥  \(outcome.rotated.from)，位于 \(old)")
            line(
                "            copies of the vault from before open with it; once every copy of it is destroyed they are useless",
                "        此前的保险库副本可用它打开；其所有副本销毁之后即告作废")
        } else {
            line("old key     \(outcome.rotated.from): its file is gone", "旧密钥  \(outcome.rotated.from)：文件已不在")
            line(
                "            copies of the vault from before are useless if no other copy of it is left",
                "        若再无其他副本，此前的保险库副本均已作废")
        }
    }
}
