/// One entry's place in a signed tree, as a file. C2SP tlog-proof.
public struct LogProof: Hashable, Sendable {
    public let inclusion: InclusionProof
    public let checkpoint: SignedNote

    private static let header = "c2sp.org/tlog-proof@v1"

    /// `inclusion.size` must be the checkpoint's.
    public init(inclusion: InclusionProof, checkpoint: SignedNote) {
        self.inclusion = inclusion
        self.checkpoint = checkpoint
    }

    public var text: String {
        var lines = "\(Self.header)\nindex \(inclusion.index)\n"
        for digest in inclusion.path { lines += base64Text(digest.array) + "\n" }
        return lines + "\n" + checkpoint.text
    }

    /// Parses a proof file; `nil` where it is none.
    public init?(_ text: String) {
        let units = Array(text.utf8)
        guard let split = (1..<max(units.count, 1)).first(where: { units[$0] == 0x0A && units[$0 - 1] == 0x0A }),
            let head = String(validating: units[..<split], as: UTF8.self),
            let tail = String(validating: units[(split + 1)...], as: UTF8.self),
            let note = SignedNote(tail), let checkpoint = Checkpoint(body: note.body)
        else { return nil }
        let lines = head.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        guard lines.count >= 2, lines.count <= 65, lines[0] == Self.header, lines[1].hasPrefix("index "),
            let index = UInt64(lines[1].dropFirst(6)), "index \(index)" == lines[1]
        else { return nil }
        var path: [Digest] = []
        for line in lines.dropFirst(2) {
            guard let bytes = Proofs.bytes(base64: String(line)), bytes.count == 32 else { return nil }
            path.append(Digest(bytes.span))
        }
        self.init(inclusion: InclusionProof(index: index, size: checkpoint.size, path: path), checkpoint: note)
    }
}
