public import Proofs
internal import Storage

/// What a witness remembers, by the name of its key: a witness under another name is another witness. docs/FORMAT.md.
extension StateFolder {
    /// Where the key of the witness `name` is by default: not where ledgers keep theirs, whose names it may share.
    public func witnessKeyPath(_ witness: String) -> String { "\(witnessFolder(witness))/key.pem" }

    private func witnessFolder(_ witness: String) -> String { "\(path)/witness/\(name(witness))" }

    /// Where the last note is that `witness` cosigned for `origin`.
    public func cosignedPath(_ origin: String, by witness: String) -> String { "\(witnessFolder(witness))/\(name(origin))" }

    /// Where the last note is that the witness at `url` cosigned for this ledger.
    func answeredPath(_ origin: String, _ url: String) -> String { "\(path)/collected/\(name(origin))/\(name(url))" }

    /// Fixes name and key of a witness to each other, at first use.
    ///
    /// - Throws: ``LedgerError`` `keyInUse` where either belongs to another. A cosignature does not say under which name it was
    ///   given, so one key under two names could be taken for the other. C2SP tlog-cosignature.
    func bindWitness(_ key: VerifierKey) throws {
        var hasher = Hasher256()
        let records = [
            "\(path)/witness/keys/\(hasher.digest(of: key.publicKey.bytes.span).hex)", "\(witnessFolder(key.name))/verifier",
        ]
        let line = Array((key.text + "\n").utf8)
        try Files.createFolders("\(path)/witness/keys")
        try Files.createFolders(witnessFolder(key.name))
        try withLock("\(path)/witness/keys/all") {
            for record in records where Files.exists(record) {
                let found = try Files.read(record)
                guard found == line else {
                    throw LedgerError(.keyInUse, [key.text, String(decoding: found.dropLast(), as: UTF8.self)])
                }
            }
            for record in records where !Files.exists(record) { try Files.replace(record, line) }
        }
    }

    /// Keeps both sides of a contradiction beside the record of what was cosigned last, each under its size and root.
    ///
    /// What is no proof by itself, such as an old note, has room of its own, so that it can never fill up the place of a proof.
    /// - Returns: where they are; nothing once there are 64 of that sort.
    func keepEvidence(_ sort: String, _ note: SignedNote, against last: SignedNote, _ record: String) throws -> [String] {
        let paths = try [("cosigned", last), (sort, note)].map { word, note in
            guard let checkpoint = Checkpoint(body: note.body) else { throw LedgerError(.noteUnreadable, [record]) }
            return "\(record).\(word)-\(checkpoint.size)-\(checkpoint.root.hex.prefix(16))"
        }
        let start = (record.split(separator: "/").last.map(String.init) ?? "") + ".\(sort)-"
        if !Files.exists(paths[1]), try Files.names(Files.parent(record)).count(where: { $0.hasPrefix(start) }) >= 64 {
            return []
        }
        for (path, note) in zip(paths, [last, note]) { try Files.replace(path, Array(note.text.utf8)) }
        return paths
    }
}

extension StateFolder {
    /// The note that the witness at `url` cosigned last for `origin`, as far as is remembered. A hint where to begin, no more.
    public func answered(_ origin: String, _ url: String) throws -> SignedNote? {
        let path = answeredPath(origin, url)
        return Files.exists(path) ? try readNote(path, origin) : nil
    }

    /// Remembers a note that the witness at `url` cosigned.
    public func keep(_ note: SignedNote, of origin: String, from url: String) throws {
        let path = answeredPath(origin, url)
        try withLock(path) { try Files.replace(path, Array(note.text.utf8)) }
    }
}
