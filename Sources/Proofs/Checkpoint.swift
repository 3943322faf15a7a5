/// A size and the root of the log tree at that size. C2SP tlog-checkpoint.
public struct Checkpoint: Hashable, Sendable {
    public let origin: String
    public let size: UInt64
    public let root: Digest

    public init(origin: String, size: UInt64, root: Digest) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Parses a note's body; `nil` where it is no checkpoint. Extension lines are passed over.
    public init?(body: String) {
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, !lines[0].isEmpty, let size = UInt64(lines[1]), String(size) == lines[1], size < 1 << 63,
            let root = Proofs.bytes(base64: String(lines[2])), root.count == 32
        else { return nil }
        self.init(origin: String(lines[0]), size: size, root: Digest(root.span))
    }

    /// Origin, size and root, a line each.
    public var body: String { "\(origin)\n\(size)\n\(base64Text(root.array))\n" }

    /// What the ledger signs in each commit. It is no note and proves nothing outside. DESIGN.md section 3.
    public var headMessage: [UInt8] { Array("deedlog head v1\n".utf8) + Array(body.utf8) }
}
