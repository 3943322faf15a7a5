internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Vault

/// Whether and for whom sealed values are opened.
struct RevealOptions: ParsableArguments {
    @Flag(
        name: .long,
        help: ArgumentHelp(
            tr("Open sealed values, as far as the asker may see them; every asking is recorded.", "在权限范围内打开封存值；每次查阅均记录在案。")))
    var reveal = false
    @OptionGroup var asker: AskerOptions
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("The deal in which asker and person take part.", "查阅人与本人共同参与的交易。"), valueName: "id"))
    var forDeal: String?
    @OptionGroup var token: TokenOption
    @Flag(
        name: .long,
        help: ArgumentHelp(
            tr(
                "With --json: the opening of each value shown whole, by which a court can check it.",
                "与 --json 同用：附完整显示值的开启值，供法院核对。")))
    var openings = false
    @OptionGroup var writer: WriterOptions
    @OptionGroup var vaultKey: VaultKeyOptions

    func validate() throws {
        if (asker.isGiven || forDeal != nil || token.tokenFile != nil || openings) && !reveal {
            throw ValidationError(
                tr("--as, --role, --purpose and their like go with --reveal", "--as、--role、--purpose 等须与 --reveal 同用"))
        }
    }

    /// Opens the values of `sources` for the asker, and closes everything again.
    ///
    /// - Parameter deal: the deal that the entries belong to, where there is one.
    func run(
        _ folder: String, deal: String?, sources: (Ledger) throws -> [Reveal.Source]
    ) throws -> [RevealedValue] {
        var asker = try asker.asker()
        asker.deal = (forDeal ?? deal).map { ClerkSource.name($0, of: "deal") }
        let (ledger, appending, _, vault) = try writer.open(folder) { try vaultKey.open($0, .reading) }
        defer { appending.close() }
        guard let vault else { throw LedgerError(.vaultMissing, [folder]) }
        let desk = AccessDesk(
            ledger: ledger, asker: asker,
            record: OwnEntryWriter(writer: appending, signer: try self.asker.signing.signer(ledger)),
            token: token)
        return try Reveal(desk: desk, vault: vault, withOpenings: openings).run(sources(ledger))
    }
}
