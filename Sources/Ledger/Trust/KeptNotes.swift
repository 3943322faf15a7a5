public import Proofs
internal import Storage

/// The checkpoints of an origin that this machine released, with the cosignatures gathered for them. They are for people to look
/// at; what was released last is what the release record says.
extension StateFolder {
    /// Where the checkpoint of `size` entries is kept.
    public func keptPath(_ origin: String, size: UInt64) -> String { "\(keptFolder(origin))/\(size)" }

    private func keptFolder(_ origin: String) -> String { "\(path)/checkpoints/\(name(origin))" }

    /// Keeps `note`, with the signatures that were kept before.
    ///
    /// - Throws: ``LedgerError`` `logForked` where another tree of that size was kept: nothing is changed.
    public func keep(_ note: SignedNote) throws {
        guard let checkpoint = Checkpoint(body: note.body) else { throw LedgerError(.noteUnreadable, [note.body]) }
        let path = keptPath(checkpoint.origin, size: checkpoint.size)
        try withLock(keptFolder(checkpoint.origin)) {
            try Files.createFolders(Files.parent(path))
            var whole = note
            if let old = try kept(checkpoint.origin, size: checkpoint.size) {
                guard old.body == note.body else {
                    throw LedgerError(.logForked, [checkpoint.origin, String(checkpoint.size), path])
                }
                whole = old.adding(note.signatures)
                if whole == old { return }
            }
            try Files.replace(path, Array(whole.text.utf8))
        }
    }

    /// What is kept of that size; `nil` where nothing is.
    public func kept(_ origin: String, size: UInt64) throws -> SignedNote? {
        let path = keptPath(origin, size: size)
        guard Files.exists(path) else { return nil }
        let note = try readNote(path, origin)
        guard Checkpoint(body: note.body)?.size == size else { throw LedgerError(.noteUnreadable, [path]) }
        return note
    }

    /// All that is kept of `origin`, by rising size.
    public func kept(_ origin: String) throws -> [SignedNote] {
        guard Files.exists(keptFolder(origin)) else { return [] }
        let sizes = try Files.names(keptFolder(origin)).compactMap { UInt64($0) }.sorted()
        var notes: [SignedNote] = []
        for size in sizes { if let note = try kept(origin, size: size) { notes.append(note) } }
        return notes
    }

    /// A checkpoint of `origin` in a file.
    ///
    /// - Throws: ``LedgerError`` `noteUnreadable` for one that is damaged, or of another origin.
    func readNote(_ path: String, _ origin: String) throws -> SignedNote {
        let bytes: [UInt8]
        do throws(StoreError) { bytes = try Files.read(path) } catch {
            // Such as a link that leads nowhere: it is no ledger that is missing.
            throw error.code == .noSuchFile
                ? LedgerError(.noteUnreadable, [path]) : LedgerError(.inputOutput, [path, "\(error)"])
        }
        guard let text = String(validating: bytes, as: UTF8.self), let note = SignedNote(text),
            let checkpoint = Checkpoint(body: note.body), checkpoint.origin.utf8.elementsEqual(origin.utf8)
        else { throw LedgerError(.noteUnreadable, [path]) }
        return note
    }
}
