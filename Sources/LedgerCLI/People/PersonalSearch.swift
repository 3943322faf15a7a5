internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage
internal import Vault

/// Finds whose a personal number is, through the vault's keyed index. The number comes from a file or standard input, never from the
/// command line, where other users and the shell's history would see it.
struct PersonalSearch: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr(
                "Only deals of whoever has this identity number, read from a file, or - for standard input; goes with --as, --role, --purpose.",
                "仅此证件号码持有人的交易；号码由文件读入，- 为标准输入；须与 --as、--role、--purpose 同用。"), valueName: "file"),
        completion: .file())
    var partyIdNumber: String?
    @OptionGroup var asker: AskerOptions
    @OptionGroup var writer: WriterOptions
    @OptionGroup var vaultKey: VaultKeyOptions

    func validate() throws {
        if partyIdNumber == nil && asker.isGiven {
            throw ValidationError(
                tr("--as, --role and --purpose go with --party-id-number", "--as、--role、--purpose 须与 --party-id-number 同用"))
        }
        if let partyIdNumber, partyIdNumber.count(where: \.isNumber) > 10, !Files.exists(partyIdNumber) {
            throw ValidationError(
                tr(
                    "never give the number itself: write it to a file of yours, or give - and type it",
                    "切勿直接给出号码：请写入自己的文件，或用 - 由标准输入读取"))
        }
    }

    /// The parties that were looked for and that the searcher may find; `nil` where nothing was looked for.
    ///
    /// - Throws: ``LedgerError`` `accessDenied`, the same whether there is anybody to find or not.
    func parties(_ folder: String) throws -> [String]? {
        guard let partyIdNumber else { return nil }
        let asker = try asker.asker()
        var number = try read(partyIdNumber)
        defer { wipe(&number) }
        let (ledger, appending, _, opened) = try writer.open(folder) { try vaultKey.open($0, .reading) }
        defer { appending.close() }
        guard let vault = opened else { throw LedgerError(.vaultMissing, [folder]) }
        let found = try vault.parties(having: number)
        let desk = AccessDesk(
            ledger: ledger, asker: asker, record: OwnEntryWriter(writer: appending, signer: try self.asker.signing.signer(ledger))
        )
        let decisions = try desk.decide(found.map { ($0, .idNumber) }, .search)
        guard AccessMatrix.house.row(asker.role, .identity, .search, asker.purpose) != nil else {
            let reason = AccessReason.notInMatrix.wording
            throw LedgerError(.accessDenied, [PersonalField.idNumber.rawValue, reason.english, reason.chinese])
        }
        return decisions.filter(\.isAllowed).map(\.request.party)
    }

    /// The first line, without spaces behind it.
    private func read(_ path: String) throws -> [UInt8] {
        let input = try LineInput(path: path, interrupt: Interrupt(), holdsDrafts: false)
        guard case .line(var text) = try input.next(wait: true) else { return [] }
        while let last = text.last, last == 0x0D || last == 0x20 { text.removeLast() }
        return text
    }
}
