internal import ArgumentParser
internal import HomeSale
internal import Projections

/// What is due, across all deals.
struct AgendaVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "agenda", abstract: tr("What is due, across all deals.", "各笔交易的待办与到期事项。"),
            discussion: "  deedlog agenda list --sort dueAt --limit 20", subcommands: [AgendaList.self])
    }
}

struct AgendaList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: tr("List expiries, appointments, reminders, open conditions and disputes.", "列出到期、约定、提醒、未满足条件与争议。"),
            discussion: "  deedlog agenda list --where kind=reminder\n  deedlog agenda list --sort dueAt --limit 20")
    }

    @OptionGroup var list: ViewList

    func run() throws {
        try list.answer(
            AgendaModel.self,
            [
                ViewColumn(member: "dueAt", title: Wording("due (+08:00)", "到期时刻（东八区）"), cell: RowWords.instant("dueAt")),
                ViewColumn(member: "deal", title: Wording("deal", "交易")),
                ViewColumn(member: "detail", title: Wording("what", "事项"), cell: RowWords.agenda),
                ViewColumn(member: "kind", title: Wording("kind", "类别"), path: "agenda.kind"),
                ViewColumn(member: "dueAt", title: Wording("days left", "剩余天数"), isNumber: true, cell: RowWords.daysLeft),
                ViewColumn(member: "cause", title: Wording("entry", "依据条目"), isNumber: true),
            ])
    }
}
