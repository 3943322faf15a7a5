internal import CanonicalJSON
public import Proofs
internal import Storage

/// The ledger that a successor goes on from, and how far that one is to be believed: the member `continues` of entry 0.
/// DESIGN.md section 3.
public struct Continuation: Hashable, Sendable {
    public let origin: String
    /// At least 1.
    public let size: UInt64
    /// Root of the old log's tree at that size.
    public let root: Digest

    public init(origin: String, size: UInt64, root: Digest) {
        (self.origin, self.size, self.root) = (origin, size, root)
    }

    /// From the canonical object at `start`; `nil` where it is of another form.
    init?(_ text: Span<UInt8>, _ start: Int) {
        guard memberCount(text, start) == 3, let name = stringRange(text, start, "origin"), EntryGrammar.isOrigin(text, name),
            let size = countMember(text, start, "size"), size > 0, let root = stringRange(text, start, "root"),
            let digest = Digest(hex: text.extracting(root))
        else { return nil }
        self.init(origin: String(copying: text.extracting(name)), size: size, root: digest)
    }

    /// Canonical.
    var data: [UInt8] {
        JSONWriter.object { writer in
            writer.member("origin", origin)
            writer.member("root", root.hex)
            writer.member("size", Int64(size))
        }
    }
}

extension Ledger {
    /// The ledger that this one is the successor of; `nil` where it is none's.
    public func continuation() throws -> Continuation? {
        try environment.read { transaction in
            try transaction.withValue(at: 0, in: tables[.entries]) { LedgerCreated(line: $0)?.continues } ?? nil
        }
    }
}
