import Foundation

/// Files that lie in the repository for tests.
public enum Fixtures {
    /// The repository's root, from where this file lies.
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    public static func path(_ name: String) -> String { root + "/fixtures/" + name }

    public static func bytes(_ name: String) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path(name)) else { fatalError("no fixture \(name)") }
        return Array(data)
    }

    public static func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    /// The lines of a fixture, without their line feeds.
    public static func lines(_ name: String) -> [[UInt8]] {
        bytes(name).split(separator: 0x0A, omittingEmptySubsequences: true).map(Array.init)
    }

    public static func decode<T: Decodable>(_ type: T.Type, _ bytes: [UInt8]) -> T {
        try! JSONDecoder().decode(type, from: Data(bytes))
    }
}
