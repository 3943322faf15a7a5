internal import Proofs
internal import Storage

extension StateFolder {
    /// Where checkpoints of `origin` lie that contradict each other.
    public func contradictionsPath(_ origin: String) -> String { "\(path)/contradictions/\(name(origin))" }

    /// Keeps both of two checkpoints that cannot both be true of one log, as evidence.
    ///
    /// - Returns: the error to throw, which names both and where they are.
    func contradiction(
        _ origin: String, _ one: SignedNote, _ other: SignedNote, _ code: LedgerError.Code = .forked
    ) throws -> LedgerError {
        let folder = contradictionsPath(origin)
        var sizes: [String] = [], paths: [String] = []
        for note in [one, other] {
            guard let checkpoint = Checkpoint(body: note.body) else { throw LedgerError(.noteUnreadable, [origin]) }
            let path = "\(folder)/\(Self.recordName(checkpoint))"
            try withLock(path) {
                // What is kept stays: a second note of the same tree says nothing new.
                if !Files.exists(path) { try Files.replace(path, Array(note.text.utf8)) }
            }
            sizes.append(String(checkpoint.size))
            paths.append(path)
        }
        return LedgerError(code, [origin] + sizes + paths)
    }

    /// A file's name for a checkpoint, that tells different trees apart.
    static func recordName(_ checkpoint: Checkpoint) -> String { "\(checkpoint.size)-\(checkpoint.root.hex)" }
}
