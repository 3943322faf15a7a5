internal import Glibc

/// The claim of one environment on its folder: LMDB does not refuse a second one in the same process, but closing it would drop
/// the locks of the first. Ends with the object.
final class FolderClaim: Sendable {
    private struct Identity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    private static let claimed = Lock<Set<Identity>>([])

    private let identity: Identity
    /// Kept open, so that the number of a folder deleted meanwhile is not given to another one.
    private let descriptor: Int32

    /// - Throws: ``StoreError`` `openTwice` while another claim stands, or what the system says of the folder.
    init(path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open") }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            let error = StoreError.system("fstat")
            close(descriptor)
            throw error
        }
        let identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        guard Self.claimed.withLock({ $0.insert(identity).inserted }) else {
            close(descriptor)
            throw StoreError(.openTwice, "mdb_env_open")
        }
        (self.identity, self.descriptor) = (identity, descriptor)
    }

    deinit {
        let identity = identity
        Self.claimed.withLock { _ = $0.remove(identity) }
        close(descriptor)
    }
}
