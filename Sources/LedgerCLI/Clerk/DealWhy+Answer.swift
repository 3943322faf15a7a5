internal import HomeSale
internal import Ledger

// What `deal why` says.
extension DealWhy {
    func answer(_ refusal: StepRefusal?, _ question: StepDraft, _ source: ClerkSource) throws {
        if common.json {
            var one = JSONText()
            one.put("accepted", refusal == nil)
            one.put("rule", refusal?.rule)
            one.put("source", refusal?.source)
            one.put("rests", refusal?.rests.map(String.init) ?? [])
            one.put("missing", refusal?.missing ?? [])
            one.put("message", refusal.map { tr($0.english, $0.chinese) })
            one.put("type", type)
            one.put("subject", question.subject)
            one.put("role", question.role)
            one.put("occurred", CivilTime.text(ofDay: question.occurredDay))
            Output.standard.line(one.text)
        } else {
            Output.standard.raw(try words(refusal, question, source))
        }
        Output.standard.flush()
    }

    private static func named(_ title: String, _ name: String) -> String { tr("\(title) (\(name))", "\(title)（\(name)）") }

    private func words(_ refusal: StepRefusal?, _ question: StepDraft, _ source: ClerkSource) throws -> String {
        let title = EventName(name: type).map { tr(Catalogue.type(of: $0).title) } ?? type
        let role = Role(rawValue: question.role).map { tr($0.wording) } ?? question.role
        let day = CivilTime.text(ofDay: question.occurredDay)
        let head = paragraph([Self.named(title, type), question.subject, role, day].joined(separator: comma))
        guard let refusal else { return head + tr("would be accepted\n", "可以登记\n") }
        var rows = [(tr("refused by", "拒绝规则"), refusal.rule), (tr("because", "原因"), tr(refusal.english, refusal.chinese))]
        rows.append((tr("source", "出处"), refusal.source))
        if !refusal.missing.isEmpty {
            let missing = refusal.missing.map { name in
                let title = EventName(name: name).map { tr(Catalogue.type(of: $0).title) } ?? FieldWords.word(name)
                return title.map { Self.named($0, name) } ?? name
            }
            rows.append((tr("missing", "尚缺"), missing.joined(separator: comma)))
        }
        for index in refusal.rests {
            guard let line = try source.ledger.line(index), let fact = Fact(line: line.span) else { continue }
            rows.append(
                (tr("rests on", "依据"), "\(index)  \(fact.occurred)  \(tr(Catalogue.type(of: fact.name).title))  \(fact.who)"))
        }
        return head + pairs(rows)
    }
}
