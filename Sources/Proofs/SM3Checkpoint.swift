/// The second root: the same lines at the same size in a tree that has SM3 wherever the log's has SHA-256, bound to the log's own
/// root. docs/FORMAT.md, GB/T 32905.
public struct SM3Checkpoint: Hashable, Sendable {
    /// The log's checkpoint of the same size.
    public let log: Checkpoint
    public let root: Digest

    /// What the origin ends in, so that nobody takes one tree for the other.
    public static let ending = "/sm3"
    private static let extensionWord = "sha256"

    public init(log: Checkpoint, root: Digest) { (self.log, self.root) = (log, root) }

    /// The first line, and the name of the key that signs it.
    public var origin: String { log.origin + Self.ending }

    /// Origin, size, SM3 root, and `sha256` with the log's root, a line each.
    public var body: String {
        Checkpoint(origin: origin, size: log.size, root: root).body + "\(Self.extensionWord) \(base64Text(log.root.array))\n"
    }

    /// Parses a note's body; `nil` unless it is exactly what ``body`` writes.
    public init?(body: String) {
        guard let tree = Checkpoint(body: body), tree.origin.utf8.count > Self.ending.utf8.count,
            tree.origin.hasSuffix(Self.ending)
        else { return nil }
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        let word = Self.extensionWord + " "
        guard lines.count == 5, lines[4].isEmpty, lines[3].hasPrefix(word),
            let bytes = Proofs.bytes(base64: String(lines[3].dropFirst(word.count))), bytes.count == 32
        else { return nil }
        let origin = String(tree.origin.dropLast(Self.ending.count))
        self.init(log: Checkpoint(origin: origin, size: tree.size, root: Digest(bytes.span)), root: tree.root)
        guard self.body.utf8.elementsEqual(body.utf8) else { return nil }
    }
}
