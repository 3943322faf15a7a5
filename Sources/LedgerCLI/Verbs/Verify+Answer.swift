internal import HomeSale
internal import Ledger
internal import Projections
internal import Proofs

extension Verify {
    /// Faults of read models are said apart: the log itself may be sound.
    func answer(
        _ report: VerifyReport, _ steps: StepAudit?, _ views: [ViewVerdict], _ vault: Result<VaultAudit, LedgerError>?,
        _ milliseconds: Int64
    ) {
        if common.json {
            Output.standard.line(json(report, steps, views, vault, milliseconds))
            return
        }
        let rate = milliseconds > 0 ? report.entries * 1000 / UInt64(milliseconds) : report.entries
        switch steps?.verdict ?? report.verdict {
        case .ok where !report.undecided.isEmpty:
            Output.standard.line(
                tr(
                    "sound     \(grouped(report.entries)) of \(grouped(report.size)) entries, as far as they go",
                    "部分通过  \(grouped(report.size)) 条中的 \(grouped(report.entries)) 条"))
        case .ok:
            Output.standard.line(
                tr(
                    "verified  \(grouped(report.size)) entries, root \(report.root)",
                    "核验通过  \(grouped(report.size)) 条，根 \(report.root)"))
        case .broken:
            let count = grouped(UInt64(report.faults.count + (steps?.findings.count ?? 0)))
            Output.standard.line(tr("BROKEN    \(count) faults; the first:", "已损坏    \(count) 处；第一处："))
        case .inconclusive: Output.standard.line(tr("undecided", "无法判定"))
        }
        if let fault = report.firstFault {
            Output.standard.line("  \(fault.kind.rawValue)" + (fault.index.map { tr(" at index \($0)", "，序号 \($0)") } ?? ""))
            Self.say(expected: fault.expected, found: fault.found)
            if let before = fault.before {
                Output.standard.line(
                    tr("  between sizes \(fault.after ?? 0) and \(before)", "  介于条数 \(fault.after ?? 0) 与 \(before) 之间"))
            }
        }
        if !report.undecided.isEmpty {
            Output.standard.line(
                tr("  only part was read; left open: ", "  仅核验部分；未判定：") + report.undecided.joined(separator: ", "))
        }
        Output.standard.line(
            tr(
                "read      \(grouped(report.bytes)) bytes in \(seconds(milliseconds)) s, \(grouped(rate)) entries/s",
                "读取      \(grouped(report.bytes)) 字节，\(seconds(milliseconds)) 秒，\(grouped(rate)) 条/秒"))
        if report.covered < report.size {
            let count = grouped(report.size - report.covered)
            Output.standard.line(
                tr(
                    "          \(count) entries are beyond the stored checkpoint and do not count until `deedlog follow` has all of the next",
                    "          \(count) 条超出已存检查点，在 `deedlog follow` 取全下一检查点之前不作数"))
        }
        if let old = report.continues {
            let isHeld = continues != nil && report.verdict == .ok
            Output.standard.line(
                tr(
                    "          continues \(grouped(old.size)) entries of \(old.origin)\(isHeld ? ", as given" : "; not compared: see --continues")",
                    "          承接 \(old.origin) 的 \(grouped(old.size)) 条\(isHeld ? "，与所给一致" : "；未比对，见 --continues")"))
        }
        if let steps { answer(steps) }
        for view in views where view.finding != nil { ViewCheck.say(view, isJSON: false) }
        let sound = views.filter { $0.standing == .sound || $0.standing == .behind }
        if !sound.isEmpty {
            let names = sound.map(\.model).joined(separator: tr(", ", "、"))
            Output.standard.line(tr("          read models as the log says: \(names)", "          与日志一致的读模型：\(names)"))
        }
        switch vault {
        case .success(let audit)?:
            let words = audit.commitments == 0 ? tr("no commitments", "没有承诺值") : audit.words
            Output.standard.line(tr("          the vault: \(words)", "          保险库：\(words)"))
        case .failure(let error)?:
            Output.standard.line(
                tr("          the vault was not asked: \(error.words.what)", "          未查验保险库：\(error.words.what)"))
        case nil: break
        }
        if report.unsignedEntries > 0 {
            let count = grouped(report.unsignedEntries)
            Output.standard.line(
                tr(
                    "          \(count) entries say they come from the authority itself, and are unsigned",
                    "          \(count) 条称由机关直接签认而无签名"))
        }
        if report.signaturesChecked > 0 {
            let count = grouped(report.signaturesChecked)
            Output.standard.line(
                tr(
                    "          \(count) signed entries, each by a registered key in force then",
                    "          \(count) 条签名均已核验，签名密钥当时已登记且有效"))
        }
        if report.signedEntries > 0 {
            let count = grouped(report.signedEntries)
            Output.standard.line(
                tr(
                    "          \(count) signed entries, not checked against a register of actors",
                    "          \(count) 条签名未经记录人登记簿核对"))
        }
    }

    /// What should be, and what is: of the log, of an automatic step, of a read model.
    static func say(expected: String, found: String) {
        Output.standard.line(tr("  expected  \(expected)", "  应为  \(expected)"))
        Output.standard.line(tr("  found     \(found)", "  实为  \(found)"))
    }

    private func answer(_ steps: StepAudit) {
        if let finding = steps.findings.first {
            Output.standard.line("  \(finding.kind.rawValue)" + tr(" at index \(finding.index)", "，序号 \(finding.index)"))
            Self.say(expected: finding.expected, found: finding.found)
        }
        if let unknown = steps.unknownRules.first {
            Output.standard.line(
                tr(
                    "          \(grouped(UInt64(steps.unknownRules.count))) automatic steps by rules that this program does not know; the first at index \(unknown.index): \(unknown.rule)",
                    "          \(grouped(UInt64(steps.unknownRules.count))) 个自动步骤的规则为本程序所未知；第一个序号 \(unknown.index)：\(unknown.rule)"
                ))
        }
        if steps.checked > 0 || steps.due > 0 {
            let checked = grouped(steps.checked), due = grouped(steps.due)
            Output.standard.line(
                tr(
                    "          \(checked) automatic steps recomputed; \(due) due since the last tick",
                    "          已重算 \(checked) 个自动步骤；上次推进后另有 \(due) 个到期"))
        }
        if steps.opaque > 0 {
            let count = grouped(steps.opaque)
            Output.standard.line(
                tr("          \(count) entries of types that no rule reads", "          \(count) 条类型未收录，不参与推导"))
        }
    }

    /// The answer where nothing could be decided; why is said beside it, as an error.
    func undecided(_ reason: LedgerError.Code) -> String {
        var answer = JSONText()
        answer.put("verdict", VerifyReport.Verdict.inconclusive.rawValue)
        answer.put("log", VerifyReport.Verdict.inconclusive.rawValue)
        answer.putNull("size")
        answer.putNull("root")
        answer.put("entries", 0)
        answer.put("bytes", 0)
        answer.put("seconds", milliseconds: 0)
        answer.putNull("firstFault")
        answer.put("faults", 0)
        answer.put("reason", reason.rawValue)
        return answer.text
    }

    private func json(
        _ report: VerifyReport, _ steps: StepAudit?, _ views: [ViewVerdict], _ vault: Result<VaultAudit, LedgerError>?,
        _ milliseconds: Int64
    ) -> String {
        var answer = JSONText()
        let isViewBroken = views.contains { $0.finding != nil }
        answer.put("verdict", isViewBroken ? VerifyReport.Verdict.broken.rawValue : (steps?.verdict ?? report.verdict).rawValue)
        answer.put("log", report.verdict.rawValue)
        answer.put("size", report.size)
        answer.put("root", report.root.hex)
        answer.put("entries", report.entries)
        if report.covered < report.size { answer.put("covered", report.covered) }
        answer.put("bytes", report.bytes)
        answer.put("seconds", milliseconds: milliseconds)
        answer.put("signaturesChecked", report.signaturesChecked)
        answer.put("signaturesUnchecked", report.signedEntries)
        answer.put("unsigned", report.unsignedEntries)
        if let old = report.continues {
            var one = JSONText()
            one.put("origin", old.origin)
            one.put("root", old.root.hex)
            one.put("size", old.size)
            answer.put("continues", one)
        }
        if let steps {
            var automatic = JSONText()
            automatic.put("checked", steps.checked)
            automatic.put("due", steps.due)
            automatic.put("unknownRules", UInt64(steps.unknownRules.count))
            answer.put("automatic", automatic)
            answer.put("opaque", steps.opaque)
        }
        if !report.undecided.isEmpty { answer.put("undecided", report.undecided) }
        if let fault = report.firstFault {
            var one = JSONText()
            if let index = fault.index { one.put("index", index) } else { one.putNull("index") }
            one.put("kind", fault.kind.rawValue)
            one.put("expected", fault.expected)
            one.put("found", fault.found)
            if let after = fault.after { one.put("after", after) } else { one.putNull("after") }
            if let before = fault.before { one.put("before", before) } else { one.putNull("before") }
            answer.put("firstFault", one)
        } else if let finding = steps?.findings.first {
            var one = JSONText()
            one.put("index", finding.index)
            one.put("kind", finding.kind.rawValue)
            one.put("expected", finding.expected)
            one.put("found", finding.found)
            one.putNull("after")
            one.putNull("before")
            answer.put("firstFault", one)
        } else {
            answer.putNull("firstFault")
        }
        answer.put("faults", report.faults.count + (steps?.findings.count ?? 0))
        let built = views.filter { $0.standing != .absent }
        if !built.isEmpty { answer.put("views", objects: built.map(ViewCheck.json)) }
        switch vault {
        case .success(let audit)?: answer.put("vault", audit.json)
        case .failure(let error)?:
            var one = JSONText()
            one.put("notAsked", error.code.rawValue)
            answer.put("vault", one)
        case nil: break
        }
        return answer.text
    }
}
