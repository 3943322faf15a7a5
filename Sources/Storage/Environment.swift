internal import CLMDB
internal import Glibc

/// One LMDB environment: a folder with `data.mdb` and `lock.mdb`.
///
/// A process opens a folder once: LMDB does not refuse a second time, but closing it drops the file locks, and another
/// process may then reset the reader table under live readers. Readers of other processes see what was committed.
/// LMDB: `mdb_env_create`, `mdb_env_open`.
@safe public final class Environment: Sendable {
    public enum Access: Hashable, Sendable {
        case readWrite
        /// Reads beside a writer, in the reader table.
        case read
        /// A store for one run, never synced: it may be lost, and nobody else may open it.
        case scratch
        /// Reads a folder that may not be written: no lock file, so a writer elsewhere could reuse pages under us.
        case readWithoutLock

        var mayWrite: Bool { self == .readWrite || self == .scratch }
    }

    nonisolated(unsafe) let handle: OpaquePointer
    public let path: String
    public let access: Access
    private let claim: FolderClaim
    private let transactions = Lock(OpenTransactions())

    /// Opens the folder `path`.
    ///
    /// - Parameters:
    ///   - path: an existing folder.
    ///   - mapBytes: the map's ceiling; address space, not disk. A larger file is opened with its own size.
    ///   - tables: how many tables may be opened.
    /// - Throws: ``StoreError`` `openTwice`, `noSuchFile` when reading where there is no file, or what LMDB says.
    public init(path: String, access: Access, mapBytes: Int, tables: Int) throws(StoreError) {
        let claim = try FolderClaim(path: path)
        unsafe handle = try openEnvironment(path, access, mapBytes, tables)
        self.path = path
        self.access = access
        self.claim = claim
        // From here on deinit closes what was opened.
        if access == .readWrite || access == .read { _ = try clearStaleReaders() }
    }

    // The claim ends after this.
    deinit { unsafe mdb_env_close(handle) }

    /// Frees the slots of readers that died. LMDB: `mdb_reader_check`.
    ///
    /// - Returns: how many there were.
    public func clearStaleReaders() throws(StoreError) -> Int {
        var dead: Int32 = 0
        try unsafe check(mdb_reader_check(handle, &dead), "mdb_reader_check")
        return Int(dead)
    }

    /// Forces what was committed to the disk. POSIX: `fdatasync` on `data.mdb`.
    ///
    /// LMDB can show a state whose sync a killed writer never finished; before anything derived from a snapshot leaves
    /// the process, this makes it durable.
    public func syncData() throws(StoreError) {
        var file: Int32 = -1
        try unsafe check(mdb_env_get_fd(handle, &file), "mdb_env_get_fd")
        guard fdatasync(file) == 0 else { throw .system("fdatasync") }
    }

    /// Raises the map's ceiling. LMDB: `mdb_env_set_mapsize`.
    ///
    /// - Parameter mapBytes: the new ceiling; 0 adopts what another process set.
    /// - Returns: `false` while a transaction of this process is open.
    public func resizeMap(to mapBytes: Int) throws(StoreError) -> Bool { try resizeMap(to: mapBytes, whileOpen: 0) }

    /// Nobody begins while the map moves, and LMDB is called outside the lock: a begin may wait for another writer.
    private func resizeMap(to mapBytes: Int, whileOpen count: Int) throws(StoreError) -> Bool {
        let mayResize = transactions.withLock { state in
            guard state.open == count, !state.isResizing else { return false }
            state.isResizing = true
            return true
        }
        guard mayResize else { return false }
        let code = unsafe mdb_env_set_mapsize(handle, mapBytes)
        transactions.withLock {
            $0.isResizing = false
            $0.moves += 1
        }
        transactions.notify()
        try check(code, "mdb_env_set_mapsize")
        return true
    }

    /// Begins a transaction and counts it; the caller ends it with ``ended()``.
    func begin(write: Bool) throws(StoreError) -> OpaquePointer {
        _ = transactions.wait { state -> Bool? in
            if state.isResizing { return nil }
            state.open += 1
            return true
        }
        do throws(StoreError) {
            let flags = write ? 0 : UInt32(MDB_RDONLY)
            var begun: OpaquePointer?
            var code = unsafe mdb_txn_begin(handle, nil, flags, &begun)
            // Only this one is counted, so no transaction uses the old map.
            if code == MDB_MAP_RESIZED, try resizeMap(to: 0, whileOpen: 1) {
                code = unsafe mdb_txn_begin(handle, nil, flags, &begun)
            }
            if code == MDB_READERS_FULL, try clearStaleReaders() > 0 { code = unsafe mdb_txn_begin(handle, nil, flags, &begun) }
            try check(code, "mdb_txn_begin")
            return unsafe begun!
        } catch {
            ended()
            throw error
        }
    }

    /// How often the map may have moved: addresses are good for one count only.
    var mapMoves: Int { transactions.withLock { $0.moves } }

    func ended() { transactions.withLock { $0.open -= 1 } }
}

/// How many transactions of this process are open; the map may only move when there are none, and LMDB does not check.
private struct OpenTransactions {
    var open = 0
    var isResizing = false
    /// How often the map may have moved.
    var moves = 0
}

/// A handle that is open, or none.
private func openEnvironment(
    _ path: String, _ access: Environment.Access, _ mapBytes: Int, _ tables: Int
) throws(StoreError) -> OpaquePointer {
    var created: OpaquePointer?
    try unsafe check(mdb_env_create(&created), "mdb_env_create")
    let handle = unsafe created!
    unsafe MapGuard.watch(handle)
    do throws(StoreError) {
        try unsafe check(mdb_env_set_maxdbs(handle, UInt32(tables)), "mdb_env_set_maxdbs")
        try unsafe check(mdb_env_set_mapsize(handle, mapBytes), "mdb_env_set_mapsize")
        var flags = UInt32(MDB_NOTLS)
        if !access.mayWrite { flags |= UInt32(MDB_RDONLY) }
        if access == .scratch { flags |= UInt32(MDB_NOSYNC | MDB_NOLOCK) }
        if access == .readWithoutLock { flags |= UInt32(MDB_NOLOCK) }
        try unsafe check(mdb_env_open(handle, path, flags, 0o600), "mdb_env_open")
    } catch {
        unsafe mdb_env_close(handle)
        throw error
    }
    return unsafe handle
}
