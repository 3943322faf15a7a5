internal import CLMDB
internal import Glibc

extension Environment {
    /// Writes what is live to a new file `path`, free pages left out, and makes it durable: what was deleted is not in it.
    /// LMDB: `mdb_env_copyfd2`, `MDB_CP_COMPACT`.
    ///
    /// - Throws: ``StoreError``; a file that is not whole is removed.
    public func copyCompacted(to path: String) throws(StoreError) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system("open") }
        defer { _ = close(file) }
        do throws(StoreError) {
            try unsafe check(mdb_env_copyfd2(handle, file, UInt32(MDB_CP_COMPACT)), "mdb_env_copyfd2")
            guard fchmod(file, 0o600) == 0, fsync(file) == 0 else { throw .system("fsync") }
        } catch {
            unsafe unlink(path)
            throw error
        }
    }
}
