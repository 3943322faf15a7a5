internal import Ledger
internal import Proofs

/// What became of a checkpoint. The order of the cases is the order of judgement, DESIGN.md section 5.
struct CheckpointVerdict {
    enum Fault: String {
        case noKey, signature, unsigned, notContained, inconsistent, fromTheFuture, quorum

        var status: Int32 {
            switch self {
            case .noKey, .unsigned, .fromTheFuture, .quorum: 6
            case .signature, .notContained, .inconsistent: 2
            }
        }
    }

    let file: NoteFile
    private(set) var fault: Fault?
    private(set) var cosigners: [String] = []
    /// The checkpoint that this one was held against.
    let old: Checkpoint?

    var status: Int32 { fault?.status ?? 0 }

    /// - Parameters:
    ///   - policy: `nil` where only the proof is asked for.
    ///   - ledger: must contain the checkpoint.
    ///   - old: must be the beginning, by the proof in the file.
    init(_ file: NoteFile, policy: LogPolicy?, ledger: Ledger?, old: Checkpoint?) throws {
        (self.file, self.old) = (file, old)
        let judgement = policy?.judge(file.note, origin: file.checkpoint.origin, nowSeconds: nowSeconds())
        switch judgement {
        case .noKey?: fault = .noKey
        case .broken?: fault = .signature
        case .unsigned?: fault = .unsigned
        case .fromTheFuture?, .short?, .counts?, nil: fault = try Self.contradiction(file, ledger, old)
        }
        guard fault == nil else { return }
        switch judgement {
        case .fromTheFuture?: fault = .fromTheFuture
        case .short?: fault = .quorum
        case .counts(let names)?: cosigners = names
        case .noKey?, .broken?, .unsigned?, nil: break
        }
    }

    private static func contradiction(_ file: NoteFile, _ ledger: Ledger?, _ old: Checkpoint?) throws -> Fault? {
        if let ledger, try !ledger.contains(file.checkpoint) { return .notContained }
        guard let old else { return nil }
        guard let proof = file.request?.proof else {
            throw LedgerError(.undecided, [tr("\(file.path) holds no proof", "\(file.path) 中没有证明")])
        }
        var hasher = Hasher256()
        // A proof from another size says nothing about this one; only of the very same size two roots need no proof.
        guard proof.from == old.size || old.size == file.checkpoint.size else {
            throw LedgerError(
                .undecided,
                [
                    tr(
                        "the proof begins at \(proof.from) entries, not at \(old.size): ask for `checkpoint diff \(old.size) \(file.checkpoint.size)`",
                        "证明自 \(proof.from) 条起，而非 \(old.size) 条：请索取 `checkpoint diff \(old.size) \(file.checkpoint.size)`")
                ])
        }
        if old.size == file.checkpoint.size { return old.root == file.checkpoint.root ? nil : .inconsistent }
        return proof.joins(old.root, file.checkpoint.root, &hasher) ? nil : .inconsistent
    }

    var words: String {
        let size = grouped(file.checkpoint.size), origin = file.checkpoint.origin
        switch fault {
        case nil:
            let names = cosigners.joined(separator: ", ")
            return tr("\(size) entries of \(origin)", "\(origin) 的 \(size) 条")
                + (old.map { tr("; the first \(grouped($0.size)) are unchanged", "；前 \(grouped($0.size)) 条未变") } ?? "")
                + (names.isEmpty ? "" : tr("; cosigned by \(names)", "；联署人 \(names)"))
        case .noKey: return tr("no key of the policy is of \(origin)", "策略中没有 \(origin) 的密钥")
        case .signature: return tr("a signature does not verify", "有签名不符")
        case .unsigned:
            return tr(
                "none of the log's keys that the policy names signed; was the key changed? Ask for the new one",
                "策略所列的日志密钥均未签名；密钥是否已更换？请索取新公钥")
        case .notContained: return tr("the ledger does not contain this tree of \(size) entries", "账本不含这棵 \(size) 条的树")
        case .inconsistent:
            let old = grouped(old?.size ?? 0)
            return tr("the tree of \(size) entries does not begin with that of \(old)", "\(size) 条之树并非由 \(old) 条之树延伸而来")
        case .fromTheFuture: return tr("a cosignature is dated more than a day ahead", "有联署时间超前一天以上")
        case .quorum: return tr("fewer witnesses cosigned than the policy asks for", "联署人少于策略要求")
        }
    }

    /// Says it, and ends the program with its status where that is not 0.
    func say(isJSON: Bool) {
        let verdict = status == 0 ? "ok" : status == 2 ? "broken" : "inconclusive"
        if isJSON {
            var answer = JSONText()
            answer.put("verdict", verdict)
            answer.put("file", file.path)
            answer.put("origin", file.checkpoint.origin)
            answer.put("size", file.checkpoint.size)
            answer.put("root", file.checkpoint.root.hex)
            if let old { answer.put("oldSize", old.size) }
            if !cosigners.isEmpty { answer.put("cosignedBy", cosigners) }
            if let fault { answer.put("fault", fault.rawValue) }
            Output.standard.line(answer.text)
        } else {
            let mark = status == 0 ? tr("ok", "通过") : status == 2 ? tr("BROKEN", "已损坏") : tr("undecided", "无法判定")
            Output.standard.line("\(mark)  \(file.path)\(tr(": ", "："))\(words)")
        }
        Output.standard.flush()
    }
}
