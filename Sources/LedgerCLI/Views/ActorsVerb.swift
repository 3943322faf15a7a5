internal import ArgumentParser
internal import HomeSale
internal import Projections

/// Who recorded what.
struct ActorsVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "actors", abstract: tr("Who recorded what, and what was refused.", "各操作者登记了什么、被拒了什么。"),
            discussion: "  deedlog actors list --sort refused --descending --limit 20", subcommands: [ActorsList.self])
    }
}

struct ActorsList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: tr("List the actors: entries, who vouches for them, refusals.", "列出操作者：条数、来源等级、被拒次数。"),
            discussion: tr(
                "--json and --csv also tell the types recorded and the rules that refused.\n  deedlog actors list --sort entries --descending\n  deedlog actors list --where actor=broker --json",
                "--json 与 --csv 另列所登记的类型与拒绝的规则。\n  deedlog actors list --sort entries --descending\n  deedlog actors list --where actor=broker --json"
            ))
    }

    @OptionGroup var list: ViewList

    func run() throws {
        try list.answer(
            ActorsModel.self,
            [
                ViewColumn(member: "actor", title: Wording("actor", "操作者")),
                ViewColumn(member: "entries", title: Wording("entries", "条数")),
                ViewColumn(member: "direct", title: Wording("direct", "直接签认")),
                ViewColumn(member: "relayed", title: Wording("relayed", "回执转录")),
                ViewColumn(member: "declared", title: Wording("declared", "当事人陈述")),
                ViewColumn(member: "derived", title: Wording("derived", "系统推导")),
                ViewColumn(member: "directBp", title: Wording("share direct", "签认占比")),
                ViewColumn(member: "refused", title: Wording("refused", "被拒")),
                ViewColumn(member: "lastAt", title: Wording("last at (+08:00)", "最近时刻（东八区）"), cell: RowWords.instant("lastAt")),
            ])
    }
}
