internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

struct AccessLog: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "log",
            abstract: tr("List who asked for a person's data, when, and with what result.", "列出谁在何时查阅过某人信息及结果。"),
            discussion: tr(
                "Denials stand there too. Values never do.\n  deedlog access log p-31 --json",
                "被拒的查阅亦在其中；其中绝无具体取值。\n  deedlog access log p-31 --json"))
    }

    @Argument(help: ArgumentHelp(tr("Whose data.", "当事人。"), valueName: "party"))
    var party: String
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        let subject = Array("access/\(ClerkSource.name(party, of: "party"))".utf8)
        var table = TableText(
            [
                tr("time (+08:00)", "时间（东八区）"), tr("actor", "查阅人"), tr("role", "角色"), tr("action", "操作"), tr("purpose", "目的"),
                tr("fields", "数据项"), tr("answer", "答复"), tr("basis or reason", "依据或理由"),
            ], spare: [3])
        var count = 0
        _ = try ledger.forEachLine(of: subject.span) { index, line in
            guard let entry = try? parseEntryLine(line),
                let one = AccessDecided(Payload(Array(copying: line.extracting(entry.range(.data)))))
            else { throw LedgerError(.storedRowBroken, ["entries", String(index)]) }
            count += 1
            let actor = attributeText(line, entry, .actor)
            if common.json {
                Output.standard.line(object(one, index, entry, actor).text)
            } else {
                table.add([
                    localTime(entry.timeMilliseconds), actor, one.role, one.action, one.purpose,
                    one.fields.joined(separator: " "),
                    one.isAllowed ? tr("allowed", "允许") : tr("denied", "拒绝"), one.isAllowed ? one.basis : one.reason ?? "",
                ])
            }
        }
        if !common.json && count > 0 { Output.standard.raw(table.text) }
        if count == 0 { Talk.note(tr("nobody asked for data of \(party)", "尚无人查阅过 \(party) 的信息")) }
        Output.standard.flush()
    }

    private func object(_ one: AccessDecided, _ index: UInt64, _ entry: EntryLine, _ actor: String) -> JSONText {
        var row = JSONText()
        row.put("index", index)
        row.put("time", CivilTime.text(ofMilliseconds: entry.timeMilliseconds))
        row.put("actor", actor)
        row.put("role", one.role)
        row.put("action", one.action)
        row.put("purpose", one.purpose)
        row.put("resource", one.resource)
        row.put("fields", one.fields)
        row.put("allowed", one.isAllowed)
        row.put("basis", one.basis)
        if let deal = one.deal { row.put("deal", deal) }
        if let reason = one.reason { row.put("reason", reason) }
        if let token = one.token { row.put("token", token) }
        row.put("matrix", one.matrix.hex)
        return row
    }
}

/// `2026-03-01 10:03:04` on the clocks of China.
private func localTime(_ milliseconds: Int64) -> String {
    let text = CivilTime.text(ofMilliseconds: milliseconds + CivilTime.offsetMilliseconds)
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
}
