internal import Ledger

/// Reads the words of one step: day, role, subject, type, members, and what is expected after `=>`.
struct ScenarioStepParser {
    let words: [ScenarioWord]
    let date: CivilDate
    /// Of the step in the whole scenario, from 1.
    let number: Int
    let values: MemberValue

    func step() throws(ScenarioFault) -> ScenarioStep {
        let arrow = words.firstIndex { $0.text == "=>" } ?? words.endIndex
        guard arrow >= 4 else {
            let last = words[max(0, min(arrow, words.count) - 1)]
            throw fault(last, "a step is DAY ROLE SUBJECT TYPE member=value …", "步骤格式：日期 角色 流 类型 成员=值 …")
        }
        let outcome = arrow == words.endIndex ? ScenarioOutcome.stored : try outcome(words[(arrow + 1)...], words[arrow])
        let name = EventName(name: words[3].text)
        if name == nil && outcome != .malformed && !words[3].text.hasPrefix("ext.") {
            let hint = MemberFault.hint(words[3].text, among: EventName.allCases.map(\.rawValue))
            throw fault(
                words[3], "no type of step is called `\(words[3].text)`\(hint.english)",
                "没有名为 `\(words[3].text)` 的步骤类型\(hint.chinese)")
        }
        if name != nil && outcome != .malformed && StreamName(subject: words[2].text) == nil {
            throw fault(words[2], "`\(words[2].text)` is no subject", "`\(words[2].text)` 不是流名")
        }
        let (role, actor, attestation) = try recorder(words[1], name, isLenient: outcome == .malformed)
        var envelope = Envelope(occurred: date, key: "s-\(number)")
        let members = words[4..<arrow]
        let payload = try payload(members, name, outcome, &envelope)
        return ScenarioStep(
            place: words[0].place, date: date, timeMilliseconds: time, occurred: envelope.occurred, role: role, actor: actor,
            attestation: attestation, subject: words[2].text, type: words[3].text, name: name, payload: payload,
            stated: Set(members.compactMap { MemberPath(String($0.text.prefix { $0 != "=" }))?.root }), key: envelope.key,
            expectation: envelope.expectation, outcome: outcome)
    }

    private var time: Int64 { ScenarioStep.time(date, second: number) }

    private struct Envelope {
        var occurred: CivilDate
        var key: String
        var expectation: String?
    }

    // MARK: Who

    /// `ROLE[:ACTOR][/ATTESTATION]`.
    private func recorder(_ word: ScenarioWord, _ name: EventName?, isLenient: Bool) throws(ScenarioFault) -> (
        String, String, Attestation
    ) {
        var rest = word.text[...]
        var stated: Attestation?
        if let slash = rest.lastIndex(of: "/") {
            let text = String(rest[rest.index(after: slash)...])
            guard let attestation = Attestation(rawValue: text) else {
                let hint = MemberFault.hint(text, among: Attestation.allCases.map(\.rawValue))
                throw fault(word, "no attestation is called `\(text)`\(hint.english)", "没有名为 `\(text)` 的证明方式\(hint.chinese)")
            }
            stated = attestation
            rest = rest[..<slash]
        }
        let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let role = Role(rawValue: parts[0]) else {
            if isLenient { return (parts[0], parts.last ?? "", stated ?? .declared) }
            let hint = MemberFault.hint(parts[0], among: Role.allCases.map(\.rawValue))
            throw fault(word, "no role is called `\(parts[0])`\(hint.english)", "没有名为 `\(parts[0])` 的角色\(hint.chinese)")
        }
        return (role.rawValue, parts.count > 1 ? parts[1] : role.rawValue, stated ?? Self.attestation(role, name))
    }

    /// The weakest that the catalogue allows, so that a text never claims more than it must; where it allows none, what such a
    /// role would use.
    private static func attestation(_ role: Role, _ name: EventName?) -> Attestation {
        if let name {
            let type = Catalogue.type(of: name)
            if let allowed = [.declared, .relayed, .direct, .derived].first(where: { type.may(role, $0) }) { return allowed }
        }
        return role == .system ? .derived : role.kind == .attester ? .direct : .declared
    }

    // MARK: What

    private func payload(
        _ words: ArraySlice<ScenarioWord>, _ name: EventName?, _ outcome: ScenarioOutcome, _ envelope: inout Envelope
    ) throws(ScenarioFault) -> JSONValue {
        var builder = name.map {
            let type = Catalogue.type(of: $0)
            return PayloadBuilder(
                type, example: JSONValue(canonical: examplePayload(of: type)), values: values,
                instant: CivilTime.text(ofMilliseconds: time))
        }
        /// What is put in as it stands: members of users' own types, and those that are meant to be wrong.
        var raw: [(path: MemberPath, value: JSONValue)] = []
        for word in words {
            if try takeEnvelope(word, &envelope) { continue }
            guard let equals = word.text.firstIndex(of: "="), let path = MemberPath(String(word.text[..<equals])) else {
                throw fault(word, "`\(word.text)` is no member=value", "`\(word.text)` 不是 成员=值")
            }
            let text = String(word.text[word.text.index(after: equals)...])
            do throws(MemberFault) {
                if builder == nil { throw MemberFault("", "") }
                try builder?.state(path, text)
            } catch {
                guard name == nil || outcome == .malformed else { throw ScenarioFault(place: word.place, wording: error.wording) }
                raw.append((path, (try? values.value(text, .open)) ?? .text(text)))
            }
        }
        var payload = builder?.finished().payload ?? .object([])
        for (path, value) in raw { _ = payload.set(path, value) }
        return payload
    }

    /// `key:K`, `occurred:DAY`, `expect:new`.
    private func takeEnvelope(_ word: ScenarioWord, _ envelope: inout Envelope) throws(ScenarioFault) -> Bool {
        guard let colon = word.text.firstIndex(of: ":") else { return false }
        let text = String(word.text[word.text.index(after: colon)...])
        switch word.text[..<colon] {
        case "key": envelope.key = text
        case "expect": envelope.expectation = text
        case "occurred":
            guard let day = CivilDate(text) else { throw fault(word, "`\(text)` is no day", "`\(text)` 不是日期") }
            envelope.occurred = day
        default: return false
        }
        return true
    }

    // MARK: What becomes of it

    private func outcome(_ words: ArraySlice<ScenarioWord>, _ arrow: ScenarioWord) throws(ScenarioFault) -> ScenarioOutcome {
        guard let first = words.first else { throw fault(arrow, "nothing after =>", "=> 之后没有内容") }
        let needsRule = first.text == "refused" || first.text == "notPermitted"
        guard words.count == (needsRule ? 2 : 1) else {
            throw fault(
                words.last ?? first, "=> refused RULE, notPermitted RULE, malformed, conflict or duplicate",
                "=> 之后应为 refused 规则、notPermitted 规则、malformed、conflict 或 duplicate")
        }
        switch first.text {
        case "stored": return .stored
        case "malformed": return .malformed
        case "conflict": return .conflict
        case "duplicate": return .duplicate
        case "refused", "notPermitted":
            let rule = words[words.startIndex + 1]
            let isPermission = first.text == "notPermitted"
            let ids = StepRules.all.map(\.id).filter { $0.hasPrefix("permission.") == isPermission }
            guard ids.contains(rule.text) else {
                let hint = MemberFault.hint(rule.text, among: ids)
                throw fault(rule, "no rule is called `\(rule.text)`\(hint.english)", "没有名为 `\(rule.text)` 的规则\(hint.chinese)")
            }
            return isPermission ? .notPermitted(rule.text) : .refused(rule.text)
        default:
            let hint = MemberFault.hint(
                first.text, among: ["stored", "refused", "notPermitted", "malformed", "conflict", "duplicate"])
            throw fault(first, "no outcome is called `\(first.text)`\(hint.english)", "没有名为 `\(first.text)` 的结果\(hint.chinese)")
        }
    }
}
