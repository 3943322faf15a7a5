internal import ArgumentParser
internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Storage

/// Who must sign.
struct PolicyVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "policy", abstract: tr("Which roles must sign, and what is countersigned.", "哪些角色须签名、哪些事项须会签。"),
            discussion: tr(
                """
                  deedlog policy show --json > policy.json
                  deedlog policy set policy.json --sign-as a --signing-key a.pem --sign-as b --signing-key b.pem
                """,
                """
                  deedlog policy show --json > policy.json
                  deedlog policy set policy.json --sign-as a --signing-key a.pem --sign-as b --signing-key b.pem
                """),
            subcommands: [PolicyShow.self, PolicySet.self])
    }
}

struct PolicyShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show", abstract: tr("The signing policy in force.", "现行签名策略。"),
            discussion: tr("With --json: its payload, which `policy set` takes.", "加 --json：可供 `policy set` 使用的内容。"))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        guard let (index, policy) = try ledger.open().actorRegistry().policies.last else {
            throw LedgerError(.notFound, [tr("a signing policy (the ledger has no administrators)", "签名策略（本账本没有管理员）")])
        }
        if common.json {
            Output.standard.line(String(decoding: policy.data, as: UTF8.self))
        } else {
            Output.standard.line(tr("since entry \(index)", "自第 \(index) 条起"))
            Output.standard.line(tr("must sign: ", "须签名：") + policy.roles.joined(separator: tr(", ", "、")))
            for one in policy.countersigned {
                let roles = one.roles.joined(separator: tr(", ", "、"))
                Output.standard.line(tr("\(one.type) is signed by each of: \(roles)", "\(one.type) 须由以下角色分别签名：\(roles)"))
            }
        }
        Output.standard.flush()
    }
}

struct PolicySet: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "set", abstract: tr("Set another signing policy; two administrators sign.", "设定新的签名策略；须两名管理员签名。"))
    }

    @Argument(
        help: ArgumentHelp(
            tr(
                #"JSON: {"countersigned":[{"roles":[…],"type":…}],"roles":[…]}."#,
                #"JSON：{"countersigned":[{"roles":[…],"type":…}],"roles":[…]}。"#),
            valueName: "file"), completion: .file())
    var file: String
    @OptionGroup var change: ChangeOptions

    func run() throws {
        let policy = try read()
        try change.run(about: nil) { _, _ in .policySet(policy) }
    }

    private func read() throws -> SigningPolicy {
        guard let size = Files.size(file) else { throw LedgerError(.fileNotFound, [file]) }
        guard size <= 1 << 16 else { throw LedgerError(.inputTooLong, [String(1 << 16)]) }
        let text: [UInt8]
        do throws(StoreError) { text = try Files.read(file) } catch { throw LedgerError(wrapping: error, file) }
        guard let policy = SigningPolicy(text: text) else {
            throw LedgerError(
                .malformed,
                [
                    tr(
                        "\(file) is no signing policy: lists of roles and types, each once, in the order of their letters",
                        "\(file) 不是签名策略：应为角色与类型的列表，按字母顺序且不重复")
                ])
        }
        let roles = policy.roles + policy.countersigned.flatMap(\.roles)
        _ = try RoleOptions.known(roles)
        for one in policy.countersigned where EventName(rawValue: one.type) == nil && !one.type.hasPrefix("ext.") {
            throw LedgerError(.typeUnknown, [one.type, NearestNames.types(to: one.type).joined(separator: ", ")])
        }
        return policy
    }
}
