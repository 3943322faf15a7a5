internal import ArgumentParser

/// Tokens by which programs ask for personal data.
struct TokenVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "token", abstract: tr("Issue, revoke and list programs' tokens.", "签发、吊销、列出程序令牌。"),
            discussion: tr(
                """
                A token is 256 random bits, good for one role, some purposes, some parties or all, and some days. The log keeps its \
                digest; the text is shown once.
                  deedlog token issue --holder bank-a --role lenderOfficer --purpose bankSharing --until 2026-12-31 -o bank-a.token
                  deedlog token list
                  deedlog token revoke 1f0c9a44 --reason leaked
                """,
                """
                令牌为 256 位随机数，限定一个角色、若干目的、若干或全部当事人及有效期。日志只存其摘要；令牌文本仅显示一次。
                  deedlog token issue --holder bank-a --role lenderOfficer --purpose bankSharing --until 2026-12-31 -o bank-a.token
                  deedlog token list
                  deedlog token revoke 1f0c9a44 --reason leaked
                """),
            subcommands: [TokenIssue.self, TokenRevoke.self, TokenList.self])
    }
}
