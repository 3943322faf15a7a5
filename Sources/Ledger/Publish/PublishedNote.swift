public import Proofs
internal import Storage

/// A checkpoint as it was found somewhere: readable, and nothing more.
public struct PublishedNote: Hashable, Sendable {
    public let note: SignedNote
    public let checkpoint: Checkpoint

    /// Far more than any number of signatures needs.
    static let longestBytes = 1 << 16

    /// - Parameter path: what the error names.
    /// - Throws: ``LedgerError`` `noteUnreadable`; also for a size that no log has: empty, or beyond 2^48.
    init(_ bytes: [UInt8], path: String) throws(LedgerError) {
        guard let text = String(validating: bytes, as: UTF8.self), let note = SignedNote(text),
            let checkpoint = Checkpoint(body: note.body), checkpoint.size > 0, checkpoint.size <= 1 << 48
        else { throw LedgerError(.noteUnreadable, [path]) }
        (self.note, self.checkpoint) = (note, checkpoint)
    }

    /// What a folder's tree was published with last; `nil` where none was.
    ///
    /// - Throws: ``LedgerError`` `noteUnreadable`, `inputOutput`.
    public init?(inFolder folder: String) throws(LedgerError) {
        let path = folder + "/" + TreePath.checkpoint
        let bytes: [UInt8]?
        do throws(StoreError) { bytes = try Files.read(path, longest: Self.longestBytes) } catch {
            throw LedgerError(.inputOutput, [path, "\(error)"])
        }
        guard let bytes else { return nil }
        try self.init(bytes, path: path)
    }
}
