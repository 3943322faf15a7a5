internal import ArgumentParser
internal import Ledger
internal import Proofs

struct CheckpointShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show", abstract: tr("Say in words what a checkpoint or a request says.", "以文字说明检查点或请求的内容。"),
            discussion: tr(
                "Shows what the file claims: no signature is checked. That is what `verify` is for.",
                "仅显示文件所称内容，不核验签名；核验请用 `verify`。"))
    }

    @Argument(
        help: ArgumentHelp(tr("A checkpoint, or a request to a witness.", "检查点，或给见证人的请求。"), valueName: "file"),
        completion: .file())
    var file: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        let file = try NoteFile(file)
        if common.json { answer(file) } else { table(file) }
        Output.standard.flush()
    }

    /// What the form of a signature says of it: a log signs the note alone, a witness with a time.
    private func kind(_ signature: SignedNote.Signature) -> String {
        if signature.cosignatureSeconds != nil { return "cosignature" }
        return signature.bytes.count == 68 ? "log" : "unknown"
    }

    private func answer(_ file: NoteFile) {
        var answer = JSONText()
        answer.put("origin", file.checkpoint.origin)
        answer.put("size", file.checkpoint.size)
        answer.put("root", file.checkpoint.root.hex)
        if let request = file.request {
            answer.put("oldSize", request.proof.from)
            answer.put("hashes", request.proof.path.count)
        }
        answer.put(
            "signatures",
            objects: file.note.signatures.map { signature in
                var one = JSONText()
                one.put("name", signature.name)
                one.put("keyHash", hexText(signature.keyHash))
                one.put("kind", kind(signature))
                if let seconds = signature.cosignatureSeconds { one.put("time", instant(ofSeconds: seconds)) }
                return one
            })
        Output.standard.line(answer.text)
    }

    private func table(_ file: NoteFile) {
        let checkpoint = file.checkpoint, output = Output.standard
        output.line(tr("origin    \(checkpoint.origin)", "名称      \(checkpoint.origin)"))
        output.line(tr("size      \(grouped(checkpoint.size)) entries", "条数      \(grouped(checkpoint.size))"))
        output.line(tr("root      \(checkpoint.root)", "根        \(checkpoint.root)"))
        if let request = file.request {
            let (count, old) = (request.proof.path.count, grouped(request.proof.from))
            output.line(tr("extends   \(old) entries, by \(count) hashes", "延伸自    \(old) 条，附 \(count) 个哈希"))
        }
        for signature in file.note.signatures {
            let hash = hexText(signature.keyHash), name = signature.name
            if let seconds = signature.cosignatureSeconds {
                let time = instant(ofSeconds: seconds)
                output.line(tr("cosigned  \(name), key \(hash), \(time)", "联署      \(name)，密钥 \(hash)，\(time)"))
            } else if kind(signature) == "log" {
                output.line(tr("signed    \(name), key \(hash)", "签名      \(name)，密钥 \(hash)"))
            } else {
                output.line(tr("unknown   \(name), key \(hash)", "未知签名  \(name)，密钥 \(hash)"))
            }
        }
        Talk.note(tr("No signature was checked.", "未核验任何签名。"))
    }
}
