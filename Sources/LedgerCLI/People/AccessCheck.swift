internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs

struct AccessCheck: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "check", abstract: tr("Say whether an access would be allowed, and why.", "说明某次查阅是否被允许及理由。"),
            discussion: tr(
                """
                Decides as `show --reveal` does, shows nothing and records nothing. Without --party it says what the matrix asks for. \
                Ends with 0 if everything asked for is allowed, 77 if not; each field is answered for itself.
                  deedlog access check --role lenderOfficer --purpose bankSharing --resource finance --party p-31 --actor bank-a
                """,
                """
                与 `show --reveal` 采用同一判定，但不显示也不登记任何内容。不给出 --party 时说明矩阵的要求。\
                所求全部允许以 0 结束，否则以 77 结束；每个数据项分别答复。
                  deedlog access check --role lenderOfficer --purpose bankSharing --resource finance --party p-31 --actor bank-a
                """))
    }

    @Option(name: .long, help: ArgumentHelp(tr("As what.", "角色。")))
    var role: Role
    @Option(name: .long, help: ArgumentHelp(tr("What for.", "目的。")))
    var purpose: Purpose
    @Option(name: .long, help: ArgumentHelp(tr("Which part of the person's data.", "资源。")))
    var resource: PersonalResource
    @Option(name: .long, help: ArgumentHelp(tr("To do what.", "操作。")))
    var action = AccessAction.read
    @Option(name: .long, help: ArgumentHelp(tr("Whose data.", "当事人。"), valueName: "id"))
    var party: String?
    @Option(name: .long, help: ArgumentHelp(tr("Who asks: the name that consents give.", "查阅人：同意中所列名称。")))
    var actor = "operator"
    @Option(
        name: .long, help: ArgumentHelp(tr("A field of the resource; all of them if absent.", "数据项；缺省为全部。"), valueName: "field"))
    var field: [String] = []
    @Option(name: .long, help: ArgumentHelp(tr("The deal that both take part in.", "双方同在的交易。"), valueName: "id"))
    var deal: String?
    @Option(name: .long, help: ArgumentHelp(tr("On which day; today if absent.", "日期；缺省为今日。"), valueName: "date"))
    var on: String?
    @OptionGroup var token: TokenOption
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if party == nil && (deal != nil || !field.isEmpty || on != nil || token.tokenFile != nil) {
            throw ValidationError(
                tr("--deal, --field, --on and --token-file ask about a --party", "--deal、--field、--on、--token-file 须与 --party 同用")
            )
        }
    }

    func run() throws {
        defer { Output.standard.flush() }
        let matrix = AccessMatrix.house
        guard let party else { return try answer(matrix.row(role, resource, action, purpose), matrix) }
        let ledger = try ledger.open()
        let id = ClerkSource.name(party, of: "party"), day = try on.map(ClerkSource.date) ?? today()
        let token = try token.token(in: ledger, role: role, purpose: purpose, party: id, on: day)
        let asker = token?.holder ?? actor
        let request = AccessRequest(
            actor: asker, role: role, purpose: purpose, resource: resource, action: action, party: id, fields: field, day: day,
            deal: try deal.flatMap { try ledger.sharedDeal($0, of: asker, role, and: id) })
        let decision = decideAccess(request, matrix: matrix, party: try ledger.party(id))
        if common.json { Output.standard.line(object(decision, token).text) } else { show(decision) }
        if !decision.isAllowed { throw ExitCode(77) }
    }

    /// What the matrix says before anybody's data are asked for.
    private func answer(_ row: AccessRow?, _ matrix: AccessMatrix) throws {
        if common.json {
            var one = JSONText()
            one.put("allowed", row != nil)
            if let row {
                one.put("basis", row.cover.word)
                one.put("sight", row.sight.rawValue)
                one.put("source", row.source)
            } else {
                one.put("reason", AccessReason.notInMatrix.rawValue)
            }
            one.put("matrix", matrix.digest.hex)
            Output.standard.line(one.text)
        } else if let row {
            Output.standard.line(
                tr(
                    "allowed, \(row.sight.rawValue), where this covers it: \(row.cover.wording.english)  (\(row.source))",
                    "允许（\(row.sight.wording.chinese)），须有：\(row.cover.wording.chinese)  （\(row.source)）"))
        } else {
            Output.standard.line(tr("denied: ", "拒绝：") + tr(AccessReason.notInMatrix.wording))
        }
        if row == nil { throw ExitCode(77) }
    }

    private func object(_ decision: AccessDecision, _ token: AccessToken?) -> JSONText {
        var one = JSONText()
        one.put("allowed", decision.isAllowed)
        one.put("party", decision.request.party)
        one.put("actor", decision.request.actor)
        one.put("role", role.rawValue)
        one.put("purpose", purpose.rawValue)
        one.put("resource", resource.rawValue)
        one.put("action", action.rawValue)
        one.put("day", "\(decision.request.day)")
        if let deal = decision.request.deal { one.put("deal", deal) }
        if let token { one.put("token", token.id) }
        one.put(
            "fields",
            objects: decision.fields.map { field in
                var row = JSONText()
                row.put("field", field.name)
                row.put("allowed", field.isAllowed)
                row.put("reason", field.reason.rawValue)
                if let basis = field.basis { row.put("basis", basis) }
                if let sight = field.sight { row.put("sight", sight.rawValue) }
                return row
            })
        one.put("matrix", decision.matrix.hex)
        return one
    }

    private func show(_ decision: AccessDecision) {
        var table = TableText([tr("field", "数据项"), tr("answer", "答复"), tr("basis", "依据"), tr("why", "理由")])
        for field in decision.fields {
            table.add([
                field.name, field.sight.map { tr($0.wording) } ?? tr("denied", "拒绝"), field.basis ?? "-",
                tr(field.reason.wording),
            ])
        }
        Output.standard.raw(table.text)
    }
}
