internal import ArgumentParser
internal import Ledger
internal import Vault

struct VaultStatus: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "status", abstract: tr("Say what is in the vault, without its key.", "显示保险库概况，无需密钥。"),
            discussion: tr("Changes nothing and opens nothing.", "不改动也不打开任何内容。"))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        let glance = try VaultGlance(ledger)
        if common.json {
            var answer = JSONText()
            answer.put("vault", Vault.path(of: ledger))
            answer.put("masterKey", glance.masterKeyID)
            answer.put("previousMasterKey", glance.previousMasterKeyID)
            answer.put("live", glance.live.count)
            answer.put("erased", glance.erased.count)
            answer.put("values", glance.values)
            answer.put("pending", glance.pending)
            answer.put("inUse", glance.isInUse)
            answer.put("compactionDue", glance.isCompactionDue)
            Output.standard.line(answer.text)
        } else {
            var rows = [
                [tr("vault", "保险库"), Vault.path(of: ledger)], [tr("master key", "主密钥"), glance.masterKeyID],
            ]
            if let before = glance.previousMasterKeyID { rows.append([tr("before it", "前一主密钥"), before]) }
            rows += [
                [tr("parties", "当事人"), grouped(UInt64(glance.live.count))],
                [tr("erased", "已删除"), grouped(UInt64(glance.erased.count))],
                [tr("values", "原值"), grouped(UInt64(glance.values))],
                [tr("unsettled", "未了结"), grouped(UInt64(glance.pending))],
                [tr("in use", "使用中"), glance.isInUse ? tr("yes", "是") : tr("no", "否")],
                [tr("compaction due", "待压缩"), glance.isCompactionDue ? tr("yes", "是") : tr("no", "否")],
            ]
            Output.standard.raw(TableText(rows: rows).text)
        }
        Output.standard.flush()
    }
}
