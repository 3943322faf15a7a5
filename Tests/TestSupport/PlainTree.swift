import Foundation
import Proofs

/// A published tree read the slow and plain way, from the specification alone: every file that its checkpoint needs is there, of the
/// right length, and all of them come to its root. C2SP tlog-tiles, RFC 6962 section 2.1.
public struct PlainTree {
    public let size: Int
    public let digests: [Digest]
    /// Empty where they were not asked for.
    public let lines: [[UInt8]]

    public struct Wrong: Error, CustomStringConvertible {
        public let description: String
    }

    /// - Parameter withLines: whether the lines must be there too.
    public init(_ folder: String, key: VerifierKey, withLines: Bool) throws {
        var hasher = Hasher256()
        let text = String(decoding: try Self.bytes(folder, "checkpoint"), as: UTF8.self)
        guard let note = SignedNote(text), note.standing(of: key) == .verified, let checkpoint = Checkpoint(body: note.body)
        else {
            throw Wrong(description: "the checkpoint is unreadable or unsigned")
        }
        size = Int(checkpoint.size)
        var digests: [Digest] = [], lines: [[UInt8]] = []
        for number in 0..<((size + 255) / 256) {
            let width = min(256, size - number * 256)
            let bundle = try Self.bytes(folder, Self.path("tile/entries", number, width))
            guard bundle.count == width * 34 else { throw Wrong(description: "bundle \(number) has \(bundle.count) bytes") }
            for k in 0..<width {
                guard bundle[k * 34] == 0, bundle[k * 34 + 1] == 32 else {
                    throw Wrong(description: "bundle \(number) is not one")
                }
                digests.append(Digest(Array(bundle[(k * 34 + 2)..<((k + 1) * 34)]).span))
            }
            guard withLines else { continue }
            let file = try Self.bytes(folder, Self.path("lines", number, width))
            let pieces = file.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map(Array.init)
            guard file.last == 0x0A, pieces.count == width else { throw Wrong(description: "lines \(number): \(pieces.count)") }
            lines += pieces
        }
        for (k, line) in lines.enumerated() {
            guard hasher.digest(of: line.span) == digests[k] else { throw Wrong(description: "line \(k) has another digest") }
        }
        // Every level from the one below it.
        var hashes = digests.map { hasher.leaf($0) }
        guard Self.root(hashes[...], &hasher) == checkpoint.root else { throw Wrong(description: "another root") }
        var level = 0
        while !hashes.isEmpty {
            for number in 0..<((hashes.count + 255) / 256) {
                let tile = hashes[(number * 256)..<min(number * 256 + 256, hashes.count)]
                let found = try Self.bytes(folder, Self.path("tile/\(level)", number, tile.count))
                guard found == tile.flatMap(\.array) else { throw Wrong(description: "tile \(level)/\(number) is another") }
            }
            hashes = (0..<(hashes.count / 256)).map { Self.root(hashes[($0 * 256)..<($0 * 256 + 256)], &hasher) }
            level += 1
        }
        (self.digests, self.lines) = (digests, lines)
    }

    /// RFC 6962's own definition.
    public static func root(_ leaves: ArraySlice<Digest>, _ hasher: inout Hasher256) -> Digest {
        if leaves.count == 1 { return leaves.first! }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        let left = root(leaves[..<middle], &hasher)
        return hasher.node(left, root(leaves[middle...], &hasher))
    }

    static func path(_ kind: String, _ number: Int, _ width: Int) -> String {
        let text = String(format: "%03d", number % 1000)
        let path = number < 1000 ? text : String(format: "x%03d/", number / 1000) + text
        return "\(kind)/\(path)" + (width < 256 ? ".p/\(width)" : "")
    }

    private static func bytes(_ folder: String, _ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else {
            throw Wrong(description: "\(path) is absent")
        }
        return Array(data)
    }
}
