internal import ArgumentParser

struct PartyVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "party",
            abstract: tr("What is held about a person: show, hand out, erase.", "所持有的个人信息：查看、提供副本、删除。"),
            discussion: tr(
                """
                  deedlog party show p-31                  how the party stands; no personal value
                  deedlog party export p-31 -o p-31        everything held about it, for the person
                  deedlog party erase p-31                 or the day until which it must be kept
                """,
                """
                  deedlog party show p-31                  当事人现状，不含个人信息原值
                  deedlog party export p-31 -o p-31        所持有的全部内容，提供给本人
                  deedlog party erase p-31                 删除；须保存的，告知保存至何日
                """),
            subcommands: [PartyShow.self, PartyExport.self, PartyErase.self])
    }
}

struct PartyArgument: ParsableArguments {
    @Argument(help: ArgumentHelp(tr("Which party: its identifier, or party/ID.", "哪位当事人：标识或 party/标识。"), valueName: "id"))
    var party: String

    var id: String { ClerkSource.name(party, of: "party") }
}
