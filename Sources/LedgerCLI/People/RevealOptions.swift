internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

/// Who asks for personal values, as what and why.
struct RevealOptions: ParsableArguments {
    @Flag(
        name: .long,
        help: ArgumentHelp(
            tr("Open sealed values, as far as the asker may see them; every asking is recorded.", "在权限范围内打开封存值；每次查阅均记录在案。")))
    var reveal = false
    @Option(name: .customLong("as"), help: ArgumentHelp(tr("Who asks.", "查阅人。"), valueName: "actor"))
    var actor: String?
    @Option(name: .long, help: ArgumentHelp(tr("In which role.", "以何角色。")))
    var role: String?
    @Option(name: .long, help: ArgumentHelp(tr("For what: see `deedlog access matrix`.", "为何目的：见 `deedlog access matrix`。")))
    var purpose: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("The deal in which asker and person take part.", "查阅人与本人共同参与的交易。"), valueName: "id"))
    var forDeal: String?
    @Option(
        name: .long,
        help: ArgumentHelp(tr("A program's access token, in a file.", "程序的访问令牌文件。"), valueName: "file"),
        completion: .file())
    var tokenFile: String?
    @Flag(
        name: .long,
        help: ArgumentHelp(
            tr(
                "With --json: the opening of each value shown whole, by which a court can check it.",
                "与 --json 同用：附完整显示值的开启值，供法院核对。")))
    var openings = false

    func validate() throws {
        let others = actor != nil || role != nil || purpose != nil || forDeal != nil || tokenFile != nil || openings
        if others && !reveal {
            throw ValidationError(
                tr("--as, --role, --purpose and their like go with --reveal", "--as、--role、--purpose 等须与 --reveal 同用"))
        }
    }

    /// The asker.
    ///
    /// - Throws: ``LedgerError`` `usage`, `roleUnknown`.
    func asker() throws -> Asker {
        var asker = try Asker(actor: actor, role: role, purpose: purpose)
        asker.deal = forDeal.map { ClerkSource.name($0, of: "deal") }
        asker.token = tokenFile
        return asker
    }
}

/// Somebody who asks for personal values.
struct Asker {
    let actor: String
    let role: Role
    let purpose: Purpose
    /// The deal that is said to give a right to them.
    var deal: String?
    /// The file that a program's token is in.
    var token: String?

    /// - Throws: ``LedgerError`` `usage`, `roleUnknown`.
    init(actor: String?, role: String?, purpose: String?) throws(LedgerError) {
        guard let actor, let role, let purpose else {
            throw LedgerError(
                .usage,
                [
                    tr(
                        "personal data need an asker: --as ACTOR, --role ROLE and --purpose PURPOSE",
                        "查阅个人信息须给出 --as、--role 与 --purpose")
                ])
        }
        guard let known = Role(rawValue: role) else {
            throw LedgerError(.roleUnknown, [role, NearestNames.roles(to: role).joined(separator: ", ")])
        }
        guard let purpose = Purpose(rawValue: purpose) else {
            let all = Purpose.allCases.map(\.rawValue).joined(separator: ", ")
            throw LedgerError(.usage, [tr("--purpose: one of \(all)", "--purpose：应为 \(all) 之一")])
        }
        (self.actor, self.role, self.purpose) = (actor, known, purpose)
    }
}
