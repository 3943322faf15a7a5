import Glibc

/// What one `fdatasync` costs here and now: over a page that exists, and over one that makes the file longer.
struct DiskProbe {
    private(set) var overwrite: [UInt64] = []
    private(set) var extend: [UInt64] = []

    /// - Parameter count: how many of each.
    init(_ folder: ScratchFolder, count: Int) {
        let path = folder.path + "/probe"
        let file = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
        precondition(file >= 0, "cannot write in the scratch folder")
        defer {
            close(file)
            unsafe unlink(path)
        }
        for k in 0..<count { extend.append(Self.write(file, at: k)) }
        for k in 0..<count { overwrite.append(Self.write(file, at: (k * 7) % count)) }
    }

    private static func write(_ file: Int32, at page: Int) -> UInt64 {
        let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: page), count: 4096)
        let start = nanoseconds()
        let written = unsafe pwrite(file, bytes, 4096, off_t(page * 4096))
        precondition(written == 4096 && fdatasync(file) == 0, "the disk refuses")
        return UInt64(nanoseconds() - start)
    }

    var text: String {
        func pair(_ values: [UInt64]) -> String {
            "\(figure(percentile(values, 0.5) / 1000)) / \(figure(percentile(values, 0.99) / 1000))"
        }
        return "fdatasync p50 / p99 µs: overwrite \(pair(overwrite)), extend \(pair(extend))"
    }
}
