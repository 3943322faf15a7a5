internal import ArgumentParser
internal import Ledger

struct ActorRegister: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "register", abstract: tr("Register an actor with a key and roles.", "登记人员及其密钥与角色。"))
    }

    @Argument(help: ArgumentHelp(tr("The name that drafts will give as `actor`.", "草稿中 `actor` 所用的名称。"), valueName: "id"))
    var id: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("Its public key, made by `deedlog actor key`.", "其公钥文件，由 `deedlog actor key` 生成。"), valueName: "file"),
        completion: .file())
    var publicKey: String
    @OptionGroup var roles: RoleOptions
    @OptionGroup var change: ChangeOptions

    func run() throws {
        let key = try ActorKeyFile.readPublic(publicKey)
        try change.run(about: id) { _, today in .registered(key, try roles.grant(today: today)) }
    }
}

struct ActorGrant: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "grant", abstract: tr("Give an actor more roles.", "为人员增加角色。"))
    }

    @Argument(help: ArgumentHelp(tr("The actor.", "人员。"), valueName: "id")) var id: String
    @OptionGroup var roles: RoleOptions
    @OptionGroup var change: ChangeOptions

    func run() throws { try change.run(about: id) { _, today in .roleGranted(try roles.grant(today: today)) } }
}

struct ActorEnd: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "end", abstract: tr("End roles of an actor from now on.", "自即时起终止人员的角色。"))
    }

    @Argument(help: ArgumentHelp(tr("The actor.", "人员。"), valueName: "id")) var id: String
    @Option(name: .long, help: ArgumentHelp(tr("A role; again for more.", "角色；可重复。"), valueName: "role"))
    var role: [String]
    @OptionGroup var change: ChangeOptions

    func run() throws {
        let ended = Set(try RoleOptions.known(role)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        try change.run(about: id) { _, _ in .roleEnded(ended) }
    }
}
