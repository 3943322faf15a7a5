internal import CanonicalJSON
internal import Ledger
public import Proofs
internal import Storage

/// What an erasure is about: how many values, and a digest that names them all.
public struct ErasedValues: Hashable, Sendable {
    public let count: Int
    /// SHA-256 over the commitments, 32 bytes each, rising.
    public let digest: Digest
}

extension Vault {
    /// The values that an erasure of `party` would destroy: those of every commitment that `party` has here.
    public func erasable(_ party: String) throws -> ErasedValues {
        let all = try commitments(of: party)
        var hasher = Hasher256()
        let bytes = all.flatMap(\.array)
        return ErasedValues(count: all.count, digest: hasher.digest(of: bytes.span))
    }

    /// Destroys the key and every value of `party`, and writes the file anew without them. Its name stays, so that nobody gets a key
    /// under it again. What was committed to stays verifiable and opens no more.
    ///
    /// Done twice it does nothing the second time; cut off, it is finished by doing it again. The vault must have been opened
    /// ``Use/alone`` and is of no use afterwards.
    /// - Throws: ``LedgerError``.
    public func erase(_ party: String) throws {
        let name = Array(party.utf8)
        do {
            try environment.write { transaction in
                guard var row = try partyRow(name.span, transaction) else { return }
                for commitment in try commitments(row.number, transaction) {
                    try destroy(row.number, commitment, name: name, &transaction)
                }
                guard row.wrapped != nil else { return }
                row.wrapped = nil
                let place = VaultRow.partyKey(name.span, &hasher), erased = row.row
                try transaction.put(place.span, erased.span, in: tables.parties)
                try noteCompaction(true, &transaction)
            }
        } catch {
            throw Self.explained(error, folder)
        }
        keys.removeAll()
        try finishCompaction()
    }

    /// Whether something that was destroyed may still be in the file's free pages: an erasure or a change of the master key was cut off.
    public var isCompactionDue: Bool { header.needsCompaction }

    /// Writes the file anew where that is due. As ``erase(_:)``, only alone, and the vault is of no use afterwards.
    public func finishCompaction() throws {
        guard header.needsCompaction else { return }
        try compact()
    }
}
