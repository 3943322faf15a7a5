internal import Glibc

/// The few file operations a ledger needs beside LMDB, each durable where it says so.
public enum Files {
    /// So that two threads never write one neighbour.
    private static let replacements = Lock(0)

    /// Whether something is at `path`.
    ///
    /// Also where that cannot be told, or a link leads nowhere: whoever then reads it is told why, and takes no record for absent.
    public static func exists(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR)
    }

    /// Whether this process may write `path` and anybody may: a folder whose owner took every write bit away is meant to
    /// stay as it is, also for root.
    public static func isWritable(_ path: String) -> Bool {
        var status = stat()
        guard unsafe access(path, W_OK) == 0, unsafe stat(path, &status) == 0 else { return false }
        return status.st_mode & 0o222 != 0
    }

    /// Permission bits of `path`, or `nil` where nothing is.
    public static func mode(_ path: String) -> UInt32? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? UInt32(status.st_mode & 0o7777) : nil
    }

    /// Size of `path` in bytes, or `nil` where nothing is.
    public static func size(_ path: String) -> Int? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Free and total bytes of the file system that holds `path`.
    public static func diskSpace(_ path: String) -> (free: Int, total: Int)? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return nil }
        return (Int(status.f_bavail) * Int(status.f_frsize), Int(status.f_blocks) * Int(status.f_frsize))
    }

    /// The whole of `path`.
    ///
    /// - Throws: ``StoreError`` `noSuchFile`, or what reading says.
    public static func read(_ path: String) throws(StoreError) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .system("open") }
        defer { _ = close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe Glibc.read(file, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .system("read") }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    /// Replaces `path` by `bytes` so that a reader, also after a crash, sees the old file or the new one.
    ///
    /// Writes a neighbour, syncs it, renames it, syncs the folder.
    public static func replace(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o600) throws(StoreError) {
        try replace(in: parent(path), [(path, bytes)], mode: mode)
    }

    /// As ``replace(_:_:mode:)``, several files of one folder, which is synced once.
    public static func replace(
        in folder: String, _ files: [(path: String, bytes: [UInt8])], mode: UInt32 = 0o600
    ) throws(StoreError) {
        for file in files {
            let number = replacements.withLock { count in
                count += 1
                return count
            }
            let temporary = "\(file.path).\(getpid())-\(number).new"
            do throws(StoreError) {
                try write(temporary, file.bytes, mode: mode)
                guard unsafe Glibc.rename(temporary, file.path) == 0 else { throw .system("rename") }
            } catch {
                unsafe unlink(temporary)
                throw error
            }
        }
        try syncFolder(folder)
    }

    /// Makes `path`, which must not be there, and syncs it and its folder.
    public static func create(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o600) throws(StoreError) {
        try write(path, bytes, mode: mode)
        try syncFolder(parent(path))
    }

    public static func remove(_ path: String) throws(StoreError) {
        guard unsafe unlink(path) == 0 else { throw .system("unlink") }
        try syncFolder(parent(path))
    }

    public static func rename(_ from: String, to: String) throws(StoreError) {
        guard unsafe Glibc.rename(from, to) == 0 else { throw .system("rename") }
        try syncFolder(parent(to))
    }

    /// Makes the folder `path` and those above it, for the owner alone, each durable: a file synced into a folder that a power
    /// loss takes away is lost with it.
    public static func createFolders(_ path: String) throws(StoreError) {
        if exists(path) { return }
        let above = parent(path)
        if above != path { try createFolders(above) }
        if unsafe mkdir(path, 0o700) == 0 {
            // Whatever the umask is.
            guard unsafe chmod(path, 0o700) == 0 || errno == EPERM else { throw .system("chmod") }
        } else if errno != EEXIST {
            throw .system("mkdir")
        }
        try syncFolder(above)
    }

    /// Names in the folder `path`, without `.` and `..`, sorted.
    public static func names(_ path: String) throws(StoreError) -> [String] {
        guard let folder = unsafe opendir(path) else { throw .system("opendir") }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes what a failed start left behind: the files of a folder without subfolders, and the folder.
    public static func removeFolder(_ path: String) {
        for name in (try? names(path)) ?? [] { unsafe unlink("\(path)/\(name)") }
        unsafe rmdir(path)
    }

    /// Makes the kernel forget what it keeps of `path`, so that the next read comes from the disk. POSIX: `posix_fadvise`.
    public static func dropCache(_ path: String) throws(StoreError) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .system("open") }
        defer { _ = close(file) }
        let code = posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED)
        guard code == 0 else { throw StoreError(.init(rawValue: code), "posix_fadvise") }
    }

    public static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func write(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(StoreError) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw .system("open") }
        defer { _ = close(file) }
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress! + done, bytes.count - done) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system("write") }
            done += count
        }
        // Whatever the umask is.
        guard fchmod(file, mode) == 0, fsync(file) == 0 else { throw .system("fsync") }
    }

    /// Makes the names in the folder `path` durable: what was made, renamed or removed in it. POSIX: `fsync`.
    public static func syncFolder(_ path: String) throws(StoreError) {
        let file = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw .system("open") }
        defer { _ = close(file) }
        guard fsync(file) == 0 else { throw .system("fsync") }
    }
}
