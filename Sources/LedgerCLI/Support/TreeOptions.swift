internal import ArgumentParser
internal import Ledger
internal import Proofs

/// In the tree of which checkpoint something is proved.
struct TreeOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("In the tree of this checkpoint; otherwise one is released now.", "以此检查点的树为准；否则现在签发。"), valueName: "file"),
        completion: .file())
    var checkpoint: String?
    @OptionGroup var signing: SigningKeyOption

    /// The checkpoint that was given, which the ledger must have signed and contain; else what a replica stores, or one released now.
    ///
    /// - Throws: ``LedgerError`` `fileNotFound`, `noteUnreadable`, `undecided`, `noteBroken`, and what releasing throws.
    func note(of ledger: Ledger) throws -> SignedNote {
        guard let checkpoint else {
            if let stored = try ledger.coveringNote() { return stored }
            let state = try StateFolder.ofUser()
            return try ledger.releaseCheckpoint(keys: state.keyRing(ledger.origin, signing.key), state: state)
        }
        let (note, given) = try readCheckpoint(checkpoint, of: ledger)
        guard try ledger.contains(given) else {
            throw LedgerError(.noteBroken, [checkpoint, tr("the log has another tree", "日志的树与其不同")])
        }
        return note
    }
}
