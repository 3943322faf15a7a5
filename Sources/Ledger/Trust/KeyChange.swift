internal import CanonicalJSON
public import Proofs

/// A change of key as its entry says it: `ledger.keyChanged` on `ledger`. DESIGN.md section 3.
public struct KeyChange: Hashable, Sendable {
    public static let type = "ledger.keyChanged"

    /// Verifier keys as they are written, sound or not: the one in force and the one that follows.
    public let from: String
    public let to: String
    /// Ed25519 by the new key over ``message(origin:)``: whoever names a key must hold it.
    public let proof: [UInt8]

    /// - Parameters:
    ///   - from: the key in force.
    ///   - to: the one that follows.
    public init(from: VerifierKey, to: SigningKey) {
        let next = VerifierKey(name: from.name, publicKey: to.publicKey)
        (self.from, self.to) = (from.text, next.text)
        proof = to.sign(Self.message(origin: from.name, from: from.text, to: next.text))
    }

    /// Reads a stored line; `nil` where schema, key or data are of another form.
    init?(line: Span<UInt8>) {
        guard let entry = try? parseEntryLine(line), entry.schema == 1,
            EntryGrammar.matches(line, entry.range(.type).lowerBound, "ledger.keyChanged\"")
        else { return nil }
        let data = entry.range(.data).lowerBound
        guard memberCount(line, data) == 3, let from = stringMember(line, data, "from"), let to = stringMember(line, data, "to"),
            let proof = stringMember(line, data, "proof").flatMap({ Proofs.bytes(base64: $0) }), proof.count == 64
        else { return nil }
        (self.from, self.to, self.proof) = (from, to, proof)
        // Of a key that is none, nothing says what the entry's key should be.
        guard VerifierKey(to) == nil || attributeText(line, entry, .key).utf8.elementsEqual(key.utf8) else { return nil }
    }

    /// The entry's key: `keyChanged-` and the id of the new key, so that nothing is changed twice.
    public var key: String { "keyChanged-" + (VerifierKey(to).map { hexText($0.hash) } ?? "") }

    /// The payload, canonical.
    public var data: [UInt8] {
        JSONWriter.object { writer in
            writer.member("from", from)
            writer.member("proof", base64Text(proof))
            writer.member("to", to)
        }
    }

    /// What the proof is over.
    func message(origin: String) -> [UInt8] { Self.message(origin: origin, from: from, to: to) }

    private static func message(origin: String, from: String, to: String) -> [UInt8] {
        Array("deedlog key v1\n\(origin)\n\(from)\n\(to)\n".utf8)
    }
}
