internal import CanonicalJSON
internal import Ledger
internal import Proofs

/// Builds the payload of an automatic step: its own members among the common ones, sorted.
struct AutomaticPayload {
    struct Member: Hashable, Sendable {
        let name: String
        /// Canonical.
        let json: [UInt8]
    }

    private(set) var members: [Member] = []

    /// `asOf`, `rule`, `ruleSet`: what every automatic step says about itself.
    mutating func putCommon(_ rule: AutomaticRule, asOf now: Int64, ruleSet: Digest) {
        put("asOf", CivilTime.text(ofMilliseconds: now))
        put("rule", rule.id)
        put("ruleSet", ruleSet.hex)
    }

    mutating func put(_ name: String, _ value: String) { put(name, json: Self.text(value)) }

    mutating func put(_ name: String, json: [UInt8]) { members.append(Member(name: name, json: json)) }

    mutating func put(_ name: String, _ values: [String]) { put(name, list: values.map(Self.text)) }

    mutating func put(_ name: String, list values: [[UInt8]]) {
        put(name, json: [0x5B] + Array(values.joined(separator: [0x2C])) + [0x5D])
    }

    private static func text(_ value: String) -> [UInt8] {
        let units = Array(value.utf8)
        var out = ByteBuilder(capacity: units.count + 8)
        do throws(Fault) { try appendCanonicalString(units.span, to: &out) } catch { preconditionFailure("a String is UTF-8") }
        return out.bytes
    }

    var data: [UInt8] {
        JSONWriter.object { writer in
            for member in members.sorted(by: { $0.name < $1.name }) { writer.member(member.name, json: member.json) }
        }
    }
}
