internal import ArgumentParser
internal import Ledger
internal import Proofs

struct SM3Root: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "root", abstract: tr("Compute the root over SM3, and SHA-256's beside it.", "计算 SM3 根，并列出 SHA-256 根。"),
            discussion: tr("Reads every line. Nothing is signed or stored.", "读取每一行；不签名，不存储。"))
    }

    @Option(
        name: .long, help: ArgumentHelp(tr("Of the first so many entries; by default all.", "仅前若干条；默认全部。"), valueName: "entries"))
    var size: UInt64?
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        let size = try size ?? ledger.head()?.size ?? 0
        let progress = Progress(total: size, unit: tr("entries", "条"))
        let roots = try ledger.roots(at: size) { progress.show($0) }
        progress.end()
        if common.json {
            var answer = JSONText()
            answer.put("size", size)
            answer.put("sm3", roots.sm3.hex)
            answer.put("sha256", roots.sha256.hex)
            answer.put("seconds", milliseconds: progress.elapsedMilliseconds)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(tr("\(grouped(size)) entries", "\(grouped(size)) 条"))
            Output.standard.line("sm3     \(roots.sm3.hex)")
            Output.standard.line("sha256  \(roots.sha256.hex)")
        }
        Output.standard.flush()
    }
}
