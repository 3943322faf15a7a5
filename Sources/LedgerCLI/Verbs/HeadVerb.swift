internal import ArgumentParser
internal import Ledger
internal import Proofs

struct HeadVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "head", abstract: tr("Show the end of the log: size, last digest, root, time.", "显示日志末端：条数、末条摘要、根、时间。"))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        guard let head = try ledger.head() else { throw LedgerError(.storedRowBroken, ["meta", "head"]) }
        let time = CivilTime.text(ofMilliseconds: head.timeMilliseconds)
        if common.json {
            var answer = JSONText()
            answer.put("size", head.size)
            answer.put("digest", head.digest.hex)
            answer.put("root", head.root.hex)
            answer.put("time", time)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line("size    \(grouped(head.size))")
            Output.standard.line("digest  \(head.digest)")
            Output.standard.line("root    \(head.root)")
            Output.standard.line("time    \(time)")
        }
        Output.standard.flush()
    }
}
