internal import Proofs
internal import Storage

/// The checkpoints that a replica stores beside its entries.
///
/// `checkpoint` covers all entries of a range that is there whole. `checkpoint.next` is stored before its range is appended; entries
/// beyond the one that covers do not count until the range is whole. docs/FORMAT.md.
struct ReplicaNotes {
    /// The one whose entries are all there.
    let covering: PublishedNote?
    /// The one whose entries are still coming.
    let pending: PublishedNote?

    static func coveringPath(_ folder: String) -> String { folder + "/checkpoint" }
    static func pendingPath(_ folder: String) -> String { folder + "/checkpoint.next" }

    /// - Parameter size: how many entries the replica has.
    /// - Throws: ``LedgerError`` `noteUnreadable`.
    init(_ folder: String, size: UInt64) throws {
        let covering = try Self.read(Self.coveringPath(folder)), pending = try Self.read(Self.pendingPath(folder))
        // A crash after the last entry and before the rename.
        if let pending, pending.checkpoint.size <= size {
            (self.covering, self.pending) = (pending, nil)
        } else {
            (self.covering, self.pending) = (covering, pending)
        }
    }

    private static func read(_ path: String) throws -> PublishedNote? {
        guard let bytes = try Files.read(path, longest: PublishedNote.longestBytes) else { return nil }
        return try PublishedNote(bytes, path: path)
    }

    /// Whether a folder without `ledger.json` is a replica whose first range is not whole yet.
    static func isBegun(_ folder: String) -> Bool {
        Files.exists(coveringPath(folder)) || Files.exists(pendingPath(folder))
    }
}
