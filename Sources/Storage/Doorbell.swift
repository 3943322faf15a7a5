internal import Glibc

/// Wakes when a file is written to. Linux: `inotify`.
public final class Doorbell: Sendable {
    private let descriptor: Int32

    /// Watches `path`.
    public init(path: String) throws(StoreError) {
        descriptor = inotify_init1(Int32(O_CLOEXEC) | Int32(O_NONBLOCK))
        guard descriptor >= 0 else { throw .system("inotify_init1") }
        guard unsafe inotify_add_watch(descriptor, path, UInt32(IN_MODIFY)) >= 0 else {
            let failure = StoreError.system("inotify_add_watch")
            _ = close(descriptor)
            throw failure
        }
    }

    deinit { _ = close(descriptor) }

    /// Waits for a ring, or for something to read on `other`, or for the time to be over.
    ///
    /// The time bounds what a file system without notifications can miss.
    /// - Returns: whether `other` has something.
    public func wait(milliseconds: Int32, or other: Int32) throws(StoreError) -> Bool {
        var files = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: other, events: Int16(POLLIN), revents: 0),
        ]
        guard unsafe poll(&files, 2, milliseconds) >= 0 || errno == EINTR else { throw .system("poll") }
        var events = [UInt8](repeating: 0, count: 4096)
        // Rings may have piled up; one look at the log answers them all.
        while unsafe read(descriptor, &events, events.count) > 0 {}
        return files[1].revents != 0
    }
}
