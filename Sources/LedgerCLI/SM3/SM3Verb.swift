internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

/// A second root with the national algorithms, for platforms and assessments that ask for them.
struct SM3Verb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "sm3",
            abstract: tr("A second root over SM3, signed with SM2.", "以 SM3 计算第二个根，并以 SM2 签名。"),
            discussion: tr(
                """
                The same lines in a tree that has SM3 wherever the log's has SHA-256, computed when asked for. The note names both \
                roots, so whoever accepts one is bound to the other. docs/FORMAT.md has the bytes.
                  deedlog sm3 root
                  deedlog sm3 key                            makes the SM2 key, prints what to hand out
                  deedlog sm3 sign cp -o cp.sm3
                  deedlog sm3 verify cp.sm3 --key KEYFILE --checkpoint cp
                """,
                """
                同样的条目，凡日志用 SHA-256 之处均改用 SM3，按需计算。签名文本同时载明两个根，接受其一即受另一约束。字节格式见 docs/FORMAT.md。
                  deedlog sm3 root
                  deedlog sm3 key                            生成 SM2 密钥，输出可公布的公钥
                  deedlog sm3 sign cp -o cp.sm3
                  deedlog sm3 verify cp.sm3 --key 公钥文件 --checkpoint cp
                """),
            subcommands: [SM3Root.self, SM3Key.self, SM3Sign.self, SM3Verify.self])
    }
}

/// Where the SM2 key is.
struct SM2KeyOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(tr("The SM2 key; by default in the state folder.", "SM2 密钥；默认位于状态目录。"), valueName: "file"),
        completion: .file())
    var key: String?

    func path(_ origin: String) throws -> String { try key ?? StateFolder.ofUser().sm2KeyPath(origin) }
}
