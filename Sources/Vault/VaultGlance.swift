public import Ledger
internal import Proofs
internal import Storage

/// What a vault shows without its key, and without settling anything: for those who look and change nothing. The rows are not proved.
public struct VaultGlance: Sendable {
    public let masterKeyID: String
    /// `nil` where the master key was never changed.
    public let previousMasterKeyID: String?
    public let isCompactionDue: Bool
    public let live: Set<String>
    public let erased: Set<String>
    public let values: Int
    public let pending: Int
    /// Somebody has the vault open: what is pending may be theirs.
    public let isInUse: Bool

    /// - Throws: ``LedgerError`` `vaultMissing`, `formatNewer`, `vaultForeign`, `storedRowBroken`, `notAFormat`, `inputOutput`.
    public init(_ ledger: Ledger) throws {
        let path = Vault.path(of: ledger)
        guard Vault.exists(ledger) else { throw LedgerError(.vaultMissing, [path]) }
        let environment: Environment, tables: Vault.Tables
        do throws(StoreError) {
            let lock = try FileLock(path: path + "/users.lock")
            var isFree = true
            do throws(StoreError) { try lock.lock(waitMilliseconds: 0) } catch {
                guard error.code == .busy else { throw error }
                isFree = false
            }
            isInUse = !isFree
            lock.unlock()
            environment = try Environment(path: path, access: .read, mapBytes: Vault.mapBytes, tables: Vault.Tables.names.count)
            tables = try Vault.openTables(environment)
        } catch {
            throw LedgerError(error.isFormat ? .notAFormat : .inputOutput, [path, "\(error)"])
        }
        let (header, _) = try Vault.readHeader(environment, tables, path)
        guard header.created == (try Vault.createdDigest(ledger)) else { throw LedgerError(.vaultForeign, [path]) }
        masterKeyID = header.masterKeyID
        previousMasterKeyID = header.previousMasterKeyID
        isCompactionDue = header.needsCompaction
        var live: Set<String> = [], erased: Set<String> = []
        (values, pending) = try environment.read { transaction in
            try transaction.withCursor(tables.parties) { cursor in
                var isThere = try cursor.first()
                while isThere {
                    guard let row = cursor.withRow({ PartyRow(row: $1) }) else {
                        throw LedgerError(
                            .storedRowBroken, ["vault/parties", cursor.withRow { key, _ in hexText(VaultRow.array(key)) }])
                    }
                    let name = String(decoding: row.name, as: UTF8.self)
                    if row.wrapped == nil { erased.insert(name) } else { live.insert(name) }
                    isThere = try cursor.next()
                }
            }
            return (try transaction.size(of: tables.values).rows, try transaction.size(of: tables.pending).rows)
        }
        (self.live, self.erased) = (live, erased)
    }
}
