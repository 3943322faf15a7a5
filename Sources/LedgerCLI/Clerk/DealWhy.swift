internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct DealWhy: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "why",
            abstract: tr("Say whether a step would be accepted now, and if not, why.", "说明某步骤现在能否登记，若不能，为何。"),
            discussion: tr(
                """
                Judges by the same rules as `append` and records nothing. Members are given as in `deedlog draft`; what is \
                required and not given is taken from the deal where it is known there, or made up and named on standard error. \
                Ends with 0 if the step would be accepted, 5 if it would be refused. --as-of asks on what was recorded up to a \
                point, and as of then; --effective on what had happened by a date.
                  deedlog deal why D-0001 contract.signed --as-of deal/D-0001:5
                  deedlog deal why D-0001 tax.paid kind=deedTax amountFen=¥12,345.67 --at 2026-03-01
                """,
                """
                与 `append` 采用同一规则判断，但不登记任何内容。成员写法同 `deedlog draft`；必填而未给出的，交易中已有的取自交易，\
                否则以示例值填充并在标准错误输出列出。可登记以 0 结束，会被拒绝以 5 结束。\
                --as-of 按截至某处已登记的内容并以当时为准；--effective 按截至某日已发生的事实。
                  deedlog deal why D-0001 contract.signed
                  deedlog deal why D-0001 tax.paid kind=deedTax amountFen=¥12,345.67 --at 2026-03-01
                """))
    }

    @OptionGroup var deal: DealArgument
    @Argument(help: ArgumentHelp(tr("The type of step.", "步骤类型。"), valueName: "type"))
    var type: String
    @Argument(help: ArgumentHelp(tr("Members of the payload.", "内容的成员。"), valueName: "member=value"))
    var members: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("When it happens; today if absent, or the day asked about.", "发生日期；缺省为今日，或所问之日。"), valueName: "date"))
    var at: String?
    @Option(name: .long, help: ArgumentHelp(tr("The whole payload instead.", "直接给出完整内容。"), valueName: "json"))
    var data: String?
    @Option(name: .long, help: ArgumentHelp(tr("As what; the first that may record it if absent.", "角色；缺省为可登记者中的第一个。")))
    var role: String?
    @Option(name: .long, help: ArgumentHelp(tr("With which attestation; the weakest allowed if absent.", "证明方式；缺省为所允许的最弱者。")))
    var attestation: String?
    @Option(name: .long, help: ArgumentHelp(tr("Who.", "登记人。")))
    var actor: String?
    @Option(name: .long, help: ArgumentHelp(tr("On which stream, such as deal/ID/loan-2.", "所在的流，如 deal/ID/loan-2。")))
    var stream: String?

    @OptionGroup var known: KnownOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if data != nil && !members.isEmpty {
            throw ValidationError(tr("give --data or member=value, not both", "--data 与 成员=值 只能择一"))
        }
        if let attestation, Attestation(rawValue: attestation) == nil {
            throw ValidationError("--attestation: \(Attestation.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() throws {
        guard let name = EventName(name: type) else {
            throw LedgerError(.typeUnknown, [type, NearestNames.types(to: type).joined(separator: ", ")])
        }
        let source = try ClerkSource(ledger)
        let id = ClerkSource.name(deal.id, of: "deal")
        let point = try known.point(of: source)
        let facts = name == .dealOpened ? [] : try source.facts(ofDeal: id, at: point)
        let question = try question(
            name, DealFile(id: id, facts: facts), facts, point, recordedAt: try time(of: point, source))
        try HomeSaleJudge().checkForm(question)
        let refusal = try source.ledger.withReader { log -> StepRefusal? in
            try self.refusal(question, KnownWorld(log, at: point))
        }
        try answer(refusal, question, source)
        if refusal != nil { throw ExitCode(5) }
    }

    /// What the rules say on the states of `world`.
    private func refusal(_ question: StepDraft, _ world: KnownWorld) throws -> StepRefusal? {
        guard let step = Step(question) else { return nil }
        do { try HomeSale.decide(step, Catalogue.type(of: step.name), world) } catch let refusal as Refusal {
            return StepRefusal(refusal)
        }
        return nil
    }

    // MARK: The question

    /// When the step would be recorded: at the point that is asked about, else now, and never before the last entry.
    private func time(of point: KnownPoint, _ source: ClerkSource) throws -> Int64 {
        if let instant = point.instantMilliseconds { return instant }
        return max(Surroundings.system.wallMilliseconds(), try source.ledger.head()?.timeMilliseconds ?? 0)
    }

    private func question(
        _ name: EventName, _ file: DealFile, _ facts: [Fact], _ point: KnownPoint, recordedAt recorded: Int64
    ) throws -> StepDraft {
        let row = Catalogue.type(of: name)
        var time = recorded
        let date = try at.map(ClerkSource.date) ?? point.effective ?? CivilDate(atMilliseconds: time)
        // A step is never recorded before it happens: what lies ahead is asked as of that noon.
        if date > CivilDate(atMilliseconds: time) {
            time =
                Int64(date.dayNumber) * CivilTime.dayMilliseconds + CivilTime.dayMilliseconds / 2 - CivilTime.offsetMilliseconds
        }
        let recorder = try recorder(row)
        let payload = try payload(row, file, facts, date, time)
        return StepDraft(
            index: point.size, timeMilliseconds: time, occurredDay: date.dayNumber, subject: try subject(row, file.id),
            revision: 0, type: type, schema: row.schema, actor: actor ?? Self.actor(recorder.role, file),
            role: recorder.role.rawValue, attestation: recorder.attestation.rawValue, cause: nil, data: payload)
    }

    private func recorder(_ row: EventType) throws -> (role: Role, attestation: Attestation) {
        var wanted = row.recorders[0].role
        if let role {
            guard let known = Role(rawValue: role) else {
                throw LedgerError(.roleUnknown, [role, NearestNames.roles(to: role).joined(separator: ", ")])
            }
            wanted = known
        }
        if let stated = attestation.flatMap({ Attestation(rawValue: $0) }) { return (wanted, stated) }
        // The weakest that is allowed, so that an answer never rests on more than a clerk has at hand.
        let allowed = [Attestation.declared, .relayed, .direct, .derived].first { row.may(wanted, $0) }
        return (wanted, allowed ?? .declared)
    }

    private static func actor(_ role: Role, _ file: DealFile) -> String {
        switch role {
        case .buyer: file.deal.buyers.first ?? "buyer"
        case .seller: file.deal.sellers.first ?? "seller"
        case .lenderOfficer, .fundCenterOfficer: file.legs.first?.loan.lender ?? role.rawValue
        case .escrowAgent: file.escrow.agreement?.agent ?? role.rawValue
        default: role.rawValue
        }
    }

    private func subject(_ row: EventType, _ id: String) throws -> String {
        if let stream { return stream }
        guard let kind = row.streams.first(where: { StreamName($0, id, 1).isOfDeal }) else {
            throw LedgerError(.usage, [tr("\(type) stands on no stream of a deal", "\(type) 不在交易的流上")])
        }
        return StreamName(kind, id, 1).subject
    }

    private func payload(
        _ row: EventType, _ file: DealFile, _ facts: [Fact], _ date: CivilDate, _ time: Int64
    ) throws -> [UInt8] {
        if let data {
            guard let canonical = canonicalObject(data) else {
                throw LedgerError(.malformed, [tr("--data is no JSON object", "--data 不是 JSON 对象")])
            }
            return canonical
        }
        var example = JSONValue(canonical: examplePayload(of: row))
        let known = file.knownMembers(of: row)
        for member in known { example.set(member.name, member.value) }
        // `SUBJECT:TYPE` stands for the last entry of that type on that stream.
        let references = Dictionary(facts.map { ("\($0.stream.subject):\($0.name.rawValue)", $0.reference) }) { $1 }
        var builder = PayloadBuilder(
            row, example: example,
            values: MemberValue(date: date) { subject, type in references["\(subject):\(type)"] },
            instant: CivilTime.text(ofMilliseconds: time))
        for member in members {
            guard let equals = member.firstIndex(of: "="), let path = MemberPath(String(member[..<equals])) else {
                throw LedgerError(.malformed, [tr("`\(member)` is no member=value", "`\(member)` 不是 成员=值")])
            }
            do throws(MemberFault) {
                try builder.state(path, String(member[member.index(after: equals)...]))
            } catch { throw LedgerError(.malformed, ["\(path): " + tr(error.wording)]) }
        }
        let (payload, filled) = builder.finished()
        let madeUp = filled.map(\.name).filter { name in !known.contains { $0.name == name } }
        if !madeUp.isEmpty {
            Talk.note(tr("made up: \(madeUp.joined(separator: ", "))", "示例值：\(madeUp.joined(separator: "、"))"))
        }
        return payload.bytes
    }
}
