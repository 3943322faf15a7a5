internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Vault

struct PartyErase: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "erase",
            abstract: tr("Erase what is held about a person, or say until when it must be kept.", "删除所持有的个人信息；须保存的，告知期限。"),
            discussion: tr(
                """
                Destroys the party's key and values in the vault. The log keeps its commitments: every digest, root and proof stays as
                it is, and none of that party's opens any more. Holds, disputes, live deals and what the law has kept come first: then
                the answer is the day, recorded, and the exit code 5. Cut off, it is ended by running it again. Nobody else may have the
                vault open.
                """,
                """
                销毁当事人在保险库中的密钥与原值。日志保留承诺值：摘要、根与证明均不变，而其原值再也无法打开。
                保全、争议、未结交易与法定保存期优先：此时答复保存至何日并登记在案，退出码为 5。
                中断后再次运行即可完成。执行时他人不得使用保险库。
                """))
    }

    @OptionGroup var party: PartyArgument
    @Option(
        name: .long, help: ArgumentHelp(tr("Who does it; where actors sign, --sign-as says it.", "执行人；须签名的账本由 --sign-as 表明。")))
    var actor = "operator"
    @OptionGroup var signing: SigningOptions
    @OptionGroup var writer: WriterOptions
    @OptionGroup var vaultKey: VaultKeyOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let (ledger, writer, _, _) = try writer.open(ledger.folder())
        defer { writer.close() }
        let vault = try vaultKey.open(ledger, .alone)
        let signer = try signing.signer(ledger)
        let record = OwnEntryWriter(writer: writer, signer: signer)
        let asker = Asker(actor: signer?.actor ?? actor, role: .privacyOfficer, purpose: .subjectRequest)
        let desk = AccessDesk(ledger: ledger, asker: asker, record: record)
        let eraser = PartyEraser(
            ledger: ledger, vault: vault, entries: ErasureWriter(ledger: ledger, entries: record, actor: asker.actor))
        let known = try eraser.record(of: party.id)
        try desk.checkMay(.erase, everythingOf: known)
        let outcome = try eraser.run(known, on: today())
        if common.json { Output.standard.line(json(outcome)) } else { say(outcome) }
        Output.standard.flush()
        if case .deferred = outcome { throw ExitCode(5) }
    }

    private func json(_ outcome: PartyEraser.Outcome) -> String {
        var answer = JSONText()
        answer.put("party", party.id)
        switch outcome {
        case .deferred(let index, let until, let basis):
            answer.put("erased", false)
            answer.put("index", index)
            answer.put("until", "\(until)")
            answer.put("basis", basis.rawValue)
            answer.put("source", basis.source)
            answer.put("open", basis.isOpen)
        case .erased(let requested, let executed, let commitments, let keyId, let isNew):
            answer.put("erased", true)
            answer.put("requested", requested)
            answer.put("index", executed)
            answer.put("commitments", commitments.count)
            answer.put("digest", commitments.digest.hex)
            answer.put("keyId", keyId)
            answer.put("duplicate", !isNew)
        }
        return answer.text
    }

    private func say(_ outcome: PartyEraser.Outcome) {
        func line(_ english: String, _ chinese: String) { Output.standard.line(tr(english, chinese)) }
        let id = party.id
        switch outcome {
        case .deferred(let index, let until, let basis):
            let words = tr(basis.wording)
            line("kept      \(id): \(words) (\(basis.source))", "须保存    \(id)：\(words)（\(basis.source)）")
            if basis.isOpen {
                line("until     \(until) at the earliest, counted from today", "期限      最早至 \(until)，自今日起算")
            } else {
                line("until     \(until); from the day after it may be erased", "期限      至 \(until)，次日起可删除")
            }
            line(
                "          entry \(index) records it; until then nothing but keeping and protecting it is lawful",
                "          已登记为第 \(index) 条；此前除存储与保护外不得处理")
        case .erased(let requested, let executed, let commitments, let keyId, let isNew):
            if !isNew { line("          it was erased before; nothing was left to do", "          此前已删除，无需再做") }
            line(
                "erased    \(id): key \(keyId) and its values are destroyed; commitments in the log: \(grouped(commitments.count))",
                "已删除    \(id)：密钥 \(keyId) 与原值均已销毁；日志中的承诺值：\(grouped(commitments.count))")
            line("entries   \(requested) the decision, \(executed) the end", "条目      第 \(requested) 条为决定，第 \(executed) 条为完成")
            line(
                "          the log is as it was: every commitment stands and verifies, none of these opens any more",
                "          日志未变：各承诺值照旧可核验，而其原值再也无法打开")
            line(
                "left      copies of the vault from before still open with the present master key:", "尚余      此前的保险库副本仍可用现主密钥打开：")
            line(
                "          deedlog vault rotate, then destroy every copy of the old key",
                "          请 deedlog vault rotate，并销毁旧主密钥的所有副本")
            line(
                "          deedlog prove \(executed) -o FILE makes a receipt for the person",
                "          deedlog prove \(executed) -o 文件 可为本人出具凭证")
        }
    }
}
