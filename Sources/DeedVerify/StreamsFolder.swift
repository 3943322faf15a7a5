internal import Proofs

/// The files of a folder that proves a claim about streams, as they were read.
struct StreamsFolder {
    let note: SignedNote
    let checkpoint: Checkpoint
    let sealLine: [UInt8]
    let sealProof: LogProof
    /// One line an entry, without line feeds.
    let lines: [[UInt8]]
    /// By the name of the file, without its ending.
    let proofs: [String: LogProof]
    let streams: StreamsFile

    /// `nil` where a file is missing, cut off, or none of its kind.
    init?(_ path: String) {
        guard let note = Self.text(path + "/checkpoint").flatMap({ SignedNote($0) }),
            let checkpoint = Checkpoint(body: note.body),
            let sealLine = readFile(path + "/seal.entry"),
            let sealProof = Self.text(path + "/seal.tlog-proof").flatMap({ LogProof($0) }),
            let entries = readFile(path + "/entries.jsonl", longest: 1 << 30), entries.isEmpty || entries.last == 0x0A,
            let streams = readFile(path + "/streams.json", longest: 1 << 26).flatMap({ StreamsFile($0) }),
            let names = folderNames(path + "/proofs")
        else { return nil }
        var proofs: [String: LogProof] = [:]
        for name in names {
            guard name.hasSuffix(".tlog-proof"), let proof = Self.text("\(path)/proofs/\(name)").flatMap({ LogProof($0) }) else {
                return nil
            }
            proofs[String(name.dropLast(11))] = proof
        }
        (self.note, self.checkpoint, self.sealLine, self.sealProof) = (note, checkpoint, sealLine, sealProof)
        (self.proofs, self.streams) = (proofs, streams)
        lines = entries.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map { Array($0) }
    }

    private static func text(_ path: String) -> String? { readFile(path).flatMap { String(validating: $0, as: UTF8.self) } }
}
