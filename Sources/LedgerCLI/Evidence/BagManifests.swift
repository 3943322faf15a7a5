internal import Ledger
internal import Proofs
internal import Storage

/// The tag files that make a folder with `data/` a bag. RFC 8493 section 2.
struct BagManifests {
    let root: String
    /// What the bag is about.
    let identifier: String

    /// Writes them.
    ///
    /// - Returns: how many files the payload has.
    func write() throws -> Int {
        let payload = try files("data")
        var bytes = 0, manifest = ""
        for path in payload {
            let content = try Files.read("\(root)/\(path)")
            bytes += content.count
            manifest += Self.line(path, content)
        }
        let today = CivilTime.text(
            ofMilliseconds: Surroundings.system.wallMilliseconds() + CivilTime.offsetMilliseconds
        ).prefix(10)
        let tags: [(name: String, text: String)] = [
            (
                "bag-info.txt",
                """
                Bag-Software-Agent: deedlog \(versionText)
                Bagging-Date: \(today)
                External-Identifier: \(identifier)
                Payload-Oxum: \(bytes).\(payload.count)
                """ + "\n"
            ),
            ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
            ("manifest-sha256.txt", manifest),
        ]
        var tagManifest = ""
        for tag in tags {
            try Files.create("\(root)/\(tag.name)", Array(tag.text.utf8), mode: 0o644)
            tagManifest += Self.line(tag.name, Array(tag.text.utf8))
        }
        try Files.create(root + "/tagmanifest-sha256.txt", Array(tagManifest.utf8), mode: 0o644)
        return payload.count
    }

    /// The files under a folder, by path, in byte order.
    private func files(_ folder: String) throws -> [String] {
        var found: [String] = []
        for name in try Files.names("\(root)/\(folder)") {
            let path = "\(folder)/\(name)"
            // A file is no folder whose names can be read.
            if (try? Files.names("\(root)/\(path)")) != nil { found += try files(path) } else { found.append(path) }
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func line(_ path: String, _ content: [UInt8]) -> String {
        var hasher = Hasher256()
        return "\(hasher.digest(of: content.span).hex)  \(path)\n"
    }
}
