internal import ArgumentParser

struct VaultVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "vault",
            abstract: tr("Keep what is personal apart from the log, sealed.", "将个人信息与日志分开，加密保管。"),
            discussion: tr(
                """
                A draft says {"$personal":{"party":"p-31","value":…}}; the log holds a commitment to it, the vault the value, sealed
                under the party's own key. Destroying that key erases the person, and every proof stays valid.
                """,
                """
                草稿写 {"$personal":{"party":"p-31","value":…}}；日志只存其承诺值，原值以当事人自己的密钥加密存入保险库。
                销毁该密钥即删除此人信息，而所有证明仍然有效。
                """),
            subcommands: [VaultInit.self, VaultStatus.self, VaultCheck.self, VaultRotate.self])
    }
}
