internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct TokenRevoke: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revoke", abstract: tr("Revoke a token, from today on.", "吊销令牌，自今日起生效。"),
            discussion: "  deedlog token revoke 1f0c9a44 --reason leaked")
    }

    @Argument(help: ArgumentHelp(tr("Which: 8 or more digits of its digest.", "令牌：其摘要的 8 位以上。"), valueName: "id"))
    var token: String
    @Option(name: .long, help: ArgumentHelp(tr("Why.", "原因。")))
    var reason: AccessToken.Revocation
    @Option(
        name: .long, help: ArgumentHelp(tr("Who runs it; where actors sign, --sign-as says it.", "执行人；须签名的账本由 --sign-as 表明。")))
    var actor = "operator"
    @OptionGroup var signing: SigningOptions
    @OptionGroup var writer: WriterOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let (ledger, log, _, _) = try writer.open(ledger.folder())
        defer { log.close() }
        let signer = try signing.signer(ledger)
        guard let token = try AccessTokens(of: ledger).token(id: token) else {
            throw LedgerError(.notFound, [tr("token \(token)", "令牌 \(token)")])
        }
        if token.revoked == nil {
            let entry = OwnEntry(
                subject: token.subject, type: AccessToken.revokedType, key: token.revokedKey, data: token.revokedData(reason),
                actor: signer?.actor ?? actor)
            try OwnEntryWriter(writer: log, signer: signer).append([entry])
        }
        if common.json {
            var one = JSONText()
            one.put("id", token.id)
            one.put("revoked", "\(token.revoked ?? today())")
            one.put("duplicate", token.revoked != nil)
            Output.standard.line(one.text)
        } else {
            Output.standard.line(
                tr("token \(token.id) revoked on \(token.revoked ?? today())", "令牌 \(token.id) 已于 \(token.revoked ?? today()) 吊销")
            )
        }
        Output.standard.flush()
    }
}
