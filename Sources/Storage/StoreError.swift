internal import CLMDB
internal import Glibc

/// What LMDB, or the file system under it, reported.
public struct StoreError: Error, Hashable, Sendable {
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }

        /// The map is at its ceiling and the transaction is dead. LMDB: `MDB_MAP_FULL`.
        public static let mapFull = Code(rawValue: MDB_MAP_FULL)
        /// Another process made the map larger than this one's. LMDB: `MDB_MAP_RESIZED`.
        public static let mapResized = Code(rawValue: MDB_MAP_RESIZED)
        /// A row under this key is there already. LMDB: `MDB_KEYEXIST`.
        public static let keyExists = Code(rawValue: MDB_KEYEXIST)
        /// No such row or table. LMDB: `MDB_NOTFOUND`.
        public static let notFound = Code(rawValue: MDB_NOTFOUND)
        /// Not an LMDB file, or damaged so that LMDB will not read it.
        public static let invalid = Code(rawValue: MDB_INVALID)
        public static let corrupted = Code(rawValue: MDB_CORRUPTED)
        public static let versionMismatch = Code(rawValue: MDB_VERSION_MISMATCH)
        public static let pageNotFound = Code(rawValue: MDB_PAGE_NOTFOUND)
        /// Every slot of the reader table is taken. LMDB: `MDB_READERS_FULL`.
        public static let readersFull = Code(rawValue: MDB_READERS_FULL)
        public static let noSpace = Code(rawValue: ENOSPC)
        public static let quota = Code(rawValue: EDQUOT)
        public static let noSuchFile = Code(rawValue: ENOENT)
        public static let notPermitted = Code(rawValue: EACCES)
        public static let readOnlyFileSystem = Code(rawValue: EROFS)
        /// Longer than whoever reads it takes.
        public static let tooLarge = Code(rawValue: EFBIG)
        /// A folder, a pipe or a device where a file should be.
        public static let notAFile = Code(rawValue: EISDIR)
        /// This process has an environment open on the same folder: a second one would drop the first one's locks.
        public static let openTwice = Code(rawValue: -1)
        /// Others than the owner may read or write a file that is meant for the owner alone.
        public static let openToOthers = Code(rawValue: -2)
        /// Somebody else holds the lock and the wait is over.
        public static let busy = Code(rawValue: EAGAIN)
        /// The wait for the lock was given up by the caller.
        public static let cancelled = Code(rawValue: ECANCELED)
    }

    public let code: Code
    /// The call that failed.
    public let call: String

    public init(_ code: Code, _ call: String) {
        self.code = code
        self.call = call
    }

    /// The failure in `errno`.
    static func system(_ call: String) -> StoreError { StoreError(Code(rawValue: errno), call) }

    /// What the file is, rather than what the machine did: the bytes are not those of a sound LMDB file.
    public var isFormat: Bool {
        [Code.invalid, .corrupted, .versionMismatch, .pageNotFound].contains(code)
    }
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        if code == .openTwice { return "\(call): the folder is open in this process already" }
        let text = unsafe String(cString: mdb_strerror(code.rawValue))
        return "\(call): \(text)"
    }
}

@inline(__always)
func check(_ code: Int32, _ call: StaticString) throws(StoreError) {
    guard code == MDB_SUCCESS else { throw failure(code, call) }
}

@inline(never)
func failure(_ code: Int32, _ call: StaticString) -> StoreError { StoreError(.init(rawValue: code), "\(call)") }
