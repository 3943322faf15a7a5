/// What a log asks of a witness: a checkpoint, and a proof that its tree begins with the tree of an old size. C2SP tlog-witness,
/// `add-checkpoint`. As a file it proves to anybody who holds the old checkpoint that nothing before it was changed.
public struct AddCheckpointRequest: Hashable, Sendable {
    public let proof: ConsistencyProof
    public let note: SignedNote
    public let checkpoint: Checkpoint

    /// Bytes of the longest request that is read: 63 hashes, and a note with hundreds of signatures.
    public static let longestText = 64 << 10
    private static let mostHashes = 63

    /// - Returns: `nil` where the note is no checkpoint, is smaller than `oldSize`, or the path has more than 63 hashes.
    public init?(oldSize: UInt64, path: [Digest], note: SignedNote) {
        guard let checkpoint = Checkpoint(body: note.body), oldSize <= checkpoint.size, path.count <= Self.mostHashes else {
            return nil
        }
        proof = ConsistencyProof(from: oldSize, to: checkpoint.size, path: path)
        (self.note, self.checkpoint) = (note, checkpoint)
    }

    /// Parses a request; `nil` where it is none.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.longestText,
            let split = (1..<max(bytes.count, 1)).first(where: { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }),
            let head = String(validating: bytes[..<split], as: UTF8.self),
            let tail = String(validating: bytes[(split + 1)...], as: UTF8.self), let note = SignedNote(tail)
        else { return nil }
        let lines = head.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        guard let first = lines.first, first.hasPrefix("old "), let oldSize = UInt64(first.dropFirst(4)),
            first == "old \(oldSize)"
        else { return nil }
        var path: [Digest] = []
        for line in lines.dropFirst() {
            guard path.count < Self.mostHashes, let bytes = Proofs.bytes(base64: String(line)), bytes.count == 32 else {
                return nil
            }
            path.append(Digest(bytes.span))
        }
        self.init(oldSize: oldSize, path: path, note: note)
    }

    public var text: String {
        "old \(proof.from)\n" + proof.path.map { base64Text($0.array) + "\n" }.joined() + "\n" + note.text
    }
}
