internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs

struct TokenList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: tr("List the tokens there ever were; no secret is among it.", "列出历来签发的令牌；不含任何秘密。"))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let tokens = try AccessTokens(of: ledger.open()).tokens, day = today()
        var table = TableText([
            tr("token", "令牌"), tr("holder", "持有者"), tr("role", "角色"), tr("purposes", "目的"), tr("parties", "当事人"),
            tr("from", "起始"),
            tr("until", "截止"), tr("state", "状态"),
        ])
        for token in tokens {
            if common.json {
                Output.standard.line(object(token, day).text)
            } else {
                table.add([
                    token.id, token.holder, token.role, token.purposes.joined(separator: " "),
                    token.parties?.joined(separator: " ") ?? tr("all", "全部"), "\(token.from)", "\(token.until)",
                    words(token, day),
                ])
            }
        }
        if !common.json && !tokens.isEmpty { Output.standard.raw(table.text) }
        if tokens.isEmpty { Talk.note(tr("no token was issued", "尚未签发令牌")) }
        Output.standard.flush()
    }

    private func state(_ token: AccessToken, _ day: CivilDate) -> String {
        if let revoked = token.revoked, revoked <= day { return "revoked" }
        return day < token.from ? "notYet" : day > token.until ? "expired" : "live"
    }

    private func words(_ token: AccessToken, _ day: CivilDate) -> String {
        switch state(token, day) {
        case "revoked": tr("revoked", "已吊销")
        case "notYet": tr("not yet valid", "未生效")
        case "expired": tr("expired", "已过期")
        default: tr("live", "有效")
        }
    }

    private func object(_ token: AccessToken, _ day: CivilDate) -> JSONText {
        var one = JSONText()
        one.put("id", token.id)
        one.put("digest", token.digest.hex)
        one.put("holder", token.holder)
        one.put("role", token.role)
        one.put("purposes", token.purposes)
        if let parties = token.parties { one.put("parties", parties) }
        one.put("from", "\(token.from)")
        one.put("until", "\(token.until)")
        one.put("state", state(token, day))
        if let revoked = token.revoked { one.put("revoked", "\(revoked)") }
        return one
    }
}
