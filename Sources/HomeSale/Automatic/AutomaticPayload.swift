internal import CanonicalJSON
internal import Ledger
internal import Proofs

/// Builds the payload of an automatic step: its own members among the common ones, sorted.
struct AutomaticPayload {
    private var members: [(name: String, json: [UInt8])] = []

    init(_ rule: AutomaticRule, nowMilliseconds: Int64) {
        let day = CivilDate(atMilliseconds: nowMilliseconds)
        put("asOf", CivilTime.text(ofMilliseconds: nowMilliseconds))
        put("rule", rule.id)
        put("ruleSet", RuleTable.national.digest(of: rule.keys, asOf: day).hex)
    }

    mutating func put(_ name: String, _ value: String) {
        let units = Array(value.utf8)
        var out = ByteBuilder(capacity: units.count + 8)
        do throws(Fault) { try appendCanonicalString(units.span, to: &out) } catch { preconditionFailure("a String is UTF-8") }
        members.append((name, out.bytes))
    }

    mutating func put(_ name: String, _ values: [String]) {
        let list = JSONWriter.object { $0.member("x", values) }
        // The list without the object around it.
        members.append((name, Array(list[5..<(list.count - 1)])))
    }

    var data: [UInt8] {
        JSONWriter.object { writer in
            for member in members.sorted(by: { $0.name < $1.name }) { writer.member(member.name, json: member.json) }
        }
    }
}
