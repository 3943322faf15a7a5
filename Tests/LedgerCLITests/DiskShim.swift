import Foundation

/// A library put before the C library (`LD_PRELOAD`) that makes writes to or syncs of a ledger's store fail, or kills the process.
enum DiskShim {
    /// What fails; with a number behind a colon, only after so many calls went well.
    enum Failure: String {
        /// `pwrite` and its kin say that the disk is full.
        case full = "full"
        /// `fdatasync` says that the device failed.
        case sync = "sync"
        /// Writing the meta page says that the device failed.
        case meta = "meta"
        /// SIGKILL in place of a call that changes anything on the disk, in whatever file.
        case kill = "kill"
    }

    /// The environment under which `failure` happens to files of this name; `nil` where there is no C compiler.
    static func environment(_ failure: Failure, file: String = "data.mdb", after calls: Int = 0) -> [String: String?]? {
        library.map {
            [
                "LD_PRELOAD": $0, "SHIM_FAILURE": failure.rawValue, "SHIM_FILE": file, "SHIM_AFTER": "\(calls)",
                "ASAN_OPTIONS": "verify_asan_link_order=0",
            ]
        }
    }

    private static let library = PreloadedLibrary.build("shim", text)

    private static let text = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <signal.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/uio.h>
        #include <unistd.h>

        static int calls;

        static int fails(const char *failure, int file) {
            const char *wanted = getenv("SHIM_FAILURE"), *name = getenv("SHIM_FILE"), *after = getenv("SHIM_AFTER");
            char link[64], path[4096];
            if (!wanted || !name || strcmp(wanted, failure)) return 0;
            snprintf(link, sizeof link, "/proc/self/fd/%d", file);
            ssize_t length = readlink(link, path, sizeof path - 1);
            if (length < 0) return 0;
            path[length] = 0;
            const char *last = strrchr(path, '/');
            if (!last || strcmp(last + 1, name)) return 0;
            return __sync_add_and_fetch(&calls, 1) > (after ? atoi(after) : 0);
        }

        static void may_end(void) {
            const char *wanted = getenv("SHIM_FAILURE"), *after = getenv("SHIM_AFTER");
            if (!wanted || strcmp(wanted, "kill")) return;
            if (__sync_add_and_fetch(&calls, 1) > (after ? atoi(after) : 0)) kill(getpid(), SIGKILL);
        }

        static int fails_write(int file, off_t offset) {
            if (file > 2) may_end();
            if (fails("full", file)) { errno = ENOSPC; return 1; }
            if (offset < 8192 && fails("meta", file)) { errno = EIO; return 1; }
            return 0;
        }

        #define NEXT(type, name) static type next; if (!next) next = (type)dlsym(RTLD_NEXT, name)

        typedef ssize_t (*pwrite_t)(int, const void *, size_t, off_t);
        ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
            NEXT(pwrite_t, "pwrite");
            return fails_write(file, offset) ? -1 : next(file, bytes, count, offset);
        }
        ssize_t pwrite64(int file, const void *bytes, size_t count, off_t offset) { return pwrite(file, bytes, count, offset); }

        typedef ssize_t (*pwritev_t)(int, const struct iovec *, int, off_t);
        ssize_t pwritev(int file, const struct iovec *parts, int count, off_t offset) {
            NEXT(pwritev_t, "pwritev");
            return fails_write(file, offset) ? -1 : next(file, parts, count, offset);
        }
        ssize_t pwritev64(int file, const struct iovec *parts, int count, off_t offset) { return pwritev(file, parts, count, offset); }

        typedef ssize_t (*write_t)(int, const void *, size_t);
        ssize_t write(int file, const void *bytes, size_t count) {
            NEXT(write_t, "write");
            return file > 2 && fails_write(file, 8192) ? -1 : next(file, bytes, count);
        }
        typedef ssize_t (*writev_t)(int, const struct iovec *, int);
        ssize_t writev(int file, const struct iovec *parts, int count) {
            NEXT(writev_t, "writev");
            return file > 2 && fails_write(file, 8192) ? -1 : next(file, parts, count);
        }

        typedef int (*sync_t)(int);
        int fdatasync(int file) {
            NEXT(sync_t, "fdatasync");
            may_end();
            if (fails("sync", file)) { errno = EIO; return -1; }
            return next(file);
        }
        int fsync(int file) {
            NEXT(sync_t, "fsync");
            may_end();
            if (fails("sync", file)) { errno = EIO; return -1; }
            return next(file);
        }

        typedef int (*rename_t)(const char *, const char *);
        int rename(const char *from, const char *to) {
            NEXT(rename_t, "rename");
            may_end();
            return next(from, to);
        }
        typedef int (*unlink_t)(const char *);
        int unlink(const char *path) {
            NEXT(unlink_t, "unlink");
            may_end();
            return next(path);
        }
        """
}
