import Foundation
import TestSupport

/// A library of ours, built by whatever C compiler there is, to be put before the C library (`LD_PRELOAD`).
enum PreloadedLibrary {
    private static let folder = TemporaryFolder()

    /// Where it is; `nil` where there is no C compiler.
    static func build(_ name: String, _ text: String) -> String? {
        let source = folder.file(name + ".c"), library = folder.file(name + ".so")
        put(Array(text.utf8), source)
        for compiler in ["cc", "clang", "gcc"] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { continue }
            process.waitUntilExit()
            if process.terminationStatus == 0 { return library }
        }
        return nil
    }
}
