internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct SM3Sign: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "sign", abstract: tr("Sign the second root of a checkpoint.", "为检查点的第二个根签名。"),
            discussion: tr(
                """
                Only for a checkpoint that was released, and only where the lines still make its SHA-256 root: so the log never signs two \
                SM3 trees either. SM2 signatures are random; signing again gives another note of the same body.
                  deedlog sm3 sign cp -o cp.sm3
                """,
                """
                仅对已签发的检查点签名，且各行须仍能得出其 SHA-256 根：因此也绝不会为两棵 SM3 树签名。SM2 签名含随机数，再签所得文本内容相同、签名不同。
                  deedlog sm3 sign cp -o cp.sm3
                """))
    }

    @OptionGroup var checkpoint: CheckpointArgument
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(tr("Where to write; by default standard output.", "写出位置；默认标准输出。"), valueName: "file"))
    var output: String?
    @OptionGroup var key: SM2KeyOption
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        let signing = try SM2KeyFile.read(key.path(ledger.origin))
        let checkpoint = try readCheckpoint(checkpoint.path, of: ledger).checkpoint
        let progress = Progress(total: checkpoint.size, unit: tr("entries", "条"))
        let second = try ledger.sm3Checkpoint(of: checkpoint) { progress.show($0) }
        progress.end()
        let note = SignedNote(body: second.body, name: second.origin, key: signing)
        if let output {
            if Files.exists(output) { throw LedgerError(.outputExists, [output]) }
            try Files.create(output, Array(note.text.utf8), mode: 0o644)
            if common.json {
                var answer = JSONText()
                answer.put("note", output)
                answer.put("size", second.log.size)
                answer.put("sm3", second.root.hex)
                answer.put("sha256", second.log.root.hex)
                Output.standard.line(answer.text)
            } else {
                Output.standard.line(
                    tr(
                        "SM3 root \(second.root.hex) of \(grouped(second.log.size)) entries: \(output)",
                        "前 \(grouped(second.log.size)) 条的 SM3 根 \(second.root.hex)：\(output)"))
            }
        } else {
            Output.standard.raw(note.text)
        }
        Output.standard.flush()
    }
}
