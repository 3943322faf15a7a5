internal import ArgumentParser
internal import Ledger
internal import Proofs

/// The ledger's own key: which is in force, and how it is changed.
struct KeyVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "key", abstract: tr("The ledger's signing key: which was in force when, change it.", "账本签名密钥：历任密钥与更换。"),
            discussion: tr(
                """
                  deedlog key list
                  deedlog key change      when people leave, when a machine is replaced, once a year
                A key that may be in other hands is not changed but left behind: see `deedlog succeed`.
                """,
                """
                  deedlog key list
                  deedlog key change      人员离岗、更换设备、每年一次
                密钥可能已落入他人之手时，不应更换，而应另立账本：见 `deedlog succeed`。
                """),
            subcommands: [KeyList.self, KeyChangeVerb.self])
    }
}

struct KeyList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: tr("Each key that was in force, and for which sizes.", "列出历任密钥及其所签的条数范围。"),
            discussion: tr(
                "As the log says it; `deedlog verify` checks that each change is proved.",
                "以日志所载为准；每次更换是否成立由 `deedlog verify` 核验。"))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let keys = try ledger.open().keyHistory()
        var table = TableText([tr("heads from", "起始条数"), tr("to", "截止条数"), tr("verifier key", "验证公钥")], right: [0, 1])
        for (number, key) in keys.keys.enumerated() {
            let from = number == 0 ? 1 : keys.changes[number - 1] + 2
            let to = number < keys.changes.count ? keys.changes[number] + 1 : nil
            if common.json {
                var one = JSONText()
                one.put("verifierKey", key.text)
                one.put("from", from)
                if let to { one.put("to", to) } else { one.putNull("to") }
                if number == 0 { one.put("index", 0) } else { one.put("index", keys.changes[number - 1]) }
                Output.standard.line(one.text)
            } else {
                table.add([grouped(from), to.map { grouped($0) } ?? "", key.text])
            }
        }
        if !common.json { Output.standard.raw(table.text) }
        Output.standard.flush()
    }
}
