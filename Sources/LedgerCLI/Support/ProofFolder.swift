internal import CanonicalJSON
internal import Ledger
internal import Proofs
internal import Storage

/// A folder that proves a claim about streams to people who have no ledger. DESIGN.md section 7; docs/FORMAT.md.
struct ProofFolder {
    let path: String
    let ledger: Ledger
    let checkpoint: SignedNote
    let seal: Seal
    let claim: StreamClaim

    /// Writes the files; the folder must be new or empty.
    ///
    /// - Returns: how many entries they show, and which other streams they disclose: the neighbours by name.
    func write() throws -> (entries: Int, disclosed: [String]) {
        if Files.exists(path), (try? Files.names(path))?.isEmpty != true { throw LedgerError(.folderNotEmpty, [path]) }
        let leaves = try ledger.prove(claim, in: seal)
        guard let size = Checkpoint(body: checkpoint.body)?.size else { throw LedgerError(.noteUnreadable, [path]) }
        try Files.createFolders(path + "/proofs")
        try Files.create(path + "/checkpoint", Array(checkpoint.text.utf8), mode: 0o644)
        try ledger.prove([seal.id], in: checkpoint) { entry in
            try Files.create(path + "/seal.entry", entry.line, mode: 0o644)
            try Files.create(path + "/seal.tlog-proof", Array(entry.proof.text.utf8), mode: 0o644)
        }
        var indexes: [UInt64] = []
        for leaf in leaves where claim.covers(leaf.leaf.subject) {
            indexes += try ledger.indexes(of: leaf.leaf.subject, below: size)
        }
        indexes.sort()
        var lines: [UInt8] = []
        try ledger.prove(indexes, in: checkpoint) { entry in
            lines += entry.line + [0x0A]
            let name = "\(path)/proofs/\(entry.proof.inclusion.index).tlog-proof"
            try Files.create(name, Array(entry.proof.text.utf8), mode: 0o644)
        }
        try Files.create(path + "/entries.jsonl", lines, mode: 0o644)
        try Files.create(path + "/streams.json", streams(leaves), mode: 0o644)
        return (indexes.count, leaves.map(\.leaf.subject).filter { !claim.covers($0) })
    }

    private func streams(_ leaves: [StreamProof]) -> [UInt8] {
        let objects = leaves.map { leaf in
            JSONWriter.object { one in
                one.member("leaf", json: leaf.leaf.bytes)
                one.member("path", leaf.path.map(\.hex))
                one.member("position", Int64(leaf.position))
            }
        }
        return JSONWriter.object { writer in
            writer.member("claim", json: JSONWriter.object { $0.member(claim.kind, claim.name) })
            writer.member("leaves", objects: objects)
            writer.member("seal", String(seal.id))
            writer.member("size", Int64(seal.size))
            writer.member("streams", Int64(seal.streams))
        }
    }
}

extension StreamClaim {
    var kind: String {
        switch self {
        case .stream: "stream"
        case .deal: "deal"
        case .absent: "absent"
        }
    }

    var name: String {
        switch self {
        case .stream(let name), .deal(let name), .absent(let name): name
        }
    }

    /// Whether the claim is about the entries of a stream; neighbours only show that nothing lies between.
    func covers(_ subject: String) -> Bool {
        switch self {
        case .stream(let name): subject.utf8.elementsEqual(name.utf8)
        case .deal(let id): subject.utf8.elementsEqual("deal/\(id)".utf8) || subject.utf8.starts(with: "deal/\(id)/".utf8)
        case .absent: false
        }
    }
}
