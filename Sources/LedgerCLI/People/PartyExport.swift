internal import ArgumentParser
internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Storage
internal import Vault

struct PartyExport: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export",
            abstract: tr("Write down everything held about a person, for that person.", "导出所持有的全部个人信息，提供给本人。"),
            discussion: tr(
                "Opens the person's values: the folder is for that person alone, its files are 0600. What others are held about is not opened.",
                "会打开其原值：该目录仅供本人，文件权限 0600。他人的信息不会打开。"))
    }

    @OptionGroup var party: PartyArgument
    @Option(
        name: .shortAndLong, help: ArgumentHelp(tr("A new folder.", "新目录。"), valueName: "dir"), completion: .directory)
    var output: String
    @Option(
        name: .long, help: ArgumentHelp(tr("Who does it; where actors sign, --sign-as says it.", "执行人；须签名的账本由 --sign-as 表明。")))
    var actor = "operator"
    @Option(name: .long, help: ArgumentHelp(tr("In which role: the privacy officer, or the person.", "以何角色：个人信息保护负责人或本人。")))
    var role = Role.privacyOfficer
    @OptionGroup var signing: SigningOptions
    @OptionGroup var writer: WriterOptions
    @OptionGroup var vaultKey: VaultKeyOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let (ledger, writer, _, vault) = try writer.open(ledger.folder()) { try vaultKey.openIfThere($0, .reading) }
        defer { writer.close() }
        let record = try PartyRecord(ledger, party.id)
        if record.isUnknown { throw LedgerError(.notFound, [ErasureEntry.subject(party.id)]) }
        let signer = try signing.signer(ledger)
        let desk = AccessDesk(
            ledger: ledger, asker: Asker(actor: signer?.actor ?? actor, role: role, purpose: .subjectRequest),
            record: OwnEntryWriter(writer: writer, signer: signer))
        try desk.checkMay(.export, everythingOf: record)
        let folder = PartyFolder(path: output, ledger: ledger, record: record)
        let written = try folder.write(vault)
        if common.json {
            var answer = JSONText()
            answer.put("party", party.id)
            answer.put("folder", output)
            answer.put("entries", written.entries)
            answer.put("values", written.values)
            answer.put("unopened", written.unopened)
            answer.put("consents", written.consents)
            answer.put("accesses", written.accesses)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(
                tr(
                    "\(output): entries \(written.entries), values \(written.values), consents \(written.consents), accesses \(written.accesses)",
                    "\(output)：条目 \(written.entries)，原值 \(written.values)，同意 \(written.consents)，查阅 \(written.accesses)"))
            if written.unopened > 0 {
                Output.standard.line(
                    tr(
                        "\(written.unopened) values do not open any more: erased, or not here",
                        "\(written.unopened) 个原值已无法打开：已删除或不在此处"))
            }
        }
        Output.standard.flush()
    }
}
