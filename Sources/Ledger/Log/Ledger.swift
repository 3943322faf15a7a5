public import Proofs
internal import Storage

/// An open ledger: its folder, its name, its key, and the store behind them.
public final class Ledger: Sendable {
    public let folder: String
    public let origin: String
    /// The key that entry 0 names, in force until a change of key; `nil` where entry 0 cannot be read.
    public let createdKey: VerifierKey?
    public let isReplica: Bool
    /// What `ledger.json` says besides; a contradiction with entry 0 is for `verify` to name.
    let header: LedgerHeader
    let environment: Environment
    let tables: LedgerTables
    /// What proofs of this ledger's entries have in common.
    let nodes = NodeCache()

    /// The format this program writes and the newest it reads.
    public static let format = 1
    /// Address space reserved for the map, not disk.
    public static let defaultMapBytes = 1 << 38
    public static let mapCeilingBytes = 1 << 42

    /// Whether the folder is read without its lock file, because it may not be written.
    public var isReadWithoutLock: Bool { environment.access == .readWithoutLock }

    /// Opens the ledger in `folder`.
    ///
    /// - Parameters:
    ///   - forWriting: the folder must be writable. Otherwise a folder that is not is read without a lock file.
    ///   - mapBytes: the map's ceiling.
    /// - Throws: ``LedgerError`` `notALedger`, `formatNewer`, `readOnly`, `openTwice`, `notAFormat`.
    public convenience init(folder: String, forWriting: Bool = false, mapBytes: Int = Ledger.defaultMapBytes) throws(LedgerError)
    {
        let writable = Files.isWritable(folder) && Files.isWritable(folder + "/data.mdb")
        let header = try LedgerHeader(folder: folder)
        if forWriting && !writable { throw LedgerError(.readOnly, [folder]) }
        let access: Environment.Access = forWriting ? .readWrite : writable ? .read : .readWithoutLock
        try self.init(folder: folder, header: header, access: access, mapBytes: mapBytes)
    }

    init(folder: String, header: LedgerHeader, access: Environment.Access, mapBytes: Int) throws(LedgerError) {
        self.folder = folder
        self.header = header
        origin = header.origin
        isReplica = header.isReplica
        do throws(StoreError) {
            let size = Files.size(folder + "/data.mdb") ?? 0
            environment = try Environment(path: folder, access: access, mapBytes: max(mapBytes, size), tables: 16)
            tables = try LedgerTables(environment)
        } catch {
            throw LedgerError(opening: error, folder)
        }
        do {
            createdKey = try environment.read { [tables] transaction in
                try transaction.withValue(at: 0, in: tables[.entries]) {
                    LedgerCreated(line: $0).flatMap { VerifierKey($0.verifierKey) }
                } ?? nil
            }
        } catch {
            throw LedgerError(wrapping: error, folder)
        }
    }

    /// Makes a new ledger in `folder`, whose entry 0 names origin and key.
    ///
    /// Everything is built beside `folder` and renamed into place, so a start that is cut off leaves no half ledger.
    /// - Parameters:
    ///   - continues: the state of another ledger that this one is the successor of.
    ///   - founding: who may register others; without it the ledger never has a signing policy.
    /// - Throws: ``LedgerError`` `ledgerExists`, `folderNotEmpty`, `originMalformed`.
    public static func create(
        folder: String, origin: String, key: SigningKey, continues: Continuation? = nil, founding: Founding? = nil,
        surroundings: Surroundings
    ) throws -> Head {
        try checkMayCreate(folder: folder, origin: origin)
        do {
            try Files.createFolders(Files.parent(folder))
            let building = "\(folder).new-\(hexText(randomName()))"
            try Files.createFolders(building)
            do {
                let head = try build(building, origin, key, continues, founding, surroundings)
                try Files.rename(building, to: folder)
                return head
            } catch {
                Files.removeFolder(building)
                throw error
            }
        } catch let error as StoreError {
            throw LedgerError(opening: error, folder)
        }
    }

    /// Whether a ledger of this name could be made in `folder`.
    ///
    /// - Throws: ``LedgerError`` `ledgerExists`, `folderNotEmpty`, `originMalformed`.
    public static func checkMayCreate(folder: String, origin: String) throws(LedgerError) {
        let units = Array(origin.utf8)
        guard EntryGrammar.isOrigin(units.span, 0..<units.count) else { throw LedgerError(.originMalformed, [origin]) }
        guard Files.exists(folder) else { return }
        if Files.exists(folder + "/ledger.json") { throw LedgerError(.ledgerExists, [folder]) }
        guard let names = try? Files.names(folder), names.isEmpty else { throw LedgerError(.folderNotEmpty, [folder]) }
    }

    private static func randomName() -> [UInt8] {
        var random = SecureRandom()
        let value = random.sixteen()
        return (0..<8).map { value[$0] }
    }

    private static func build(
        _ folder: String, _ origin: String, _ key: SigningKey, _ continues: Continuation?, _ founding: Founding?,
        _ surroundings: Surroundings
    ) throws -> Head {
        let environment = try Environment(path: folder, access: .readWrite, mapBytes: defaultMapBytes, tables: 16)
        let tables = try LedgerTables(environment)
        let clock = RecordingClock(surroundings, isChecked: false)
        var appender = Appender(origin: origin, key: key, clock: clock, entropy: surroundings.makeEntropy())
        let verifierKey = VerifierKey(name: origin, publicKey: key.publicKey)
        try environment.write { transaction in
            try transaction.withCursors(tables.all) { try appender.create(verifierKey: verifierKey, continues, founding, &$0) }
        }
        _ = try FileLock(path: folder + "/writer.lock")
        try Files.create(folder + "/ledger.json", LedgerHeader(format: format, origin: origin, isReplica: false).text)
        guard let head = appender.head else { preconditionFailure("a new ledger has a head") }
        return head
    }
}

extension LedgerError {
    /// What a failure to open a folder means to its user.
    init(opening error: StoreError, _ folder: String) {
        switch error.code {
        case .noSuchFile: self.init(.notALedger, [folder])
        case .openTwice: self.init(.openTwice, [folder])
        case .notFound: self.init(.storedRowBroken, ["tables", folder])
        case .notPermitted, .readOnlyFileSystem: self.init(.readOnly, [folder])
        case .noSpace, .quota: self.init(.diskFull, [folder])
        case .mapFull: self.init(.mapFull, [folder])
        case .busy: self.init(.busy, [folder])
        default:
            if error.isFormat {
                self.init(.notAFormat, [folder, "\(error)"])
            } else {
                self.init(.inputOutput, [folder, "\(error)"])
            }
        }
    }

    /// Any error as one of ours.
    public init(wrapping error: any Error, _ folder: String) {
        switch error {
        case let error as LedgerError: self = error
        case let error as StoreError: self.init(opening: error, folder)
        case let error as CommitError: self.init(.outcomeUnknown, [folder, "\(error.underlying)"])
        default: self.init(.unexpected, ["\(error)"])
        }
    }
}
