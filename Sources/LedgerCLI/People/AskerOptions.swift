internal import ArgumentParser
internal import HomeSale
internal import Ledger

/// Who asks for personal data, as what and why.
struct AskerOptions: ParsableArguments {
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            tr("Who asks; where actors sign, --sign-as says it.", "查阅人；须签名的账本由 --sign-as 表明。"), valueName: "actor"))
    var actor: String?
    @Option(name: .long, help: ArgumentHelp(tr("In which role.", "以何角色。")))
    var role: Role?
    @Option(name: .long, help: ArgumentHelp(tr("For what: see `deedlog access matrix`.", "为何目的：见 `deedlog access matrix`。")))
    var purpose: Purpose?
    @OptionGroup var signing: SigningOptions

    func validate() throws {
        if let actor, let signer = signing.signAs.first, actor != signer {
            throw ValidationError(tr("--as and --sign-as name two people", "--as 与 --sign-as 指向不同的人"))
        }
    }

    var isGiven: Bool { actor != nil || role != nil || purpose != nil || !signing.signAs.isEmpty }

    /// - Throws: ``LedgerError`` `usage` where something is left out.
    func asker() throws(LedgerError) -> Asker {
        guard let actor = signing.signAs.first ?? actor, let role, let purpose else {
            throw LedgerError(
                .usage,
                [
                    tr(
                        "personal data need an asker: --as ACTOR (or --sign-as), --role ROLE and --purpose PURPOSE",
                        "查阅个人信息须给出 --as（或 --sign-as）、--role 与 --purpose")
                ])
        }
        return Asker(actor: actor, role: role, purpose: purpose)
    }
}

/// Somebody who asks for personal values.
struct Asker {
    let actor: String
    let role: Role
    let purpose: Purpose
    /// The deal that is said to give a right to them.
    var deal: String?
}
