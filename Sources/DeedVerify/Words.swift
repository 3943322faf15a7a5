internal import CanonicalJSON
internal import Glibc

/// How a verdict is said: to a person in two languages, to a script as JSON.
struct Words {
    let isChinese: Bool

    /// `--lang` where it is given, else what the environment asks for.
    init(_ language: String?) {
        var wanted = language
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] where wanted == nil {
            if let value = unsafe getenv(name), unsafe value.pointee != 0 { wanted = unsafe String(cString: value) }
        }
        isChinese = wanted?.hasPrefix("zh") ?? false
    }

    func tr(_ english: String, _ chinese: String) -> String { isChinese ? chinese : english }

    /// One line for a person.
    func line(_ verdict: ProofVerdict) -> String {
        let source = verdict.source ?? "?", index = verdict.index ?? 0, size = verdict.size ?? 0
        guard let fault = verdict.fault else {
            return tr(
                "ok  \(verdict.file): entry \(index) (\(verdict.subject ?? "")) is in the log \(source) of size \(size)",
                "通过  \(verdict.file)：第 \(index) 条（\(verdict.subject ?? "")）在日志 \(source)（共 \(size) 条）之中")
        }
        let word = fault.outcome == .broken ? tr("BROKEN", "不成立") : tr("could not decide", "无法判定")
        return "\(word)  \(verdict.file): \(text(fault, verdict))"
    }

    private func text(_ fault: ProofVerdict.Fault, _ verdict: ProofVerdict) -> String {
        let source = verdict.source ?? "?"
        switch fault {
        case .proofUnreadable: return tr("no C2SP tlog-proof can be read from it", "无法读作 C2SP tlog-proof")
        case .entryUnreadable:
            return tr(
                "the entry itself is missing: put its bytes into \(verdict.file).entry", "缺少条目本身：请将其字节存为 \(verdict.file).entry")
        case .policyUnreadable: return tr("the policy cannot be read", "无法读取信任策略")
        case .policyUnsupported: return tr("the policy asks for witnesses, which this version cannot check", "策略要求见证人，本版本尚不能核验")
        case .noKey: return tr("the policy has no key for the log \(source)", "策略中没有日志 \(source) 的公钥")
        case .unsigned: return tr("the checkpoint is not signed by the log's key", "检查点没有该日志公钥的签名")
        case .signature: return tr("the checkpoint's signature does not verify", "检查点签名不符")
        case .path: return tr("the path does not lead from this entry to the signed root", "由此条目出发的路径到不了已签名的根")
        case .entry: return tr("the entry is not a canonical entry", "条目不是规范格式")
        case .index: return tr("the entry says it has another index", "条目自称的序号与证明不同")
        case .source: return tr("the entry says it is of another ledger", "条目自称属于另一账本")
        }
    }

    /// One JSON object. DESIGN.md section 7.
    func json(_ verdict: ProofVerdict) -> String {
        var members = ["\"file\":\(quoted(verdict.file))", "\"kind\":\"entry\"", "\"verdict\":\"\(verdict.outcome.rawValue)\""]
        if let source = verdict.source { members.append("\"source\":\(quoted(source))") }
        if let size = verdict.size { members.append("\"size\":\(size)") }
        if let index = verdict.index { members.append("\"index\":\(index)") }
        if let subject = verdict.subject { members.append("\"subject\":\(quoted(subject))") }
        if let fault = verdict.fault { members.append("\"fault\":\"\(fault.rawValue)\"") }
        return "{" + members.joined(separator: ",") + "}"
    }

    private func quoted(_ text: String) -> String {
        let units = Array(text.utf8)
        var out = ByteBuilder(capacity: units.count + 16)
        guard (try? appendCanonicalString(units.span, to: &out)) != nil else { return "\"\"" }
        return out.withSpan { String(copying: $0) }
    }
}
