internal import ArgumentParser

/// What a clerk asks about a deal. Nothing here records anything.
struct Deal: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Look into a deal: state, history, who is answerable, what is possible.", "查看交易：状态、经过、责任人、可行步骤。"),
            discussion: tr(
                """
                  deedlog deal list --phase filed
                  deedlog deal show D-0001 --as-of 2026-03-01
                  deedlog deal why D-0001 contract.signed
                """,
                """
                  deedlog deal list --phase filed
                  deedlog deal show D-0001 --as-of 2026-03-01
                  deedlog deal why D-0001 contract.signed
                """),
            subcommands: [
                DealShow.self, DealHistoryVerb.self, DealReplay.self, DealDiff.self, DealBlame.self, DealWhy.self, DealList.self,
            ])
    }
}

/// The deal that a verb is about.
struct DealArgument: ParsableArguments {
    @Argument(help: ArgumentHelp(tr("The deal, as in deal/ID.", "交易编号，即 deal/ID 中的 ID。"), valueName: "id"))
    var id: String
}
