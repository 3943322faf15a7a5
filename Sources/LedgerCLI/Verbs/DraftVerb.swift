internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct DraftVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "draft", abstract: tr("Print a complete draft of a type of step.", "输出某类步骤的完整草稿。"),
            discussion: tr(
                """
                Members are given as member=value: paths such as plan[0].amountFen, ¥1,234.56 or ¥300万 for money, 89.56m², 3.95%, +7d, @word for a
                digest, JSON for lists and objects. What the type requires and nobody gave is filled in with made-up values and named on
                standard error. The draft can go on to `deedlog append -`.
                  deedlog draft offer.made --deal D-7 priceFen=¥300万 validUntil=+7d | deedlog append -
                """,
                """
                成员写作 成员=值：路径如 plan[0].amountFen，金额 ¥1,234.56 或 ¥300万，89.56m²、3.95%、+7d，摘要用 @词，列表与对象用 JSON。
                必填而未给出的成员以示例值填充，并在标准错误输出列出。草稿可直接交给 `deedlog append -`。
                  deedlog draft offer.made --deal D-7 priceFen=¥300万 validUntil=+7d | deedlog append -
                """))
    }

    @Argument(help: ArgumentHelp(tr("The type of step.", "步骤类型。"), valueName: "type"))
    var type: String
    @Argument(help: ArgumentHelp(tr("Members of the payload.", "内容的成员。"), valueName: "member=value"))
    var members: [String] = []
    @Option(name: .long, help: ArgumentHelp(tr("The deal; an example's if absent.", "交易；缺省为示例。"), valueName: "id"))
    var deal: String?
    @Option(name: .long, help: ArgumentHelp(tr("The whole subject instead, such as listing/L-7.", "直接给出流名，如 listing/L-7。")))
    var subject: String?
    @Option(name: .long, help: ArgumentHelp(tr("As what; the first that may record it if absent.", "角色；缺省为可登记者中的第一个。")))
    var role: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        guard let name = EventName(name: type) else {
            throw LedgerError(.typeUnknown, [type, NearestNames.types(to: type).joined(separator: ", ")])
        }
        let row = Catalogue.type(of: name)
        let recorder = try recorder(row)
        let now = Surroundings.system.wallMilliseconds()
        let values = MemberValue(date: CivilDate(atMilliseconds: now)) { _, _ in nil }
        var builder = PayloadBuilder(
            row, example: JSONValue(canonical: examplePayload(of: row)), values: values,
            instant: CivilTime.text(ofMilliseconds: now))
        for member in members {
            guard let equals = member.firstIndex(of: "="), let path = MemberPath(String(member[..<equals])) else {
                throw LedgerError(.malformed, [tr("`\(member)` is no member=value", "`\(member)` 不是 成员=值")])
            }
            do throws(MemberFault) {
                try builder.state(path, String(member[member.index(after: equals)...]))
            } catch {
                throw LedgerError(.malformed, ["\(path): " + tr(error.wording.english, error.wording.chinese)])
            }
        }
        let (payload, filled) = builder.finished()
        let attestation = Attestation.allCases.reversed().first { row.may(recorder.role, $0) } ?? .declared
        let draft = JSONValue.object([
            .init("attestation", .text(attestation.rawValue)), .init("data", payload),
            .init("role", .text(recorder.role.rawValue)),
            .init("schema", .integer(Int64(row.schema))), .init("subject", .text(try stream(row))), .init("type", .text(type)),
        ])
        Output.standard.line(draft.bytes.span)
        Output.standard.flush()
        for member in filled {
            let kind = member.kind.wording, meaning = member.meaning
            Talk.note(
                tr(
                    "made up: \(member.name): \(meaning.english); \(kind.english)",
                    "示例值：\(member.name)：\(meaning.chinese)；\(kind.chinese)"))
        }
    }

    /// The role that was asked for, or the first that may record the step.
    private func recorder(_ row: EventType) throws -> Recorder {
        guard let role else { return row.recorders[0] }
        guard let known = Role(rawValue: role) else {
            throw LedgerError(.roleUnknown, [role, NearestNames.roles(to: role).joined(separator: ", ")])
        }
        return row.recorders.first { $0.role == known } ?? Recorder(known, [known.kind == .attester ? .direct : .declared])
    }

    private func stream(_ row: EventType) throws -> String {
        if let subject {
            guard let name = StreamName(subject: subject), row.streams.contains(name.kind) else {
                let kinds = row.streams.map(\.rawValue).joined(separator: ", ")
                throw LedgerError(.payloadMalformed, [type, "subject", "a stream of kind \(kinds)", "\(kinds) 类的流"])
            }
            return subject
        }
        let ofDeal = row.streams.first { StreamName($0, "X", 1).isOfDeal }
        if let deal, let kind = ofDeal { return StreamName(kind, deal, 1).subject }
        if deal != nil {
            let word = tr("\(type) stands on no stream of a deal: give --subject", "\(type) 不在交易的流上：请给出 --subject")
            throw LedgerError(.usage, [word])
        }
        let kind = row.streams[0]
        let id = kind == .listing ? "L-0007" : kind == .party || kind == .consent ? "p-31" : ofDeal == nil ? "example" : "D-0001"
        return StreamName(kind, id, 1).subject
    }
}
