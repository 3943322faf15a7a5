internal import Ledger
internal import Proofs
internal import Storage

/// Where proofs go that are handed out with durable answers: `<index>.tlog-proof`, with the stored line in `.entry` beside it.
struct ReceiptFolder {
    let path: String
    let ledger: Ledger
    let key: SigningKey
    let state: StateFolder

    /// Makes the folder where it is not there.
    ///
    /// - Throws: where proofs could not be written: better before anything is stored than after.
    init(path: String, ledger: Ledger, key: SigningKey, state: StateFolder) throws {
        (self.path, self.ledger, self.key, self.state) = (path, ledger, key, state)
        do throws(StoreError) { try Files.createFolders(path) } catch { throw LedgerError(wrapping: error, path) }
        guard Files.isWritable(path) else { throw LedgerError(.readOnly, [path]) }
    }

    /// Proves durable entries, all in one checkpoint that is released now; each proof is durable when this returns.
    ///
    /// An earlier proof of the same entry is replaced: the new one is in a larger tree.
    func write(_ indexes: [UInt64]) throws {
        if indexes.isEmpty { return }
        let note = try ledger.releaseCheckpoint(key: key, state: state)
        var files: [(path: String, bytes: [UInt8])] = []
        try ledger.prove(indexes, in: note) { entry in
            let file = file(entry.proof.inclusion.index)
            files.append((file + ".entry", entry.line))
            files.append((file, Array(entry.proof.text.utf8)))
        }
        do throws(StoreError) { try Files.replace(in: path, files, mode: 0o644) } catch {
            throw LedgerError(wrapping: error, path)
        }
    }

    func file(_ index: UInt64) -> String { "\(path)/\(index).tlog-proof" }
}
