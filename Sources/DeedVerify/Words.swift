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
    ///
    /// Names come from strangers: what ends a line, hides a part of it or turns its direction is shown as its number.
    func line(_ verdict: ProofVerdict) -> String {
        sentence(verdict).unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private func sentence(_ verdict: ProofVerdict) -> String {
        let source = verdict.source ?? "?", index = verdict.index ?? 0, size = verdict.size ?? 0
        guard let fault = verdict.fault else {
            if let claim = verdict.claim { return "\(tr("ok", "通过"))  \(verdict.file): \(text(claim, verdict))\(stamp(verdict))" }
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
        case .quorum: return tr("fewer witnesses cosigned the checkpoint than the policy asks for", "联署检查点的见证人少于策略所求")
        case .fromTheFuture: return tr("a witness's time is more than a day ahead of this clock", "见证时间比本机时钟晚一天以上")
        case .bagUnreadable: return tr("no bag, or its manifests are missing or cut off", "不是证据包，或清单缺失、残缺")
        case .evidenceUnreadable: return tr("data/evidence.json cannot be read", "无法读取 data/evidence.json")
        case .timestampUnreadable: return tr("the timestamp cannot be read", "无法读取时间戳")
        case .authority: return tr("the timestamp leads to none of the authorities given with --ca", "时间戳不能追溯到 --ca 所给机构")
        case .authoritiesUnreadable: return tr("no certificates can be read from it", "无法从中读取证书")
        case .manifest: return tr("the manifests are not in order, or count what is not there", "清单次序或计数不符")
        case .bagMissing: return tr("a file that the manifest lists is missing", "清单所列文件缺失")
        case .bagExtra: return tr("there is a file that no manifest lists, or that is no part of a bag", "有清单之外或不属于证据包的文件")
        case .bagDigest: return tr("a file is not the one that the manifest lists", "有文件与清单摘要不符")
        case .evidence:
            return tr("data/evidence.json is of another bag than the files beside it", "data/evidence.json 与其余文件不属同一证据包")
        case .field: return tr("a field rests on an entry that is not proved or says otherwise", "有取值所据条目未经证明或内容不符")
        case .timestamp: return tr("the timestamp does not hold, or is about another checkpoint", "时间戳不成立，或针对另一检查点")
        case .noKey: return tr("the policy has no key for the log \(source)", "策略中没有日志 \(source) 的公钥")
        case .unsigned:
            return tr(
                "the checkpoint is not signed by a key of the policy; was the log's key changed? Ask for the new one",
                "检查点没有策略所列公钥的签名；日志密钥是否已更换？请索取新公钥")
        case .signature: return tr("the checkpoint's signature does not verify", "检查点签名不符")
        case .path: return tr("the path does not lead from this entry to the signed root", "由此条目出发的路径到不了已签名的根")
        case .entry: return tr("the entry is not a canonical entry", "条目不是规范格式")
        case .index: return tr("the entry says it has another index", "条目自称的序号与证明不同")
        case .folderUnreadable:
            return tr("files are missing or cut off: no proof of a history", "文件缺失或残缺：不是经过的证明")
        case .checkpoint: return tr("its parts are of different checkpoints", "各部分出自不同的检查点")
        case .seal: return tr("the seal says something else than the leaves", "封账条目与各叶不符")
        case .claim: return tr("the leaves do not show what is claimed", "所给各叶不能证明所称内容")
        case .leaf: return tr("a leaf is not in the tree of the seal", "有叶不在封账的树中")
        case .proofMissing: return tr("a line has no proof", "有条目缺少证明")
        case .proofExtra: return tr("a proof has no line: an entry was taken out", "有证明缺少条目：条目被取走")
        case .order: return tr("the lines are not in the order of the log", "条目次序与日志不符")
        case .foreign: return tr("a line is of another stream", "有条目属于其他流")
        case .revision: return tr("a revision is missing or out of turn", "版次缺失或错乱")
        case .count: return tr("there are not as many entries as the seal counts", "条数与封账不符")
        case .digest: return tr("the entries are not those that were sealed", "条目与封账时不同")
        case .source: return tr("the entry says it is of another ledger", "条目自称属于另一账本")
        }
    }

    /// One JSON object. DESIGN.md section 7.
    func json(_ verdict: ProofVerdict) -> String {
        var members = [
            "\"file\":\(quoted(verdict.file))", "\"kind\":\"\(kind(verdict))\"", "\"verdict\":\"\(verdict.outcome.rawValue)\"",
        ]
        if let source = verdict.source { members.append("\"source\":\(quoted(source))") }
        if let size = verdict.size { members.append("\"size\":\(size)") }
        if let index = verdict.index { members.append("\"index\":\(index)") }
        if let subject = verdict.subject { members.append("\"subject\":\(quoted(subject))") }
        switch verdict.claim {
        case .stream(let name)?: members.append("\"subject\":\(quoted(name))")
        case .deal(let name)?: members.append("\"deal\":\(quoted(name))")
        case .absent(let name)?: members.append("\"absent\":\(quoted(name))")
        case nil: break
        }
        if let sealed = verdict.sealed { members.append("\"sealed\":\(sealed)") }
        if let entries = verdict.entries { members.append("\"entries\":\(entries)") }
        if let later = verdict.later { members.append("\"later\":\(later)") }
        if let time = verdict.timestamp {
            members.append("\"timestamp\":\(quoted(time))")
            members.append("\"timestampBy\":\(quoted(verdict.timestampBy ?? ""))")
            members.append("\"timestampChecked\":\(verdict.isTimestampChecked)")
        }
        if verdict.claim != nil, verdict.fault == nil { members.append("\"complete\":\(quoted(complete(verdict)))") }
        if !verdict.cosigners.isEmpty {
            members.append("\"cosignedBy\":[\(verdict.cosigners.map(quoted).joined(separator: ","))]")
        }
        if let fault = verdict.fault { members.append("\"fault\":\"\(fault.rawValue)\"") }
        return "{" + members.joined(separator: ",") + "}"
    }

    private func kind(_ verdict: ProofVerdict) -> String {
        if verdict.isBag { return "bag" }
        return switch verdict.claim {
        case .stream?: "stream"
        case .deal?: "deal"
        case .absent?: "absent"
        case nil: verdict.fault == .folderUnreadable ? "folder" : "entry"
        }
    }

    /// Whose word it is that the seal leaves nothing out.
    private func complete(_ verdict: ProofVerdict) -> String {
        verdict.auditors.isEmpty ? "claimed" : "audited by \(names(verdict))"
    }

    /// When a bag was stamped, and on whose word.
    private func stamp(_ verdict: ProofVerdict) -> String {
        guard let time = verdict.timestamp, let name = verdict.timestampBy else { return "" }
        return verdict.isTimestampChecked
            ? tr("; stamped \(time) by \(name)", "；\(name) 于 \(time) 加盖时间戳")
            : tr("; a stamp of \(time), unchecked without --ca", "；另有 \(time) 的时间戳，未给出 --ca，未核验")
    }

    private func names(_ verdict: ProofVerdict) -> String { verdict.auditors.joined(separator: ", ") }

    /// What a folder shows, and whose word it rests on.
    private func text(_ claim: StreamsFile.Claim, _ verdict: ProofVerdict) -> String {
        let sealed = verdict.sealed ?? 0, later = verdict.later ?? 0, count = (verdict.entries ?? 0) - later
        let source = verdict.source ?? "?"
        let claimed =
            verdict.auditors.isEmpty
            ? tr("complete: claimed by the operator's seal", "完整性：由运营方封账声明")
            : tr("complete: audited by \(names(verdict))", "完整性：经 \(names(verdict)) 审计")
        switch claim {
        case .stream(let name), .deal(let name):
            return tr(
                "\(name): these \(count) entries are all there were among the first \(sealed) of \(source), in order; \(later) later ones are shown, there may be more; \(claimed)",
                "\(name)：\(source) 前 \(sealed) 条中的全部 \(count) 条，次序无误；其后另示 \(later) 条，未必齐全；\(claimed)")
        case .absent(let name):
            return tr(
                "\(name): not among the first \(sealed) entries of \(source); \(claimed)",
                "\(name)：不在 \(source) 前 \(sealed) 条之中；\(claimed)")
        }
    }

    private func quoted(_ text: String) -> String {
        let units = Array(text.utf8)
        var out = ByteBuilder(capacity: units.count + 16)
        guard (try? appendCanonicalString(units.span, to: &out)) != nil else { return "\"\"" }
        return out.withSpan { String(copying: $0) }
    }
}
