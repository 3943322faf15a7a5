internal import CLMDB
internal import Glibc

/// A folder that others read while files are put into it: each appears whole, by rename.
///
/// What was put is durable after ``sync()``, however many files there are; ``replace(_:_:)`` is durable by itself. Whoever is killed
/// leaves at most one file that is no part of the tree, `.publishing`, which the next one takes over. Folders and files may be read by
/// everybody, whatever the umask is. Not thread-safe.
public final class FileTree {
    /// What was done, for whoever watches.
    public enum Step: Hashable, Sendable {
        /// In place, and not yet durable.
        case put(String)
        case synced
        /// In place and durable.
        case replaced(String)
    }

    public let folder: String
    /// Told of each step after it was done; what it throws ends the work there.
    public var afterStep: ((Step) throws(StoreError) -> Void)?
    private var made: Set<String> = []

    public static let temporaryName = ".publishing"

    /// Makes the folder where there is none.
    public init(folder: String) throws(StoreError) {
        self.folder = folder
        try makeFolder(folder)
    }

    /// Puts a file in place, in place of what was there.
    ///
    /// - Parameter path: within the folder; its folders are made.
    public func put(_ path: String, _ bytes: Span<UInt8>) throws(StoreError) {
        try write(path, bytes, isDurable: false)
        try afterStep?(.put(path))
    }

    /// Makes all that was put durable. Linux: `syncfs`, once for the whole file system.
    public func sync() throws(StoreError) {
        try atFolder(folder) { clmdb_syncfs($0) == 0 }
        try afterStep?(.synced)
    }

    /// Replaces a file so that a reader, also after a crash, sees the old one or the new one.
    public func replace(_ path: String, _ bytes: Span<UInt8>) throws(StoreError) {
        try write(path, bytes, isDurable: true)
        try atFolder(Files.parent("\(folder)/\(path)")) { fsync($0) == 0 }
        try afterStep?(.replaced(path))
    }

    /// Makes a folder that only its owner may enter, unless it is there.
    public func makePrivateFolder(_ path: String) throws(StoreError) { try makeFolder("\(folder)/\(path)", mode: 0o700) }

    private func write(_ path: String, _ bytes: Span<UInt8>, isDurable: Bool) throws(StoreError) {
        let target = "\(folder)/\(path)", temporary = "\(folder)/\(Self.temporaryName)"
        try makeFolder(Files.parent(target))
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw .system("open") }
        defer { _ = close(file) }
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBufferPointer {
                unsafe Glibc.write(file, $0.baseAddress! + done, bytes.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system("write") }
            done += count
        }
        guard fchmod(file, 0o644) == 0 || errno == EPERM else { throw .system("fchmod") }
        if isDurable { guard fsync(file) == 0 else { throw .system("fsync") } }
        guard unsafe rename(temporary, target) == 0 else { throw .system("rename") }
    }

    private func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(StoreError) {
        if made.contains(path) { return }
        if !Files.exists(path) {
            let above = Files.parent(path)
            if above != path { try makeFolder(above) }
            guard unsafe mkdir(path, mode) == 0 || errno == EEXIST else { throw .system("mkdir") }
            // A stick's file system has no modes and says so.
            guard unsafe chmod(path, mode) == 0 || errno == EPERM else { throw .system("chmod") }
        }
        made.insert(path)
    }

    private func atFolder(_ path: String, _ body: (Int32) -> Bool) throws(StoreError) {
        let file = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw .system("open") }
        defer { _ = close(file) }
        guard body(file) else { throw .system("sync") }
    }
}
