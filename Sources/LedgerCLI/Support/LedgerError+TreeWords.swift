internal import Ledger

extension LedgerError {
    /// What can go wrong with published trees and replicas.
    var treeWords: (what: String, next: String) {
        let a = details.first ?? "", b = details.count > 1 ? details[1] : "", c = details.count > 2 ? details[2] : ""
        let evidence = details.count > 4 ? "\(details[3])\n  \(details[4])" : ""
        let call = tr(
            "Both checkpoints are kept; show them to the operator and to other auditors:\n  \(evidence)",
            "两份检查点均已保留，请出示给运营方与其他审计人：\n  \(evidence)")
        switch code {
        case .forked:
            return (
                tr(
                    "two signed checkpoints of \(a) contradict each other, of \(b) and of \(c) entries: there are two histories",
                    "\(a) 的两份已签名检查点（\(b) 条与 \(c) 条）互相矛盾：存在两份历史"), call
            )
        case .sourceRolledBack:
            return (
                tr("\(a) was shown with \(b) entries before, now only with \(c)", "\(a) 此前为 \(b) 条，现在只有 \(c) 条"),
                call + "\n  "
                    + tr("An older copy of the tree, or a rollback: ask for the newest.", "可能是旧副本，也可能是回滚：请索取最新的发布。")
            )
        case .treeBroken:
            return (
                tr("what is published contradicts its signed checkpoint: \(a): \(b)", "发布的内容与其已签名的检查点矛盾：\(a)：\(b)"),
                tr("Nothing of it was taken up. Ask for another copy; keep this one.", "未采用其任何内容。请保留此副本，并索取另一份。")
            )
        case .otherOrigin:
            return (
                tr("\(a) is of \(b), not of \(c)", "\(a) 属于 \(b)，而不是 \(c)"), tr("Choose another folder.", "请另选目录。")
            )
        case .checkpointUnsigned:
            return (
                tr("\(a) is not signed by \(b)", "\(a) 没有 \(b) 的签名"),
                tr("Give the log's key with --log, as the operator hands it out.", "请用 --log 给出运营方公布的日志公钥。")
            )
        case .policyUnmet:
            return (
                b == "time"
                    ? tr("a witness of \(a) says it saw it more than a day from now", "\(a) 的见证时间晚于现在一天以上")
                    : tr("not enough witnesses of the policy cosigned \(a)", "\(a) 的见证签名未达到策略要求"),
                tr("Try again later, or ask the operator.", "请稍后重试，或询问运营方。")
            )
        case .treeUnreadable:
            return (
                tr("cannot read \(a): \(b)", "无法读取 \(a)：\(b)"),
                tr("Nothing of it was taken up; try again, or ask for another copy.", "未采用其任何内容；请重试，或索取另一份。")
            )
        case .linesNotPublished:
            return (
                b == "0"
                    ? tr("\(a) is published without lines", "\(a) 发布时未含各行")
                    : tr("\(a) has the lines of \(b) entries only, of \(c)", "\(a) 只含前 \(b) 条的各行，共 \(c) 条"),
                tr(
                    "Ask the operator for a tree that was published with --entries; `deedlog monitor` needs no lines.",
                    "请向运营方索取以 --entries 发布的树；`deedlog monitor` 不需要各行。")
            )
        default:
            return (
                tr("\(a) is a replica: it takes no drafts and signs nothing", "\(a) 是副本：不接受草稿，也不签名"),
                tr("Append to the ledger itself; `deedlog follow` brings it here.", "请向账本本身追加；`deedlog follow` 会同步到此处。")
            )
        }
    }
}
