internal import ArgumentParser

/// Who may see what of a person, and who asked.
struct AccessVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "access", abstract: tr("Who may see personal data, and who asked.", "谁可以查阅个人信息，谁查阅过。"),
            discussion: """
                  deedlog access matrix
                  deedlog access check --role lenderOfficer --purpose bankSharing --resource finance --party p-31 --actor bank-a
                  deedlog access log p-31
                """,
            subcommands: [AccessMatrixVerb.self, AccessCheck.self, AccessLog.self])
    }
}
