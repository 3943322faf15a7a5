import Foundation

/// A library put before the C library (`LD_PRELOAD`) that keeps, beside everything below a folder, what the disk would hold of it after
/// a power loss: of each file the bytes that were synced or written through a descriptor that syncs each write, of each folder the names
/// that it had when it was synced last. Files are told apart by their inode, so that a rename without a sync of its folder is no rename.
///
/// Before it, `DiskShim` may kill: then nothing that was not synced by that call is left.
struct PowerLoss {
    /// What is watched, and where what is durable of it is kept; on one file system.
    let folder: String
    let kept: String

    /// Everything below `folder` counts as durable now.
    init?(_ folder: String, keeping kept: String) {
        guard Self.library != nil else { return nil }
        (self.folder, self.kept) = (folder, kept)
        for part in ["files", "folders", "held"] {
            try! FileManager.default.createDirectory(atPath: "\(kept)/\(part)", withIntermediateDirectories: true)
        }
        keep(folder)
    }

    /// Of a process on this disk that is killed in place of a call that changes anything on it, after so many.
    func environment(killAfter calls: Int) -> [String: String?]? {
        DiskShim.environment(.kill, after: calls)?.merging(["POWER_FOLDER": folder, "POWER_KEPT": kept]) { $1 }
            .merging(["LD_PRELOAD": Self.library]) { killer, power in "\(killer ?? ""):\(power ?? "")" }
    }

    /// Puts in the folder's place what is left of it when the power comes back.
    func happen() throws {
        let rebuilt = kept + "/rebuilt"
        try build(inode(folder), rebuilt)
        try FileManager.default.removeItem(atPath: folder)
        try FileManager.default.moveItem(atPath: rebuilt, toPath: folder)
    }

    private func inode(_ path: String) -> UInt64 {
        (try! FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as! NSNumber).uint64Value
    }

    private func keep(_ path: String) {
        var listing = ""
        for name in names(path) {
            let one = "\(path)/\(name)", number = inode(one)
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: one, isDirectory: &isFolder)
            listing += "\(number) \(isFolder.boolValue ? "d" : "f") \(name)\n"
            if isFolder.boolValue {
                keep(one)
            } else {
                put(bytes(one), "\(kept)/files/\(number)")
                // As long as it has a name, its number is nobody else's.
                try! FileManager.default.linkItem(atPath: one, toPath: "\(kept)/held/\(number)")
            }
        }
        put(Array(listing.utf8), "\(kept)/folders/\(inode(path))")
    }

    private func build(_ number: UInt64, _ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        for line in String(decoding: bytes("\(kept)/folders/\(number)"), as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 2), one = "\(path)/\(parts[2])"
            if parts[1] == "d" {
                try build(UInt64(parts[0])!, one)
            } else {
                // Named and never synced: it is there, and empty.
                put(bytes("\(kept)/files/\(parts[0])"), one)
                setMode(one, 0o600)
            }
        }
    }

    private static let library = PreloadedLibrary.build("loss", text)

    private static let text = """
        #define _GNU_SOURCE
        #include <dirent.h>
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdarg.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/stat.h>
        #include <unistd.h>

        #define NEXT(type, name) static type next; if (!next) next = (type)dlsym(RTLD_NEXT, name)
        typedef ssize_t (*pwrite_t)(int, const void *, size_t, off_t);
        typedef int (*sync_t)(int);
        typedef int (*open_t)(const char *, int, ...);
        typedef int (*mkdir_t)(const char *, mode_t);

        static void place(char *path, const char *part, ino_t number) {
            snprintf(path, 4200, "%s/%s/%llu", getenv("POWER_KEPT"), part, (unsigned long long)number);
        }

        /* Whether the file is below the folder that is watched. */
        static int is_watched(int file, struct stat *status) {
            char link[64], path[4200];
            const char *folder = getenv("POWER_FOLDER");
            if (!folder || fstat(file, status)) return 0;
            snprintf(link, sizeof link, "/proc/self/fd/%d", file);
            ssize_t length = readlink(link, path, sizeof path - 1);
            if (length < 0) return 0;
            path[length] = 0;
            size_t most = strlen(folder);
            return !strncmp(path, folder, most) && (path[most] == '/' || !path[most]);
        }

        static int raw(const char *path, int flags) {
            NEXT(open_t, "open");
            return next(path, flags, 0600);
        }

        static void keep_folder(int file, ino_t number) {
            char path[4200], fresh[4300];
            place(path, "folders", number);
            snprintf(fresh, sizeof fresh, "%s.new", path);
            int at = openat(file, ".", O_RDONLY | O_DIRECTORY);
            DIR *folder = fdopendir(at);
            FILE *to = fopen(fresh, "w");
            struct dirent *one;
            while ((one = readdir(folder))) {
                struct stat status;
                if (!strcmp(one->d_name, ".") || !strcmp(one->d_name, "..")) continue;
                if (fstatat(at, one->d_name, &status, AT_SYMLINK_NOFOLLOW)) continue;
                fprintf(to, "%llu %c %s\\n", (unsigned long long)status.st_ino, S_ISDIR(status.st_mode) ? 'd' : 'f', one->d_name);
            }
            closedir(folder);
            fclose(to);
            syscall_rename(fresh, path);
        }

        static void keep_file(int file, ino_t number) {
            char link_path[64], path[4200], fresh[4300], held[4200], buffer[1 << 16];
            place(path, "files", number);
            place(held, "held", number);
            snprintf(link_path, sizeof link_path, "/proc/self/fd/%d", file);
            linkat(AT_FDCWD, link_path, AT_FDCWD, held, AT_SYMLINK_FOLLOW);
            snprintf(fresh, sizeof fresh, "%s.new", path);
            int from = raw(link_path, O_RDONLY), to = raw(fresh, O_WRONLY | O_CREAT | O_TRUNC);
            static pwrite_t next; if (!next) next = (pwrite_t)dlsym(RTLD_NEXT, "pwrite");
            off_t at = 0;
            ssize_t count;
            while ((count = pread(from, buffer, sizeof buffer, at)) > 0) { next(to, buffer, count, at); at += count; }
            close(from);
            close(to);
            syscall_rename(fresh, path);
        }

        static void synced(int file) {
            struct stat status;
            int before = errno;
            if (is_watched(file, &status)) {
                if (S_ISDIR(status.st_mode)) keep_folder(file, status.st_ino); else keep_file(file, status.st_ino);
            }
            errno = before;
        }

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

        ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
            NEXT(pwrite_t, "pwrite");
            ssize_t done = next(file, bytes, count, offset);
            struct stat status;
            int before = errno;
            if (done > 0 && (fcntl(file, F_GETFL) & O_DSYNC) && is_watched(file, &status)) {
                char path[4200];
                place(path, "files", status.st_ino);
                int to = raw(path, O_WRONLY | O_CREAT);
                if (to >= 0) { next(to, bytes, done, offset); close(to); }
            }
            errno = before;
            return done;
        }
        ssize_t pwrite64(int file, const void *bytes, size_t count, off_t offset) { return pwrite(file, bytes, count, offset); }

        /* A folder that is new holds nothing, whatever one of its number held before. */
        int mkdir(const char *path, mode_t mode) {
            NEXT(mkdir_t, "mkdir");
            int result = next(path, mode);
            struct stat status;
            if (!result && getenv("POWER_KEPT") && !stat(path, &status)) {
                char known[4200];
                place(known, "folders", status.st_ino);
                truncate(known, 0);
            }
            return result;
        }
        """
        .replacing("syscall_rename", with: "(void)((int (*)(const char *, const char *))dlsym(RTLD_NEXT, \"rename\"))")
}
