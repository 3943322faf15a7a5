internal import CanonicalJSON
internal import Proofs

/// `data/evidence.json` of a bag: the state of a deal, each field with the entry that says so, and the digests of the files beside.
struct EvidenceFile {
    /// What a field says of its entry.
    struct Field {
        let index: UInt64
        /// By name of the attribute.
        let told: [String: String]
    }

    let deal: String
    let origin: String
    let root: String
    let size: Int64
    let fields: [Field]
    let files: [String: Digest]

    private static let told = ["actor", "role", "time", "type"]

    /// Reads the file strictly; `nil` where it is none.
    init?(_ bytes: [UInt8]) {
        let text = bytes.span
        guard (try? canonicalValueEnd(text, 0, depth: 1)) == bytes.count, byte(text, 0) == 0x7B,
            let size = memberValue(text, 0, "size"), let number = wholeNumber(text, size),
            let fields = memberValue(text, 0, "fields"), byte(text, fields.lowerBound) == 0x5B,
            let files = memberValue(text, 0, "files"), byte(text, files.lowerBound) == 0x7B
        else { return nil }
        let texts = Self.texts(text, 0)
        guard let deal = texts["deal"], let origin = texts["origin"], let root = texts["root"] else { return nil }
        var rows: [Field] = [], digests: [String: Digest] = [:], isSound = true
        forEachElement(text, fields.lowerBound) { value in
            guard byte(text, value.lowerBound) == 0x7B, let index = memberValue(text, value.lowerBound, "index"),
                let place = wholeNumber(text, index)
            else {
                isSound = false
                return
            }
            let said = Self.texts(text, value.lowerBound).filter { Self.told.contains($0.key) }
            if said.count != Self.told.count { isSound = false }
            rows.append(Field(index: UInt64(place), told: said))
        }
        for (name, digest) in Self.texts(text, files.lowerBound) {
            guard let digest = Digest(hex: digest) else { return nil }
            digests[name] = digest
        }
        guard isSound else { return nil }
        (self.deal, self.origin, self.root, self.size) = (deal, origin, root, number)
        (self.fields, self.files) = (rows, digests)
    }

    /// The members of the object at `start` that are strings.
    static func texts(_ text: Span<UInt8>, _ start: Int) -> [String: String] {
        var found: [String: String] = [:]
        forEachMember(text, start) { name, value in
            if byte(text, value.lowerBound) == 0x22 { found[String(copying: text.extracting(name))] = stringValue(text, value) }
        }
        return found
    }
}
