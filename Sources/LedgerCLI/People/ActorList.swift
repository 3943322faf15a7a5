internal import ArgumentParser
internal import Ledger
internal import Proofs

struct ActorList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: tr("Who is registered, with which key and roles.", "列出已登记人员及其密钥与角色。"))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let registry = try ledger.open().actorRegistry()
        var table = TableText([tr("actor", "人员"), tr("key", "密钥"), tr("state", "状态"), tr("roles", "角色")])
        for actor in registry.actors {
            let pictured = ActorPicture(actor, registry)
            if common.json {
                Output.standard.line(pictured.json.text)
            } else {
                let key = pictured.keys.last
                table.add([
                    actor.name, key?.publicKey.id.text ?? "", key.map(ActorPicture.state) ?? "",
                    pictured.live.map(ActorPicture.words).joined(separator: tr(", ", "、")),
                ])
            }
        }
        if !common.json { Output.standard.raw(table.text) }
        Output.standard.flush()
    }
}

struct ActorShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show", abstract: tr("All keys and roles that an actor has or had.", "列出某人员历来的密钥与角色。"))
    }

    @Argument(help: ArgumentHelp(tr("The actor.", "人员。"), valueName: "id")) var id: String
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let registry = try ledger.open().actorRegistry()
        guard let actor = registry.actor(id) else { throw LedgerError(.notFound, ["actor/" + id]) }
        let pictured = ActorPicture(actor, registry)
        if common.json {
            Output.standard.line(pictured.json.text)
        } else {
            for key in pictured.keys {
                Output.standard.line(
                    tr("key   ", "密钥  ") + "\(key.publicKey.id)  \(key.publicKey.algorithm.rawValue)  "
                        + tr("since entry \(key.index)", "自第 \(key.index) 条") + "  \(ActorPicture.state(key))")
            }
            for grant in actor.grants {
                let ended = grant.endedAt.map { tr(", ended by entry \($0)", "，由第 \($0) 条终止") } ?? ""
                Output.standard.line(
                    tr("role  ", "角色  ") + ActorPicture.words(grant) + "  " + tr("entry \(grant.index)", "第 \(grant.index) 条")
                        + ended)
            }
        }
        Output.standard.flush()
    }
}
