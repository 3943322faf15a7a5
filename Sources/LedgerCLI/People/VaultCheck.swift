internal import ArgumentParser
internal import Ledger
internal import Vault

struct VaultCheck: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "check",
            abstract: tr("Open every value that the log commits to, and look for what has no entry.", "打开日志所承诺的每个原值，并查找无条目的内容。"),
            discussion: tr(
                "Shows none of them. Exit 0: every commitment opens or is of an erased party, and nothing is here without an entry. 2: something is not what was committed to, or vault and log contradict each other. 6: values or entries are missing.",
                "不显示任何原值。退出码 0：各承诺值均可打开或属已删除的当事人，且没有无条目的内容；2：与承诺值不符，或保险库与日志矛盾；6：缺少原值或条目。"))
    }

    @OptionGroup var vaultKey: VaultKeyOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        let vault = try vaultKey.open(ledger, .reading)
        let audit = try VaultAudit.run(ledger, vault, isWhole: true)
        if common.json {
            var answer = audit.json
            answer.put(
                "findings",
                objects: audit.findings.map { finding in
                    var one = JSONText()
                    one.put("kind", finding.kind.rawValue)
                    if let index = finding.index { one.put("index", index) } else { one.putNull("index") }
                    one.put("detail", finding.detail)
                    return one
                })
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(audit.words)
            for finding in audit.findings {
                let place = finding.index.map { tr(" at entry \($0)", "，第 \($0) 条") } ?? ""
                Output.standard.line("  \(words(finding.kind))\(place)\(tr(": ", "："))\(finding.detail)")
            }
        }
        Output.standard.flush()
        if audit.exitStatus != 0 { throw ExitCode(audit.exitStatus) }
    }

    private func words(_ kind: VaultAudit.Finding.Kind) -> String {
        switch kind {
        case .valueBroken: tr("not what was committed to", "与承诺值不符")
        case .valueMissing: tr("no value", "缺少原值")
        case .entryMissing: tr("a value without an entry", "原值没有对应条目")
        case .rowBroken: tr("a damaged row", "行已损坏")
        case .erasedWithoutEntry: tr("erased in the vault, and the log does not say so", "库中已删除而日志未载")
        case .notErased:
            tr(
                "erased by the log, and the vault has its key: run `deedlog party erase` again",
                "日志载明已删除而库中仍有密钥：请再次运行 `deedlog party erase`")
        }
    }
}
