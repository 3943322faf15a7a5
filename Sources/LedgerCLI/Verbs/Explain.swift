internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct Explain: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr(
                "Explain a type of step: what it holds, who may record it, what may refuse it.", "说明一种步骤：内容、可记录的角色与约束规则。"),
            discussion: tr("Without TYPE, every type by family.", "不给出 TYPE 时，按类列出全部步骤类型。"))
    }

    @Argument(help: ArgumentHelp(tr("Type of step, such as contract.signed.", "步骤类型，如 contract.signed。"), valueName: "type"))
    var type: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        if let type {
            guard let name = EventName(name: type) else {
                throw LedgerError(.typeUnknown, [type, NearestNames.types(to: type).joined(separator: ", ")])
            }
            let explanation = explain(Catalogue.type(of: name), rules: StepRules.all)
            if common.json { printJSON(explanation) } else { printPage(explanation) }
        } else if common.json {
            for family in Catalogue.families {
                for type in family.types { Output.standard.line(row(type, family).text) }
            }
        } else {
            printFamilies()
        }
        Output.standard.flush()
    }

    // All types, by family.

    private func row(_ type: EventType, _ family: EventFamily) -> JSONText {
        var one = JSONText()
        one.put("type", type.name.rawValue)
        one.put("schema", UInt64(type.schema))
        one.put("family", tr(family.title))
        one.put("title", tr(type.title))
        one.put("streams", type.streams.map(\.rawValue))
        one.put("roles", type.recorders.map(\.role.rawValue))
        return one
    }

    private func printFamilies() {
        for (number, family) in Catalogue.families.enumerated() {
            if number > 0 { Output.standard.line("") }
            Output.standard.line(tr(family.title))
            var table = TableText([tr("type", "类型"), tr("meaning", "含义"), tr("recorded by", "可记录的角色")])
            for type in family.types {
                table.add([type.name.rawValue, tr(type.title), type.recorders.map(\.role.rawValue).joined(separator: " ")])
            }
            Output.standard.raw(table.text)
        }
    }

    // One type.

    private func printJSON(_ explanation: Explanation) {
        let type = explanation.type
        var answer = JSONText()
        answer.put("type", type.name.rawValue)
        answer.put("schema", UInt64(type.schema))
        answer.put("title", tr(type.title))
        answer.put("effect", tr(type.effect))
        answer.put("source", type.source)
        answer.put("subjects", explanation.subjects)
        answer.put("members", objects: explanation.members.map(member))
        answer.put("common", objects: explanation.common.map(member))
        answer.put(
            "recorders",
            objects: type.recorders.map { recorder in
                var one = JSONText()
                one.put("role", recorder.role.rawValue)
                one.put("attestations", attestations(recorder).map(\.rawValue))
                return one
            })
        answer.put(
            "rules",
            objects: explanation.rules.map { rule in
                var one = JSONText()
                one.put("rule", rule.id)
                one.put("demand", tr(rule.demand))
                one.put("remedy", tr(rule.remedy))
                one.put("source", rule.source)
                return one
            })
        // The example is canonical JSON already: it goes in as it stands.
        let example = String(decoding: explanation.example, as: UTF8.self)
        Output.standard.line("\(answer.text.dropLast()),\"example\":\(example)}")
    }

    private func member(_ member: Explanation.Member) -> JSONText {
        var one = JSONText()
        one.put("path", member.path)
        one.put("kind", member.kind.label)
        one.put("required", member.isRequired)
        one.put("meaning", tr(member.meaning))
        one.put("expected", tr(member.kind.wording))
        if let privacy = member.kind.privacy { one.put("personal", privacy) }
        return one
    }

    private func printPage(_ explanation: Explanation) {
        let type = explanation.type
        let out = Output.standard
        out.line("\(type.name.rawValue)  \(tr(type.title))")
        out.line(tr(type.effect))
        out.line(tr("source    ", "依据      ") + type.source)
        out.line(tr("subject   ", "流        ") + explanation.subjects.joined(separator: ", "))
        if type.schema > 1 { out.line(tr("schema    ", "结构版本  ") + String(type.schema)) }

        var members = TableText([tr("member", "成员"), tr("kind", "类型"), "", tr("meaning", "含义")])
        for member in explanation.members {
            let label = member.kind.label
            // Many words to choose from would push every other column off the page.
            let isLong = label.contains("|") && label.count > 40
            members.add([
                member.path, isLong ? "choice" : label, member.isRequired ? tr("required", "必填") : "",
                tr(member.meaning) + (isLong ? tr(": ", "：") + label.split(separator: "|").joined(separator: ", ") : ""),
            ])
        }
        if !explanation.members.isEmpty { out.raw("\n" + members.text) }
        printPersonal(explanation.members)
        let common = explanation.common.filter { !$0.path.contains(".") }.map(\.path)
        out.line(tr("and, as in any step: ", "另可含（任何步骤均可）：") + common.joined(separator: ", "))

        var roles = TableText([tr("role", "角色"), tr("attestation", "证明方式")])
        for recorder in type.recorders {
            let words = attestations(recorder).map { named($0.rawValue, $0.wording) }
            roles.add([named(recorder.role.rawValue, recorder.role.wording), words.joined(separator: ", ")])
        }
        out.raw("\n" + roles.text)

        if !explanation.rules.isEmpty {
            var rules = TableText([tr("rule", "规则"), tr("demand", "要求"), tr("source", "依据")])
            for rule in explanation.rules { rules.add([rule.id, tr(rule.demand), rule.source]) }
            out.raw("\n" + rules.text)
        }
        out.line("\n" + tr("example", "示例"))
        out.line(String(decoding: explanation.example, as: UTF8.self))
    }

    /// Which members are about people, and how they are written.
    private func printPersonal(_ members: [Explanation.Member]) {
        func paths(_ privacy: String) -> String? {
            let paths = members.filter { $0.kind.privacy == privacy }.map(\.path)
            return paths.isEmpty ? nil : paths.joined(separator: tr(", ", "、"))
        }
        let form = #"{"$personal":{"party":…,"value":…}}"#
        if let sealed = paths("sealed") {
            Output.standard.line(
                tr("personal, never in the clear: \(sealed). Write \(form)", "个人信息，不得明文：\(sealed)。请写作 \(form)"))
        }
        if let words = paths("sealedIfPersonal") {
            Output.standard.line(
                tr("words that may not be about a person unless sealed: \(words)", "文字，涉及个人者须封存：\(words)"))
        }
    }

    /// The identifier, and for a Chinese reader its word beside it.
    private func named(_ identifier: String, _ wording: Wording) -> String {
        Language.current == .chinese ? "\(identifier) \(wording.chinese)" : identifier
    }

    /// In a fixed order: a set has none.
    private func attestations(_ recorder: Recorder) -> [Attestation] {
        Attestation.allCases.filter { recorder.attestations.contains($0) }
    }
}
