import Foundation
import Glibc
import Proofs
import Storage

/// What a figure depends on: processor, memory, kernel, and the disk under the scratch folder.
enum Machine {
    static func describe(_ scratch: String) -> [String] {
        var name = utsname()
        unsafe uname(&name)
        let release = unsafe withUnsafePointer(to: &name.release) {
            unsafe $0.withMemoryRebound(to: CChar.self, capacity: 65) { unsafe String(cString: $0) }
        }
        let model = field("/proc/cpuinfo", "model name") ?? "unknown processor"
        let memory = field("/proc/meminfo", "MemTotal").flatMap { Int($0.split(separator: " ")[0]) } ?? 0
        return [
            "machine: \(model), \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores, \(memory >> 20) GiB, Linux \(release)",
            "disk: \(fileSystem(scratch)) under \(scratch); LMDB: \(Environment.libraryVersion); \(SecureRandom.libraryVersion)",
        ]
    }

    /// How many threads wanted a core in the last minute: above 0.2 before a run, something else is at work.
    static var load: String { "load average \(text("/proc/loadavg").split(separator: " ").first ?? "unknown")" }

    private static func text(_ path: String) -> String {
        guard let file = unsafe fopen(path, "r") else { return "" }
        defer { unsafe fclose(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            if count <= 0 { return String(decoding: text, as: UTF8.self) }
            text += buffer[..<count]
        }
    }

    private static func field(_ path: String, _ name: String) -> String? {
        let line = text(path).split(separator: "\n").first { $0.hasPrefix(name) }
        guard let value = line?.split(separator: ":", maxSplits: 1).last else { return nil }
        return value.split(separator: " ").joined(separator: " ")
    }

    /// Device and type of the mount that `path` lies on: the longest mount point that begins it.
    private static func fileSystem(_ path: String) -> String {
        let mounts = text("/proc/self/mounts").split(separator: "\n").map { $0.split(separator: " ") }
        let above = mounts.filter { $0.count > 2 && (path + "/").hasPrefix($0[1] == "/" ? "/" : $0[1] + "/") }
        guard let mount = above.max(by: { $0[1].count < $1[1].count }) else { return "unknown" }
        return "\(mount[2]) on \(mount[0])"
    }
}

/// Resident memory that is no file's.
func anonymousBytes() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
    let line = text.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
    return line.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) }.map { $0 * 1024 } ?? 0
}
