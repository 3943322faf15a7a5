internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct TimestampAttach: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "attach",
            abstract: tr("Check an authority's answer and keep it beside the checkpoint.", "核对机构答复，并存于检查点旁。"),
            discussion: tr(
                "Writes CHECKPOINT.tsr where the answer is granted, is about exactly this file, and repeats the request's nonce. Whose signature it is, `timestamp verify` says.",
                "答复须已签发、正好针对此文件并带有请求的随机数，方写出 检查点.tsr。签名属于何人由 `timestamp verify` 判断。"))
    }

    @OptionGroup var checkpoint: CheckpointArgument
    @Argument(help: ArgumentHelp(tr("What the authority answered.", "机构的答复。"), valueName: "response"), completion: .file())
    var response: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("The request; by default CHECKPOINT.tsq, where it is there.", "请求文件；默认取 检查点.tsq（若存在）。"), valueName: "file"),
        completion: .file())
    var request: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let message = try TimestampFiles.checkpoint(checkpoint.path)
        let bytes = try TimestampFiles.read(response), answer = try TimestampFiles.response(bytes, response)
        guard let token = answer.token else { throw LedgerError(.timestampRefused, [String(answer.status), answer.reason]) }
        try TimestampFiles.checkImprint(token, response, of: message)
        let usual = checkpoint.path + ".tsq"
        let asked = try (request ?? (Files.exists(usual) ? usual : nil)).map(TimestampFiles.request)
        if let asked {
            guard asked.imprint == token.imprint, asked.nonce == token.nonce else {
                throw LedgerError(.timestampBroken, [response, tr("it answers another request", "它答复的是另一请求")])
            }
        }
        let path = checkpoint.path + ".tsr"
        if Files.exists(path) {
            guard try Files.read(path) == bytes else { throw LedgerError(.outputExists, [path]) }
        } else {
            try Files.create(path, bytes, mode: 0o644)
        }
        if common.json {
            var said = JSONText()
            said.put("timestamp", path)
            token.put(into: &said)
            said.put("nonceChecked", asked != nil)
            Output.standard.line(said.text)
        } else {
            Output.standard.line("\(token.words): \(path)")
            if asked == nil { Talk.note(tr("note: no request was given, so its nonce was not compared", "提示：未给出请求，未核对随机数")) }
        }
        Output.standard.flush()
    }
}
