internal import Glibc
public import Ledger
internal import Proofs
internal import Storage

/// The personal values of a ledger, sealed, in an environment of their own below its folder. DESIGN.md sections 8 and 9.
///
/// Not Sendable: one per thread that seals or reads. Everybody who has it open shares a lock; whoever destroys or wraps anew holds it
/// alone.
public final class Vault {
    public enum Use: Hashable, Sendable {
        /// Takes values in and reads them.
        case sealing
        case reading
        /// Destroys or wraps anew: nobody else has it open.
        case alone
    }

    let ledger: Ledger
    let folder: String
    let environment: Environment
    let tables: Tables
    let lock: FileLock
    var header: VaultHeader
    /// What every key that wraps comes from; itself made of the master key.
    var wrappingRoot: SecretKey
    /// Codes what can be searched for.
    let searchKey: SecretKey
    /// Codes refused drafts.
    let draftKey: SecretKey
    /// Proves rows of pending portions.
    let pendingKey: SecretKey
    var hash = KeyedHash()
    var cipher = ValueCipher()
    var hasher = Hasher256()
    /// Keys of parties that were met.
    var keys: [[UInt8]: PartyKeys] = [:]
    var lastParty: (name: [UInt8], keys: PartyKeys)?
    /// Portions whose fate is known and whose marks still stand.
    var settled: [SettledPortion] = []
    /// Memory for the value at work.
    var bound: BoundText
    var sealedRow: [UInt8] = []
    /// Where nonces come from.
    let nonces: any NonceSource

    struct Tables {
        static let names = ["meta", "parties", "values", "nonces", "pending", "search"]
        let meta, parties, values, nonces, pending, search: Table

        var all: [Table] { [meta, parties, values, nonces, pending, search] }
    }

    static let mapBytes = 1 << 38
    static let usersWaitMilliseconds = 10_000

    public static func path(of ledger: Ledger) -> String { ledger.folder + "/vault" }

    /// Whether `ledger` has a vault.
    public static func exists(_ ledger: Ledger) -> Bool { Files.exists(path(of: ledger) + "/data.mdb") }

    /// Makes an empty vault for `ledger`, whole or not at all.
    ///
    /// - Throws: ``LedgerError`` `vaultExists`, `inputOutput`.
    public static func create(_ ledger: Ledger, key: MasterKey) throws {
        let path = path(of: ledger)
        guard !Files.exists(path) else { throw LedgerError(.vaultExists, [path]) }
        do {
            let identity = Array(freshBytes(16))
            let root = wrappingRoot(key, identity)
            var hash = KeyedHash()
            let header = VaultHeader(
                identity: identity, created: try createdDigest(ledger), masterKey: keyID(key),
                wrappedSearch: KeyWrap.wrap(.random(), under: wrapping("search", root, &hash)),
                wrappedDraft: KeyWrap.wrap(.random(), under: wrapping("draft", root, &hash)))
            let building = path + ".new"
            Files.removeFolder(building)
            try Files.createFolders(building)
            do {
                let environment = try Environment(
                    path: building, access: .readWrite, mapBytes: mapBytes, tables: Tables.names.count)
                let tables = try openTables(environment)
                let name = VaultHeader.key, row = header.row(root, &hash)
                try environment.write { transaction in try transaction.put(name.span, row.span, in: tables.meta) }
            }
            _ = try FileLock(path: building + "/users.lock")
            // Or a power loss leaves a vault without its file, which can neither be opened nor made.
            try Files.syncFolder(building)
            try Files.rename(building, to: path)
        } catch let error as StoreError {
            throw LedgerError(.inputOutput, [path, "\(error)"])
        }
    }

    /// Opens the vault of `ledger`. Whoever has it alone for a moment first settles what an earlier process left undone.
    ///
    /// - Throws: ``LedgerError`` `vaultMissing`, `formatNewer`, `vaultForeign`, `masterKeyWrong`, `storedRowBroken`, `busy`.
    public init(_ ledger: Ledger, key: MasterKey, use: Use, nonces: any NonceSource = RandomNonces()) throws {
        let path = Self.path(of: ledger)
        guard Self.exists(ledger) else { throw LedgerError(.vaultMissing, [path]) }
        var isAlone = false
        do throws(StoreError) {
            lock = try FileLock(path: path + "/users.lock")
            do throws(StoreError) {
                try lock.lock(waitMilliseconds: use == .alone ? Self.usersWaitMilliseconds : 0)
                isAlone = true
            } catch {
                guard error.code == .busy, use != .alone else { throw error }
                try lock.share(waitMilliseconds: Self.usersWaitMilliseconds)
            }
        } catch {
            throw error.code == .busy ? LedgerError(.vaultInUse, [path]) : LedgerError(.inputOutput, [path, "\(error)"])
        }
        do throws(StoreError) {
            environment = try Environment(path: path, access: .readWrite, mapBytes: Self.mapBytes, tables: Tables.names.count)
            tables = try Self.openTables(environment)
        } catch {
            throw LedgerError(error.isFormat ? .notAFormat : .inputOutput, [path, "\(error)"])
        }
        let row: [UInt8]
        (header, row) = try Self.readHeader(environment, tables, path)
        guard header.created == (try Self.createdDigest(ledger)) else { throw LedgerError(.vaultForeign, [path]) }
        bound = BoundText(header.created)
        wrappingRoot = Self.wrappingRoot(key, header.identity)
        guard header.masterKey == Self.keyID(key) else {
            throw LedgerError(.masterKeyWrong, [key.id, hexText(header.masterKey)])
        }
        guard
            let search = KeyWrap.unwrap(
                header.wrappedSearch.span, under: Self.wrapping("search", wrappingRoot, &hash)),
            let draft = KeyWrap.unwrap(header.wrappedDraft.span, under: Self.wrapping("draft", wrappingRoot, &hash)),
            header.row(wrappingRoot, &hash) == row
        else { throw LedgerError(.storedRowBroken, ["vault/meta", "vault"]) }
        (searchKey, draftKey) = (search, draft)
        pendingKey = hash.derive(draft, "deedlog pending v1")
        (self.ledger, folder, self.nonces) = (ledger, path, nonces)
        if isAlone {
            // Of a compaction that was cut off.
            Files.removeFolder(path + "/compact")
            try recover()
            if use != .alone { try lock.share(waitMilliseconds: 0) }
        }
    }

    // MARK: Beginnings

    static func openTables(_ environment: Environment) throws(StoreError) -> Tables {
        let opened = try environment.openTables(Tables.names)
        return Tables(
            meta: opened[0], parties: opened[1], values: opened[2], nonces: opened[3], pending: opened[4], search: opened[5])
    }

    static func readHeader(_ environment: Environment, _ tables: Tables, _ path: String) throws -> (VaultHeader, [UInt8]) {
        let name = VaultHeader.key
        let row = try environment.read { try $0.value(name.span, in: tables.meta) } ?? []
        if let header = VaultHeader(row: row) { return (header, row) }
        let format = VaultHeader.format(ofRow: row)
        if format > Int(VaultHeader.format) { throw LedgerError(.formatNewer, [path, String(format)]) }
        throw LedgerError(.storedRowBroken, ["vault/meta", "vault"])
    }

    /// Names the ledger, also among those of one origin.
    static func createdDigest(_ ledger: Ledger) throws -> Digest {
        guard let line = try ledger.line(0) else { throw LedgerError(.storedRowBroken, ["entries", "0"]) }
        var hasher = Hasher256()
        return hasher.digest(of: line.span)
    }

    /// HKDF's first half over the master key; the salt is the vault's own.
    static func wrappingRoot(_ key: MasterKey, _ identity: [UInt8]) -> SecretKey {
        var hash = KeyedHash()
        return key.secret.withSpan { hash.extract(salt: identity.span, $0) }
    }

    /// The key that wraps one thing alone: a wrapped key that is moved to another place does not unwrap there.
    static func wrapping(_ what: String, _ root: SecretKey, _ hash: inout KeyedHash) -> SecretKey {
        let info = Array("deedlog wrap v1 \(what)".utf8)
        return hash.expand(root, info.span)
    }

    static func wrapping(ofParty name: Span<UInt8>, _ root: SecretKey, _ hash: inout KeyedHash) -> SecretKey {
        let info = Array("deedlog wrap v1 party ".utf8) + VaultRow.array(name)
        return hash.expand(root, info.span)
    }

    func wrapping(ofParty name: Span<UInt8>) -> SecretKey { Self.wrapping(ofParty: name, wrappingRoot, &hash) }

    static func keyID(_ key: MasterKey) -> [UInt8] { bytes(hex: key.id) ?? [] }

    static func freshBytes(_ count: Int) -> ArraySlice<UInt8> {
        SecretKey.random().withSpan { VaultRow.array($0)[..<count] }
    }
}
