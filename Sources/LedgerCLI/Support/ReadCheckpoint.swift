internal import Ledger
internal import Proofs
internal import Storage

/// The checkpoint in a file that was given; no signature is checked.
///
/// - Throws: ``LedgerError`` `fileNotFound`, `noteUnreadable`.
func readCheckpoint(_ path: String) throws -> (note: SignedNote, checkpoint: Checkpoint) {
    let bytes = try readWhole(path)
    guard let text = String(validating: bytes, as: UTF8.self), let note = SignedNote(text),
        let checkpoint = Checkpoint(body: note.body)
    else { throw LedgerError(.noteUnreadable, [path]) }
    return (note, checkpoint)
}
