internal import Glibc
internal import Proofs

/// A BagIt folder (RFC 8493) as this program writes them: SHA-256 manifests, paths rising, every file listed and no other.
struct BagFolder {
    let path: String
    /// By path; what `manifest-sha256.txt` says.
    let payload: [String: Digest]
    private let tags: [String: Digest]
    private let isRising: Bool

    private static let declaration = Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)
    private static let longestFile = 1 << 30
    /// Folders in folders that a bag of ours has at most: `data/proof/proofs`.
    private static let deepest = 3

    /// `nil` where it is no bag, or its manifests are missing or cut off.
    init?(_ path: String) {
        guard readFile(path + "/bagit.txt") == Self.declaration,
            let manifest = readFile(path + "/manifest-sha256.txt", longest: 1 << 28).flatMap({ Self.lines($0) }),
            let tagManifest = readFile(path + "/tagmanifest-sha256.txt").flatMap({ Self.lines($0) })
        else { return nil }
        self.path = path
        isRising = [manifest, tagManifest].allSatisfy { lines in
            zip(lines, lines.dropFirst()).allSatisfy { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        }
        payload = Dictionary(manifest.map { ($0.path, $0.digest) }) { first, _ in first }
        tags = Dictionary(tagManifest.map { ($0.path, $0.digest) }) { first, _ in first }
    }

    /// Lines `DIGEST  PATH`; `nil` where one is of another form, or the last has no end.
    private static func lines(_ bytes: [UInt8]) -> [(digest: Digest, path: String)]? {
        guard bytes.last == 0x0A else { return nil }
        var lines: [(digest: Digest, path: String)] = []
        for line in bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
            let line = Array(line)
            guard line.count > 66, line[64] == 0x20, line[65] == 0x20,
                let digest = Digest(hex: String(decoding: line[..<64], as: UTF8.self)),
                // Ours are plain: two names that Unicode calls equal would pass for one.
                let path = String(validating: line[66...], as: UTF8.self), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else { return nil }
            lines.append((digest, path))
        }
        return lines
    }

    /// Whether files and manifests say the same; `nil` where they do.
    func fault() -> ProofVerdict.Fault? {
        guard isRising, Set(tags.keys) == ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"],
            payload.keys.allSatisfy({ $0.utf8.starts(with: "data/".utf8) })
        else { return .manifest }
        guard let found = Self.files(path, "", Self.deepest) else { return .bagExtra }
        let listed = Set(payload.keys).union(tags.keys).union(["tagmanifest-sha256.txt"])
        if !listed.subtracting(found).isEmpty { return .bagMissing }
        if !found.subtracting(listed).isEmpty { return .bagExtra }
        var hasher = Hasher256()
        for (name, digest) in payload.merging(tags, uniquingKeysWith: { first, _ in first }) {
            guard let bytes = readFile("\(path)/\(name)", longest: Self.longestFile) else { return .bagMissing }
            if hasher.digest(of: bytes.span) != digest { return .bagDigest }
        }
        return hasCount ? nil : .manifest
    }

    /// Whether `Payload-Oxum`, where it is there, counts what is there. RFC 8493 section 2.2.2.
    private var hasCount: Bool {
        guard let bytes = readFile(path + "/bag-info.txt") else { return false }
        let word = Array("Payload-Oxum: ".utf8)
        let said = bytes.split(separator: 0x0A).filter { $0.starts(with: word) }.map { $0.dropFirst(word.count) }
        let total = payload.keys.reduce(0) { $0 + size("\(path)/\($1)") }
        return said.allSatisfy { $0.elementsEqual("\(total).\(payload.count)".utf8) }
    }

    /// Regular files under a folder, by path; `nil` where something else lies there.
    private static func files(_ root: String, _ inner: String, _ depth: Int) -> Set<String>? {
        guard let names = folderNames(inner.isEmpty ? root : "\(root)/\(inner)") else { return nil }
        var found: Set<String> = []
        for name in names {
            let place = inner.isEmpty ? name : "\(inner)/\(name)"
            guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
            switch kind("\(root)/\(place)") {
            case S_IFREG: found.insert(place)
            case S_IFDIR where depth > 0:
                guard let inside = files(root, place, depth - 1) else { return nil }
                found.formUnion(inside)
            default: return nil
            }
        }
        return found
    }

    private static func kind(_ path: String) -> mode_t {
        var status = stat()
        return unsafe lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
    }

    private func size(_ path: String) -> Int {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
