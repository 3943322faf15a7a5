/// A text with signatures below it. C2SP signed-note.
public struct SignedNote: Hashable, Sendable {
    public struct Signature: Hashable, Sendable {
        public let name: String
        /// 4 bytes of key hash, then the signature itself.
        public let bytes: [UInt8]

        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }

        /// Whether it stands under the name and hash of `key`; names are compared byte by byte.
        func isNamed(_ key: VerifierKey) -> Bool {
            name.utf8.elementsEqual(key.name.utf8) && bytes.count > 4 && Array(bytes[..<4]) == key.hash
        }

        /// The line of the note, with its end.
        public var line: String { "\u{2014} \(name) \(base64Text(bytes))\n" }
    }

    /// The signed text; ends in a line feed.
    public let body: String
    public let signatures: [Signature]

    public init(body: String, signatures: [Signature]) {
        precondition(body.utf8.last == 0x0A)
        self.body = body
        self.signatures = signatures
    }

    /// Signs `body` with one key.
    public init(body: String, name: String, key: SigningKey) {
        let verifier = VerifierKey(name: name, publicKey: key.publicKey)
        self.init(body: body, signatures: [Signature(name: name, bytes: verifier.hash + key.sign(Array(body.utf8)))])
    }

    /// Parses a note; `nil` where it is none.
    public init?(_ text: String) {
        let units = Array(text.utf8)
        // The last empty line divides body and signatures; compared as bytes, since Swift's text order knows clusters.
        guard units.last == 0x0A, let split = (1..<units.count).last(where: { units[$0] == 0x0A && units[$0 - 1] == 0x0A }),
            let body = String(validating: units[..<split], as: UTF8.self)
        else { return nil }
        var signatures: [Signature] = []
        for line in units[(split + 1)...].split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            guard let line = String(validating: line, as: UTF8.self) else { return nil }
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "\u{2014}", isNoteName(String(parts[1])),
                let bytes = Proofs.bytes(base64: String(parts[2])), bytes.count >= 5
            else { return nil }
            signatures.append(Signature(name: String(parts[1]), bytes: bytes))
        }
        guard !signatures.isEmpty, !body.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" }) else { return nil }
        self.init(body: body, signatures: signatures)
    }

    public var text: String { body + "\n" + signatures.map(\.line).joined() }

    /// What the note says of `key`.
    public enum Standing: Hashable, Sendable { case verified, absent, broken }

    /// Whether `key` signed the note: a signature under its name and hash must verify, others are passed over.
    public func standing(of key: VerifierKey) -> Standing {
        var result = Standing.absent
        for signature in signatures where signature.isNamed(key) {
            let isSound =
                switch key.kind {
                case .log: key.publicKey.verifies(Array(signature.bytes[4...]), Array(body.utf8))
                case .cosignature: isCosignature(signature.bytes, of: key)
                }
            guard isSound else { return .broken }
            result = .verified
        }
        return result
    }
}
