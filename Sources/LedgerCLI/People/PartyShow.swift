internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Vault

struct PartyShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: tr("Show how a party stands, without a personal value.", "显示当事人现状，不含个人信息原值。"))
    }

    @OptionGroup var party: PartyArgument
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        let record = try PartyRecord(ledger, party.id)
        let glance = Vault.exists(ledger) ? try VaultGlance(ledger) : nil
        let standing: PartyStanding =
            glance.map { $0.erased.contains(party.id) ? .erased : $0.live.contains(party.id) ? .live : .unknown } ?? .unknown
        if record.isUnknown && standing == .unknown { throw LedgerError(.notFound, [ErasureEntry.subject(party.id)]) }
        let state = try ledger.withReader { try $0.facts(of: .party, party.id) }
            .reduce(into: PartyState(id: party.id)) { $0.apply($1) }
        let today = today()
        let verdict = try record.retention(ledger, on: today)
        if common.json {
            Output.standard.line(json(record, state, standing, verdict, today))
        } else {
            Output.standard.raw(table(record, state, standing, verdict, today))
        }
        Output.standard.flush()
    }

    private func json(
        _ record: PartyRecord, _ state: PartyState, _ standing: PartyStanding, _ verdict: Retention.Verdict, _ today: CivilDate
    ) -> String {
        var answer = JSONText()
        answer.put("party", party.id)
        answer.put("entries", record.indexes.count)
        answer.put("commitments", record.commitments.count)
        answer.put("key", "\(standing)")
        answer.put("deals", record.deals)
        answer.put("consents", state.consents.filter { $0.isLive(on: today) }.map(\.purpose))
        answer.put(
            "fields",
            objects: state.fields.map { field in
                var one = JSONText()
                one.put("field", field.path)
                one.put("value", field.value)
                return one
            })
        if let index = record.requested { answer.put("erasureRequested", index) } else { answer.putNull("erasureRequested") }
        if let index = record.executed { answer.put("erasureExecuted", index) } else { answer.putNull("erasureExecuted") }
        switch verdict {
        case .now: answer.putNull("keepUntil")
        case .deferred(let until, let basis):
            answer.put("keepUntil", "\(until)")
            answer.put("basis", basis.rawValue)
        }
        return answer.text
    }

    private func table(
        _ record: PartyRecord, _ state: PartyState, _ standing: PartyStanding, _ verdict: Retention.Verdict, _ today: CivilDate
    ) -> String {
        var rows = [[tr("party", "当事人"), party.id]]
        rows += state.fields.map { [$0.path.hasPrefix("party.") ? String($0.path.dropFirst(6)) : $0.path, $0.value.text] }
        rows.append([tr("entries that name it", "提及的条目"), grouped(UInt64(record.indexes.count))])
        rows.append([tr("commitments", "承诺值"), grouped(record.commitments.count)])
        let words =
            switch standing {
            case .live: tr("in the vault", "在保险库中")
            case .erased: tr("destroyed", "已销毁")
            case .unknown: tr("none", "无")
            }
        rows.append([tr("key", "密钥"), words])
        if !record.deals.isEmpty { rows.append([tr("deals", "交易"), record.deals.joined(separator: " ")]) }
        let live = state.consents.filter { $0.isLive(on: today) }.map(\.purpose)
        if !live.isEmpty { rows.append([tr("consents that live", "有效同意"), live.joined(separator: " ")]) }
        for (index, entry) in record.erasures { rows.append([entry.type, tr("entry \(index)", "第 \(index) 条")]) }
        if standing != .erased {
            switch verdict {
            case .now: rows.append([tr("may be erased", "可否删除"), tr("now", "即可")])
            case .deferred(let until, let basis):
                rows.append([tr("kept until", "须保存至"), "\(until)\(tr(" (", "（"))\(tr(basis.wording))\(tr(")", "）"))"])
            }
        }
        return TableText(rows: rows).text
    }
}
