internal import Ledger

/// The names nearest to one that there is not; nothing where none is near.
private func nearest(_ names: String) -> String { names.isEmpty ? "" : tr("Nearest: \(names). ", "相近的有：\(names)。") }

extension LedgerError {
    /// Where the evidence lies; nothing where none was kept.
    private static func kept(_ paths: ArraySlice<String>) -> String {
        paths.isEmpty ? "" : tr("Kept: ", "已保留：") + paths.joined(separator: ", ") + tr(". ", "。")
    }

    /// What happened and what to do next, in the user's language.
    var words: (what: String, next: String) {
        let a = details.first ?? "", b = details.count > 1 ? details[1] : "", c = details.count > 2 ? details[2] : ""
        let d = details.count > 3 ? details[3] : c
        switch code {
        case .unexpected: return (tr("unexpected failure: \(a)", "意外错误：\(a)"), "")
        case .broken:
            return (
                tr("the ledger is broken: \(a)", "账本已损坏：\(a)"),
                tr("Run `deedlog verify` for the finding; keep the folder as it is.", "请运行 `deedlog verify` 查看结论，并保持目录原样。")
            )
        case .rolledBack:
            return (
                tr(
                    "the ledger does not contain a state of \(a) entries that this machine knows (it has \(b)): \(c)",
                    "账本不含本机已知的 \(a) 条状态（现有 \(b) 条）：\(c)"),
                tr(
                    "Nothing is appended. Somebody put back an older copy or rewrote history: keep both and call the auditor.",
                    "拒绝追加。有人恢复了旧副本或改写了历史：请保留两份证据并联系审计人。")
            )
        case .headMismatch:
            return (
                tr("the head of \(a) entries is not signed by this ledger's key", "\(a) 条处的日志头签名与账本密钥不符"),
                tr("Run `deedlog verify`; a head is never signed again on open.", "请运行 `deedlog verify`；打开时绝不补签。")
            )
        case .storedRowBroken:
            return (
                tr("a stored row cannot be right: \(a) \(b)", "存储的行有误：\(a) \(b)"),
                tr("Run `deedlog verify` to see what is broken.", "请运行 `deedlog verify` 查明损坏之处。")
            )
        case .notALedger:
            return (
                tr("no ledger in \(a)", "\(a) 中没有账本"),
                tr("Check --ledger, or make one with `deedlog init`.", "请检查 --ledger，或用 `deedlog init` 新建。")
            )
        case .notFound: return (tr("not found: \(a)", "未找到：\(a)"), "")
        case .notSealed:
            return (
                tr("no seal covers \(a)", "尚无封账包含 \(a)"),
                tr("Check the name, or seal first with `deedlog seal`.", "请检查名称，或先执行 `deedlog seal`。")
            )
        case .streamThere: return (tr("\(a) is there, sealed", "\(a) 存在，且已封账"), "")
        case .sealBroken:
            return (
                tr("the seal of entry \(a) is not what the streams make", "第 \(a) 条封账与各流推导结果不符"),
                tr("Run `deedlog verify`.", "请执行 `deedlog verify`。")
            )
        case .fileNotFound: return (tr("cannot read \(a): \(b)", "无法读取 \(a)：\(b)"), "")
        case .ledgerExists:
            return (
                tr("there is a ledger in \(a) already", "\(a) 中已有账本"),
                tr("Choose another folder; a ledger is never overwritten.", "请另选目录；账本绝不会被覆盖。")
            )
        case .folderNotEmpty: return (tr("\(a) is not empty", "\(a) 不是空目录"), tr("Choose an empty or new folder.", "请选择空目录或新目录。"))
        case .revisionConflict:
            let there =
                found.map {
                    $0.revision.map { tr("its last revision is \($0)", "最新版本为 \($0)") } ?? tr("it does not exist yet", "该流尚不存在")
                } ?? ""
            return (
                tr("the stream \(found?.subject ?? "") is not as expected: \(there)", "流 \(found?.subject ?? "") 与预期不符：\(there)"),
                tr("Read what came meanwhile, then decide again.", "请先查看其间新增的内容，再作决定。")
            )
        case .sourceConflict: return (tr("the draft is for the ledger \(b), this is \(a)", "草稿属于账本 \(b)，而这里是 \(a)"), "")
        case .keyReused:
            return (
                tr(
                    "the key \(a) is used by entry \(found?.index.map(String.init) ?? "?") of \(found?.subject ?? ""), which says something else",
                    "键 \(a) 已被 \(found?.subject ?? "") 的第 \(found?.index.map(String.init) ?? "?") 条使用，且内容不同"),
                tr("A new fact needs a new key.", "新的事实请用新的键。")
            )
        case .partlyStored:
            return (
                tr("some drafts of the batch are stored already (entry \(a)), others are not", "批次中部分草稿已存（第 \(a) 条），其余未存"),
                tr("Send the missing ones as a batch of their own.", "请将缺少的部分作为单独批次提交。")
            )
        case .formatNewer:
            return (
                tr("the ledger has format \(a), this program reads up to \(b)", "账本格式为 \(a)，本程序最高支持 \(b)"),
                tr("Use a newer deedlog.", "请使用更新版本的 deedlog。")
            )
        case .keyChanged:
            return (
                tr("this ledger's key is \(b), known on this machine is \(a)", "账本密钥为 \(b)，本机记录的是 \(a)"),
                tr(
                    "No recorded key change explains it. Ask the operator over another channel before trusting it.",
                    "没有密钥变更记录可以解释。信任之前请通过其他渠道向运营方核实。")
            )
        case .undecided: return (tr("could not decide: \(a)", "无法判定：\(a)"), "")
        case .noteUnreadable:
            return (tr("\(a) is no readable note", "\(a) 不是可读的签名文本"), tr("Keep it; ask for another copy.", "请保留该文件，并索取新的副本。"))
        case .noteBroken: return (tr("\(a) does not hold: \(b)", "\(a) 不成立：\(b)"), tr("Keep it as evidence.", "请留作证据。"))
        case .timestampUnreadable:
            return (
                tr("\(a) cannot be read: \(b)", "\(a) 无法读取：\(b)"),
                tr("Ask the time-stamping authority for its file again.", "请向时间戳机构重新索取文件。")
            )
        case .timestampRefused:
            return (
                tr("the authority gave no timestamp, status \(a): \(b)", "时间戳机构未签发时间戳，状态 \(a)：\(b)"),
                tr("Make another request; perhaps with another --digest.", "请重新申请，必要时更换 --digest。")
            )
        case .timestampUnknown:
            return (
                tr("\(a) leads to none of the certificates given", "\(a) 的证书不能追溯到所给的任何证书"),
                tr("Give the root certificate of the authority that you trust with --ca.", "请用 --ca 给出所信任机构的根证书。")
            )
        case .timestampBroken:
            return (tr("the timestamp \(a) does not hold: \(b)", "时间戳 \(a) 不成立：\(b)"), tr("Keep it as evidence.", "请留作证据。"))
        case .outputExists:
            return (tr("\(a) is there already", "\(a) 已存在"), tr("Nothing is overwritten: choose another name.", "不会覆盖：请另选名称。"))
        case .notAFormat: return (tr("\(a) cannot be opened as a ledger: \(b)", "\(a) 无法作为账本打开：\(b)"), "")
        case .usage: return (a, tr("See `deedlog help`.", "参见 `deedlog help`。"))
        case .refAmbiguous: return (tr("\(a) may be any of \(b)", "\(a) 可能是 \(b) 中的任一条"), tr("Give more digits.", "请给出更多位数。"))
        case .administratorsTooFew:
            return (
                a.isEmpty
                    ? tr("one administrator alone could do everything", "只有一名管理员则其可独揽一切")
                    : tr("two administrators are the same: \(a), \(b)", "两名管理员相同：\(a)、\(b)"),
                tr(
                    "Give --administrator ID=FILE twice or more, each with a key of its own.",
                    "请至少给出两个 --administrator 人员=公钥文件，密钥各不相同。")
            )
        case .malformed: return (a, "")
        case .occurredInFuture: return (tr("`occurred` \(a) lies after the recording date", "`occurred` \(a) 晚于记录日期"), "")
        case .causeNotEarlier: return (tr("`cause` \(a) is no earlier entry", "`cause` \(a) 不是更早的条目"), "")
        case .lineTooLong:
            return (
                tr("the line would have \(a) bytes, 65535 is the most", "该行将有 \(a) 字节，上限为 65535"),
                tr("Store the document elsewhere and its digest here.", "请将文件存于别处，此处只存其摘要。")
            )
        case .tooManyDrafts: return (tr("an atomic batch has at most \(a) drafts", "原子批次最多 \(a) 条"), "")
        case .inputTooLong: return (tr("a line of more than \(a) bytes", "单行超过 \(a) 字节"), "")
        case .mapMalformed:
            return (
                tr("the mapping file \(a) is not right: \(b)", "映射文件 \(a) 有误：\(b)"),
                tr("docs/IMPORT.md describes its members.", "成员说明见 docs/IMPORT.md。")
            )
        case .originMalformed:
            return (
                tr("`\(a)` cannot name a ledger or a witness", "`\(a)` 不能作为账本或见证人的名称"),
                tr(
                    "Use 1 to 190 URI characters without `+`, such as example.cn/city.",
                    "请用 1 至 190 个不含 `+` 的 URI 字符，如 example.cn/city。")
            )
        case .inputOutput:
            return (
                tr("I/O error on \(a): \(b)", "\(a) 读写错误：\(b)"),
                tr("What was answered before is durable, nothing else is.", "此前已答复的均已持久保存，其余未存。")
            )
        case .diskFull:
            return (
                tr("the disk of \(a) is full", "\(a) 所在磁盘已满"),
                tr("Nothing of this commit is stored. Free some space and try again.", "本次提交未存入任何内容。请腾出空间后重试。")
            )
        case .mapFull:
            return (
                tr("the map of \(a) is full", "\(a) 的映射空间已满"),
                tr("Nothing of this commit is stored. Try again with a larger --map-bytes.", "本次提交未存入任何内容。请用更大的 --map-bytes 重试。")
            )
        case .readOnly:
            return (
                tr("\(a) may not be written", "\(a) 不可写"), tr("Reading verbs work on it; copy it to append.", "读取类命令可用；如需追加请先复制。")
            )
        case .needsCheck:
            return (
                tr("a commit in \(a) may not have reached the disk", "\(a) 中有一次提交可能未落盘"),
                tr("Run any appending verb again: it re-reads and verifies the file first.", "请重新运行追加命令：它会先重读并核验文件。")
            )
        case .outcomeUnknown:
            return (
                tr("the commit in \(a) may or may not be stored: \(b)", "\(a) 中的提交结果未知：\(b)"),
                tr("Retry with the same keys: what is stored is answered as a duplicate.", "请用相同的键重试：已存的会按重复答复。")
            )
        case .busy:
            return (
                tr("another writer holds \(a)", "另一个写入者占用 \(a)"),
                tr("Try again, or wait longer with --wait.", "请重试，或用 --wait 延长等待。")
            )
        case .queueFull: return (tr("the queue is full (\(a) entries)", "队列已满（\(a) 条）"), tr("Try again later.", "请稍后重试。"))
        case .reservedName: return (tr("a reserved \(a): only the ledger's own verbs may use it", "保留的 \(a)：只有账本自身的命令可用"), "")
        case .keyMissing:
            return (
                tr("no signing key in \(a)", "\(a) 处没有签名密钥"),
                tr("Give --key FILE, or bring the key to this machine.", "请用 --key 指定文件，或将密钥放到本机。")
            )
        case .keyTooOpen:
            return (
                tr("others may read the signing key \(a)", "他人可读取签名密钥 \(a)"),
                tr("chmod 600 it, and think about who has read it.", "请执行 chmod 600，并考虑可能已被何人读取。")
            )
        case .keyMalformed:
            let kind = b.isEmpty ? "Ed25519" : b
            return (tr("\(a) holds no \(kind) key in its form", "\(a) 中没有格式正确的 \(kind) 密钥"), "")
        case .keyMismatch:
            return (
                tr("the key is not the one in force in this ledger: \(a)", "密钥不是本账本现行的密钥：\(a)"),
                tr("Give that one with --key; `deedlog key list` shows which were.", "请用 --key 指定现行密钥；`deedlog key list` 可查历任密钥。")
            )
        case .keyRetired:
            return (
                tr("this key is in force, or was before: \(a)", "该密钥正在使用或曾经使用：\(a)"),
                tr("A key never comes back: give another file with --new-key, or none.", "密钥不得重复启用：请用 --new-key 另指文件，或不指定。")
            )
        case .vaultMissing:
            return (
                tr("`$personal` values need a vault, and there is none", "`$personal` 值需要保险库，而此处没有"),
                tr(
                    "Make one with `deedlog vault init`, or keep the person's data out of the draft.",
                    "请用 `deedlog vault init` 建立，或不要将个人信息写入草稿。")
            )
        case .vaultExists:
            return (
                tr("there is a vault in \(a)", "\(a) 处已有保险库"),
                tr("Use it; nothing was changed.", "请直接使用；未作任何改动。")
            )
        case .vaultForeign:
            return (
                tr("the vault \(a) belongs to another ledger", "保险库 \(a) 属于另一账本"),
                tr("Bring the vault of this ledger back; nothing was read from this one.", "请恢复本账本的保险库；未从此库读取任何内容。")
            )
        case .vaultInUse:
            return (
                tr("others use the vault \(a)", "保险库 \(a) 正被他人使用"),
                tr("End the appenders and readers that have it open, then run again.", "请结束正在使用它的追加与读取进程，然后重试。")
            )
        case .masterKeyMissing:
            return (
                tr("no master key in \(a)", "\(a) 处没有主密钥"),
                tr(
                    "Give --vault-key FILE or --vault-key-command, or bring the key to this machine.",
                    "请用 --vault-key 或 --vault-key-command 指定，或将密钥放到本机。")
            )
        case .masterKeyMalformed:
            return (
                tr("\(a) holds no master key: 64 hex digits", "\(a) 中没有主密钥：应为 64 位十六进制数字"),
                tr("Take the file that `deedlog vault init` made.", "请使用 `deedlog vault init` 生成的文件。")
            )
        case .masterKeyWrong:
            return (
                tr("master key \(a) does not open the vault, which is wrapped under \(b)", "主密钥 \(a) 打不开此库，其密钥由 \(b) 包裹"),
                tr("Give the key that the vault was last rotated to.", "请给出最近一次轮换后的密钥。")
            )
        case .valueBroken:
            return (
                tr(
                    "what the vault holds for \(a)\(b.isEmpty ? "" : " at \(b)") is not what was committed to",
                    "保险库中 \(a)\(b.isEmpty ? "" : " 的 \(b)") 与承诺值不符"),
                tr(
                    "It was damaged or moved; take the vault from a backup. The log is not touched by it.",
                    "已损坏或被移动；请由备份恢复保险库。日志不受影响。")
            )
        case .nonceReused:
            return (
                tr("a nonce came twice under one key; nothing was stored", "同一密钥下出现重复的随机数；未存入任何内容"),
                tr(
                    "The machine's random source is broken: stop using it, and look at it before anything else.",
                    "本机随机源有误：请停止使用并先行检查。")
            )
        case .personalWithoutKey:
            return (
                tr("a draft with `$personal` values states a key, and this one has none", "含 `$personal` 的草稿须注明 key，而此稿没有"),
                tr("Add a key of your own: the commitment is made for it.", "请加上自己的 key：承诺值据此生成。")
            )
        case .partyErased:
            return (
                tr("the draft holds personal data of a party that was erased", "草稿含有已删除当事人的个人信息"),
                tr("Register the person as a new party, with a new consent.", "请以新的当事人标识重新登记并取得同意。")
            )
        case .clockImplausible:
            return (
                tr("the clock says \(a), the last entry was recorded at \(b)", "时钟为 \(a)，而最后一条记录于 \(b)"),
                tr("Look at the clock; then run again with --clock-checked.", "请检查时钟，然后加 --clock-checked 重试。")
            )
        case .stateFolderUnknown:
            return (
                tr("neither XDG_STATE_HOME nor HOME is set", "XDG_STATE_HOME 与 HOME 均未设置"),
                tr("Set one, or use --no-trust-store where a verb has it.", "请设置其一，或在支持的命令上使用 --no-trust-store。")
            )
        case .typeUnknown:
            return (
                tr("no type of step is called \(a)", "没有名为 \(a) 的步骤类型"),
                nearest(b)
                    + tr("`deedlog explain` lists all; your own facts go under ext.", "`deedlog explain` 列出全部；自有事实请用 ext. 开头。")
            )
        case .roleUnknown:
            return (
                tr("no role is called \(a)", "没有名为 \(a) 的角色"),
                nearest(b) + tr("`deedlog explain TYPE` names who may record it.", "`deedlog explain 类型` 列出可登记的角色。")
            )
        case .payloadMalformed:
            return (
                tr("\(a): the member \(b) is not as it must be: expected \(c)", "\(a)：成员 \(b) 有误，应为\(d)"),
                tr("`deedlog explain \(a)` shows the schema.", "`deedlog explain \(a)` 可查看格式。")
            )
        case .personalInClear:
            return (
                tr("\(a) holds personal data in the clear: \(b)", "\(a) 含有明文个人信息：\(c)"),
                tr(
                    #"The log keeps it for ever. Write {"$personal":{"party":…,"value":…}}; name people by pseudonyms (docs/PRIVACY.md)."#,
                    #"日志将永久保存。请写作 {"$personal":{"party":…,"value":…}}，并以代号称呼当事人（docs/zh-CN/PRIVACY.md）。"#)
            )
        case .accessDenied:
            return (
                tr("denied: \(a): \(b)", "拒绝：\(a)：\(c)"),
                tr("`deedlog access matrix` shows what is allowed, and on which basis.", "`deedlog access matrix` 列出允许的权限与依据。")
            )
        case .tokenRefused:
            return (
                tr("the token opens nothing here: \(a): \(b)", "令牌在此无效：\(a)：\(c)"),
                tr("`deedlog token list` shows those that are live.", "`deedlog token list` 列出有效令牌。")
            )
        case .tokenMalformed:
            return (
                tr("\(a) holds no token in its form", "\(a) 中没有格式正确的令牌"),
                tr("It is what `deedlog token issue` printed, one line.", "应为 `deedlog token issue` 输出的一行。")
            )
        case .tokenTooOpen:
            return (
                tr("others may read the token in \(a)", "他人可读取 \(a) 中的令牌"),
                tr(
                    "Revoke it with `deedlog token revoke`, and keep the next one mode 0600.",
                    "请用 `deedlog token revoke` 吊销，新令牌文件权限须为 0600。")
            )
        case .rejected, .notPermitted:
            let text = refusal.map { tr($0.english, $0.chinese) } ?? a
            let rests = refusal?.rests.map(String.init).joined(separator: ", ") ?? ""
            return (
                tr("refused by \(a): \(text)", "被规则 \(a) 拒绝：\(text)"),
                (rests.isEmpty ? "" : tr("It rests on entries \(rests). ", "依据条目：\(rests)。"))
                    + tr("Source: \(refusal?.source ?? "")", "出处：\(refusal?.source ?? "")")
                    + (refusal?.isDropped == true
                        ? tr(
                            "\n  Counted, not recorded: this actor was refused 60 times within the hour. A later refusal records how many.",
                            "\n  仅计数，不入账：该登记人一小时内已被拒绝 60 次。其后的拒绝会记录次数。") : "")
            )
        case .forked, .sourceRolledBack, .treeBroken, .otherOrigin, .checkpointUnsigned, .policyUnmet, .treeUnreadable,
            .linesNotPublished, .replicaTakesNoDrafts:
            return treeWords
        case .noteUnsigned:
            return (
                tr("no key of \(a) that you trust signed this note, or a signature does not verify", "所信任的 \(a) 密钥均未签名，或签名不符"),
                tr("Whoever sent it is not this log, or changed it. Keep it.", "来源并非该日志，或内容被改动。请保留。")
            )
        case .logForked:
            return (
                tr("\(a) signed two different trees of \(b) entries", "\(a) 为 \(b) 条签署了两棵不同的树"),
                Self.kept(details.dropFirst(2))
                    + tr(
                        "The two notes prove it to anybody. Cosign nothing of it; tell the others.", "两份签名文本即可向任何人证明。请勿再联署，并告知各方。"
                    )
            )
        case .checkpointBehind:
            return (
                tr("\(a) shows \(b) entries; \(c) were cosigned already", "\(a) 现示 \(b) 条，而此前已联署 \(c) 条"),
                Self.kept(details.dropFirst(3))
                    + tr(
                        "An old note, or a log that was put back: ask for a newer one with a proof from \(c) entries.",
                        "或为旧文本，或日志被恢复到旧状态：请索取较新的一份，并附自 \(c) 条起的证明。")
            )
        case .inconsistent:
            return (
                tr("the tree of \(b) entries of \(a) does not begin with the tree of \(c)", "\(a) 的 \(b) 条之树并非由 \(c) 条之树延伸而来"),
                Self.kept(details.dropFirst(3))
                    + tr("Either the proof is wrong or history was rewritten. Keep both.", "或证明有误，或历史被改写。请保留双方文本。")
            )
        case .oldSizeOther:
            return (
                tr("the proof begins at \(c) entries; of \(a), \(b) were cosigned last", "证明自 \(c) 条起；而 \(a) 上次联署为 \(b) 条"),
                tr("Ask for `deedlog checkpoint diff \(b) CHECKPOINT`.", "请索取 `deedlog checkpoint diff \(b) 检查点`。")
            )
        case .noKey:
            return (
                tr("no key that you trust is of \(a)", "所信任的密钥中没有 \(a) 的"),
                tr("Add a line `log KEY` to the policy, with a key from another channel.", "请在策略中加入 `log 公钥`，公钥须另行取得。")
            )
        case .policyUnreadable:
            return (
                tr("\(a) is no policy\(b.isEmpty ? "" : ": line \(b)")", "\(a) 不是可用的策略\(b.isEmpty ? "" : "：第 \(b) 行")"),
                tr(
                    "Its form is C2SP tlog-policy; docs/WITNESSES.md shows one.",
                    "格式为 C2SP tlog-policy；示例见 docs/zh-CN/WITNESSES.md。")
            )
        case .keyInUse:
            return (
                tr("\(a) cannot be the key of \(b)", "\(a) 不能用作 \(b) 的密钥"),
                tr(
                    "A witness has one key, used for nothing else: its signature does not say under which name it was given.",
                    "见证人专用一把密钥：签名本身并不说明所用名称。")
            )
        case .openTwice: return (tr("\(a) is open in this process already", "\(a) 已在本进程中打开"), "")
        }
    }
}
