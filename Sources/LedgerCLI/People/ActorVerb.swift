internal import ArgumentParser

/// People and programs that sign: their keys and roles.
struct ActorVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "actor", abstract: tr("Who may act: keys, roles, approvals.", "谁可以登记：密钥、角色与核准。"),
            discussion: tr(
                """
                In a ledger made with `init --administrator`. Roles that must sign, and an administrator's, are given by two.
                  deedlog actor key tax.pem
                  deedlog actor register tax-1 --role taxRelay --public-key tax.pem.pub --sign-as a --signing-key a.pem -o request
                  deedlog actor approve request --sign-as b --signing-key b.pem
                  deedlog actor submit request
                """,
                """
                适用于以 `init --administrator` 建立的账本。须签名的角色与管理员角色由两名管理员共同授予。
                  deedlog actor key tax.pem
                  deedlog actor register tax-1 --role taxRelay --public-key tax.pem.pub --sign-as a --signing-key a.pem -o request
                  deedlog actor approve request --sign-as b --signing-key b.pem
                  deedlog actor submit request
                """),
            subcommands: [
                ActorKeyVerb.self, ActorRegister.self, ActorGrant.self, ActorEnd.self, ActorRotate.self, ActorRevoke.self,
                ActorApprove.self, ActorSubmit.self, ActorList.self, ActorShow.self,
            ])
    }
}
