internal import Ledger
internal import Proofs

/// The note in a file that was given; no signature is checked.
///
/// - Throws: ``LedgerError`` `fileNotFound`, `noteUnreadable`.
func readNote(_ path: String) throws -> SignedNote {
    guard let text = String(validating: try readWhole(path), as: UTF8.self), let note = SignedNote(text) else {
        throw LedgerError(.noteUnreadable, [path])
    }
    return note
}

/// The checkpoint in a file that was given; no signature is checked.
///
/// - Throws: ``LedgerError`` `fileNotFound`, `noteUnreadable`.
func readCheckpoint(_ path: String) throws -> (note: SignedNote, checkpoint: Checkpoint) {
    let note = try readNote(path)
    guard let checkpoint = Checkpoint(body: note.body) else { throw LedgerError(.noteUnreadable, [path]) }
    return (note, checkpoint)
}

/// The same, of a ledger, signed by a key that was in force at its size.
///
/// - Throws: ``LedgerError`` `fileNotFound`, `noteUnreadable`, `undecided` where another key signed, `noteBroken`.
func readCheckpoint(_ path: String, of ledger: Ledger) throws -> (note: SignedNote, checkpoint: Checkpoint) {
    let (note, checkpoint) = try readCheckpoint(path)
    guard checkpoint.origin.utf8.elementsEqual(ledger.origin.utf8) else {
        throw LedgerError(.undecided, [tr("the checkpoint is of \(checkpoint.origin)", "检查点属于 \(checkpoint.origin)")])
    }
    let keys = try ledger.keyHistory()
    switch keys.standing(of: note, size: checkpoint.size) {
    case .verified: return (note, checkpoint)
    case .absent:
        let wanted = keys.keys(atCheckpoint: checkpoint.size).map(\.text).joined(separator: ", ")
        throw LedgerError(.undecided, [tr("the checkpoint is not signed by \(wanted)", "检查点没有 \(wanted) 的签名")])
    case .broken: throw LedgerError(.noteBroken, [path, tr("the signature", "签名不符")])
    }
}
