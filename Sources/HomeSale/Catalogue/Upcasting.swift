internal import CanonicalJSON

/// Brings payloads of older schemas up to date when they are read; what is stored never changes.
///
/// One step per version, so that a payload of schema 1 passes through every later one. Each is a pure function that adds what
/// the newer schema asks for, in words that claim nothing that was not recorded.
public enum Upcasting {
    /// One step: from this schema of a type to the next.
    struct Step: Sendable {
        let name: EventName
        let fromSchema: UInt32
        let apply: @Sendable (Payload) -> Payload
    }

    static let steps: [Step] = [
        // Schema 1 asked for neither who decided nor why: the answer to both is that it was not stated.
        Step(name: .listingPriceChanged, fromSchema: 1) {
            $0.setting("by", json: #""unstated""#).setting("reason", json: #""unstated""#)
        }
    ]

    /// The payload in the newest schema of its type.
    ///
    /// - Parameter schema: the one it was recorded in.
    /// - Returns: `nil` for a schema that this program does not know: a newer program recorded it.
    public static func upcast(_ payload: Payload, of name: EventName, from schema: UInt32) -> Payload? {
        let newest = Catalogue.type(of: name).schema
        if schema == newest { return payload }
        guard schema >= 1, schema < newest else { return nil }
        var payload = payload
        for version in schema..<newest {
            guard let step = steps.first(where: { $0.name == name && $0.fromSchema == version }) else { return nil }
            payload = step.apply(payload)
        }
        return payload
    }
}

extension Payload {
    /// The payload with this member, in place of one of that name.
    ///
    /// - Parameters:
    ///   - name: plain ASCII.
    ///   - json: canonical JSON.
    func setting(_ name: String, json: String) -> Payload {
        let kept = members.filter { $0.name != name } + [(name: name, value: json)]
        let sorted = kept.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
        return Payload(Array(("{" + sorted.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}").utf8))
    }
}
