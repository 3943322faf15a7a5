internal import Glibc

extension Files {
    /// The whole of a regular file that somebody else may have made.
    ///
    /// Waits for nobody at a pipe or a device, and takes no more memory than allowed.
    /// - Parameters:
    ///   - longest: in bytes.
    ///   - isPrivate: refuses a file that others than its owner may read or write.
    /// - Returns: `nil` where nothing is.
    /// - Throws: ``StoreError`` `tooLarge` for a longer file, `notAFile` for a folder, a pipe or a device, `openToOthers`,
    ///   or what reading says.
    public static func read(_ path: String, longest: Int, isPrivate: Bool = false) throws(StoreError) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .system("open")
        }
        defer { _ = close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw .system("fstat") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw StoreError(.notAFile, "open") }
        // Of the open file: its name may stand for another one by now.
        guard !isPrivate || status.st_mode & 0o077 == 0 else { throw StoreError(.openToOthers, "fstat") }
        guard status.st_size <= longest else { throw StoreError(.tooLarge, "read") }
        let length = Int(status.st_size)
        var failure: StoreError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, done in
            while done < length {
                let count = unsafe Glibc.read(file, buffer.baseAddress! + done, length - done)
                if count < 0 && errno == EINTR { continue }
                if count < 0 { failure = .system("read") }
                // Whoever cuts the file short meanwhile gets what there was.
                if count <= 0 { return }
                done += count
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
