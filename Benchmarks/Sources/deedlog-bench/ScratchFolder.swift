import FoundationEssentials
import Glibc
import Storage

/// A fresh folder that goes with the run.
final class ScratchFolder {
    let path: String

    init(in parent: String) throws {
        path = "\(parent)/deedlog-bench-\(getpid())"
        try Files.createFolders(path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A folder of its own for one measurement, gone afterwards.
    func with<R>(_ name: String, _ body: (String) throws -> R) throws -> R {
        let folder = path + "/" + name
        try Files.createFolders(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }
}
