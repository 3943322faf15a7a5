internal import CanonicalJSON
internal import Proofs

/// An entry, or a draft of one, that says something of actors.
struct ActorEntry: Hashable, Sendable {
    /// Whose stream it is on; empty for a policy.
    let actor: String
    let change: ActorChange
    let key: String
    let isSigned: Bool

    /// Reads the line of an entry; `nil` where schema, stream, key or data are of another form.
    init?(line: Span<UInt8>, _ entry: EntryLine) {
        guard entry.schema == 1 else { return nil }
        let data = line.extracting(entry.range(.data))
        self.init(
            subject: attributeText(line, entry, .subject), type: String(copying: line.extracting(entry.range(.type))),
            key: attributeText(line, entry, .key), revision: entry.revision, isSigned: entry.has(.signature), data: data)
    }

    init?(subject: String, type: String, key: String, revision: UInt32, isSigned: Bool, data: Span<UInt8>) {
        guard let change = ActorChange(type: type, data: data) else { return nil }
        if case .policySet = change {
            guard subject == "ledger", key.hasPrefix("policy-") else { return nil }
            actor = ""
        } else {
            let units = Array(subject.utf8)
            guard units.starts(with: "actor/".utf8), EntryGrammar.isPlainName(units[6...]),
                key.utf8.elementsEqual(change.key(revision).utf8)
            else { return nil }
            actor = String(decoding: units[6...], as: UTF8.self)
        }
        (self.change, self.key, self.isSigned) = (change, key, isSigned)
    }
}

extension EntryGrammar {
    /// Whether an unescaped text could be an actor: 1 to 128 bytes. What else a name may not hold, a subject's grammar has refused.
    static func isPlainName(_ units: ArraySlice<UInt8>) -> Bool { !units.isEmpty && units.count <= 128 }
}
