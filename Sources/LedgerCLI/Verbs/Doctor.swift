internal import ArgumentParser
internal import Ledger
internal import Storage

struct Doctor: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Look at everything around a ledger and say what to do.", "检查账本周边状况并给出建议。"),
            discussion: tr("Changes nothing. Exit 0: all well. 6: something needs a look.", "不改动任何内容。退出码 0：一切正常；6：有事项需要处理。"))
    }

    @OptionGroup var signing: SigningKeyOption
    @OptionGroup var vaultKey: VaultKeyOptions

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        var findings = try Checkup(ledger: ledger, keyPath: signing.key).run()
        findings += try VaultCheckup(ledger: ledger, options: vaultKey).run()
        if common.json {
            for finding in findings {
                var one = JSONText()
                one.put("check", finding.check)
                one.put("ok", finding.isWell)
                one.put("message", finding.message)
                Output.standard.line(one.text)
            }
        } else {
            var table = TableText(["", tr("check", "检查项"), tr("finding", "结论")])
            for finding in findings { table.add([finding.isWell ? "ok" : "!!", finding.check, finding.message]) }
            Output.standard.raw(table.text)
        }
        Output.standard.flush()
        if findings.contains(where: { !$0.isWell }) { throw ExitCode(6) }
    }
}
