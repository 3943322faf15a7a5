import Foundation

/// A library put before the C library (`LD_PRELOAD`) that keeps, beside a ledger's store, what the disk would hold after a power loss:
/// what was synced, and what was written through a descriptor that syncs each write, as LMDB's meta pages are.
///
/// Between such a write and its being durable it waits a moment, in which a process may be killed.
enum PowerShim {
    static let suffix = ".durable"

    /// The environment of a process on a disk that can lose power; `nil` where there is no C compiler.
    ///
    /// - Parameter lies: syncs say that they are done and are not, which no program survives: for a test of the test.
    static func environment(lies: Bool = false) -> [String: String?]? {
        library.map { ["LD_PRELOAD": $0, "POWER_LIES": lies ? "1" : nil, "ASAN_OPTIONS": "verify_asan_link_order=0"] }
    }

    /// What is left of a ledger's store when the power comes back.
    static func losePower(_ ledger: String) throws {
        let store = ledger + "/data.mdb"
        put(bytes(store + suffix), store)
        if exists(ledger + "/lock.mdb") { remove(ledger + "/lock.mdb") }
    }

    private static let library = PreloadedLibrary.build("power", text)

    private static let text = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/uio.h>
        #include <unistd.h>

        #define NEXT(type, name) static type next; if (!next) next = (type)dlsym(RTLD_NEXT, name)
        typedef ssize_t (*pwrite_t)(int, const void *, size_t, off_t);
        typedef ssize_t (*pwritev_t)(int, const struct iovec *, int, off_t);
        typedef int (*sync_t)(int);

        /* The image beside the store that `file` is; 0 where it is no store. */
        static int image(int file, char *path, size_t most) {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", file);
            ssize_t length = readlink(link, path, most - 16);
            if (length < 0) return 0;
            path[length] = 0;
            const char *last = strrchr(path, '/');
            if (!last || strcmp(last + 1, "data.mdb")) return 0;
            strcat(path, ".durable");
            return 1;
        }

        static void synced(int file) {
            char path[4200], store[4200], other[4300], buffer[1 << 16];
            if (!image(file, path, sizeof path) || getenv("POWER_LIES")) return;
            strcpy(store, path);
            store[strlen(store) - 8] = 0;
            snprintf(other, sizeof other, "%s.%d", path, getpid());
            int from = open(store, O_RDONLY), to = open(other, O_WRONLY | O_CREAT | O_TRUNC, 0600);
            static pwrite_t next; if (!next) next = (pwrite_t)dlsym(RTLD_NEXT, "pwrite");
            off_t at = 0;
            ssize_t count;
            while ((count = pread(from, buffer, sizeof buffer, at)) > 0) { next(to, buffer, count, at); at += count; }
            close(from);
            close(to);
            rename(other, path);
        }

        static void written(int file, const void *bytes, ssize_t count, off_t offset) {
            char path[4200];
            if (count <= 0 || !(fcntl(file, F_GETFL) & O_DSYNC) || !image(file, path, sizeof path)) return;
            usleep(1500);
            static pwrite_t next; if (!next) next = (pwrite_t)dlsym(RTLD_NEXT, "pwrite");
            int to = open(path, O_WRONLY | O_CREAT, 0600);
            if (to >= 0) { next(to, bytes, count, offset); close(to); }
        }

        ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
            NEXT(pwrite_t, "pwrite");
            ssize_t done = next(file, bytes, count, offset);
            written(file, bytes, done, offset);
            return done;
        }
        ssize_t pwrite64(int file, const void *bytes, size_t count, off_t offset) { return pwrite(file, bytes, count, offset); }

        int fdatasync(int file) {
            NEXT(sync_t, "fdatasync");
            int result = next(file);
            if (!result) synced(file);
            return result;
        }
        int fsync(int file) {
            NEXT(sync_t, "fsync");
            int result = next(file);
            if (!result) synced(file);
            return result;
        }
        """
}
