internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

/// A deal's evidence as a BagIt folder (RFC 8493): built beside its place and renamed, so that there is never half a bag.
struct EvidenceBag {
    struct Timestamp {
        /// The file as it came.
        let bytes: [UInt8]
        let token: TimestampToken
    }

    /// What was written.
    struct Made {
        let size: UInt64
        let sealed: UInt64
        let entries: Int
        let fields: Int
        let files: Int
        let hasPDF: Bool
    }

    let deal: String
    let ledger: Ledger
    let note: SignedNote
    let policy: [UInt8]
    let timestamp: Timestamp?
    /// Root certificates, PEM.
    let authorities: [UInt8]?

    init(
        deal: String, ledger: Ledger, note: SignedNote, policy: [UInt8], timestamp: Timestamp?, authorities: [UInt8]?
    ) {
        (self.deal, self.ledger, self.note, self.policy) = (deal, ledger, note, policy)
        (self.timestamp, self.authorities) = (timestamp, authorities)
    }

    /// - Throws: ``LedgerError`` `notSealed` where no seal below the checkpoint has the deal.
    func write(_ folder: String) throws -> Made {
        guard let checkpoint = Checkpoint(body: note.body) else { throw LedgerError(.noteUnreadable, [folder]) }
        guard let seal = try ledger.lastSeal(), seal.id < checkpoint.size else { throw LedgerError(.notSealed, ["deal/\(deal)"]) }
        let building = "\(folder).new"
        if Files.exists(building) { throw LedgerError(.outputExists, [building]) }
        do {
            let made = try fill(building, checkpoint, seal)
            try Files.rename(building, to: folder)
            return made
        } catch {
            for part in ["/data/proof/proofs", "/data/proof", "/data", ""] { Files.removeFolder(building + part) }
            throw error
        }
    }

    private func fill(_ root: String, _ checkpoint: Checkpoint, _ seal: Seal) throws -> Made {
        let data = root + "/data"
        let (entries, _) = try ProofFolder(
            path: data + "/proof", ledger: ledger, checkpoint: note, seal: seal, claim: .deal(deal)
        ).write()
        let lines = try Files.read(data + "/proof/entries.jsonl").split(separator: 0x0A).map { Array($0) }
        let facts = try ledger.withReader { try $0.facts(ofDeal: deal, below: checkpoint.size) }
        let state = EvidenceState(deal: deal, checkpoint: checkpoint, facts: facts)
        var files: [(name: String, bytes: [UInt8])] = [
            ("HOWTO.md", Array(EvidenceGuide.english(deal, hasTimestamp: timestamp != nil).utf8)),
            ("HOWTO.zh-CN.md", Array(EvidenceGuide.chinese(deal, hasTimestamp: timestamp != nil).utf8)),
            ("check.py", Array(EvidenceScript.text.utf8)),
            ("log-key.pem", Array(try keyPEM().utf8)), ("policy", policy),
        ]
        if let timestamp { files.append(("checkpoint.tsr", timestamp.bytes)) }
        if let authorities { files.append(("authorities.pem", authorities)) }
        let report = EvidenceReport(
            state: state, lines: lines, seal: seal, key: try ledger.verifierKey(), timestamp: timestamp?.token)
        files.append(("report.html", Array(report.html.utf8)))
        for file in files { try Files.create("\(data)/\(file.name)", file.bytes, mode: 0o644) }
        let hasPDF = try Program.run("weasyprint", [data + "/report.html", data + "/report.pdf"])
        if hasPDF {
            // Another program wrote it, and synced nothing.
            let bytes = try Files.read(data + "/report.pdf")
            try Files.replace(data + "/report.pdf", bytes, mode: 0o644)
            files.append(("report.pdf", bytes))
        }
        try Files.create(data + "/evidence.json", state.json(files: files.map { ($0.name, $0.bytes) }), mode: 0o644)
        let count = try BagManifests(root: root, identifier: "\(ledger.origin) deal/\(deal)").write()
        return Made(
            size: checkpoint.size, sealed: seal.size, entries: entries, fields: state.fields.count, files: count, hasPDF: hasPDF)
    }

    /// The log's key for tools that read PEM: a `SubjectPublicKeyInfo` of Ed25519. RFC 8410 section 4.
    private func keyPEM() throws -> String {
        let header: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        let text = base64Text(header + (try ledger.verifierKey().publicKey.bytes))
        return "-----BEGIN PUBLIC KEY-----\n\(text)\n-----END PUBLIC KEY-----\n"
    }
}
