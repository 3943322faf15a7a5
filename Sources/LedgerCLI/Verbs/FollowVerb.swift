internal import ArgumentParser
internal import Glibc
internal import Ledger
internal import Proofs

struct FollowVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "follow",
            abstract: tr("Keep a verified replica of a ledger from what it published.", "由已发布的内容保持一份经核验的账本副本。"),
            discussion: tr(
                """
                Reads the folder or URL that `deedlog checkpoint --publish --entries` writes. The checkpoint's signature, its consistency with what
                the replica has, and every line are checked before anything is stored; a fork or a rollback is refused (exit 2), both checkpoints kept.
                  deedlog follow /media/usb/tree --ledger replica --log VKEY --once
                  deedlog follow https://ledger.example.cn/tree --ledger replica --log VKEY
                A replica answers every reading verb, and takes no drafts.
                """,
                """
                读取 `deedlog checkpoint --publish --entries` 所写的目录或网址。存入之前先核对检查点签名、与副本已有内容的一致性以及每一行；
                遇到分叉或回滚即拒绝（退出码 2），并保留两份检查点。
                  deedlog follow /media/usb/tree --ledger 副本目录 --log 公钥 --once
                  deedlog follow https://ledger.example.cn/tree --ledger 副本目录 --log 公钥
                副本可用于所有读取类命令，但不接受草稿。
                """))
    }

    @Argument(help: ArgumentHelp(tr("A folder, or an http or https URL.", "目录，或 http/https 网址。"), valueName: "source"))
    var source: String
    @Flag(name: .long, help: ArgumentHelp(tr("Catch up and end.", "追上即结束。")))
    var once = false
    @Option(name: .long, help: ArgumentHelp(tr("Seconds between looks.", "两次查看之间的秒数。"), valueName: "seconds"))
    var every = 10
    @Option(name: .long, help: ArgumentHelp(tr("Seconds to wait for another follower.", "等待其他同步进程的秒数。"), valueName: "seconds"))
    var wait = 10
    @OptionGroup var keys: LogKeyOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...86_400).contains(every) else { throw ValidationError("--every: 1…86400") }
        guard (0...86_400).contains(wait) else { throw ValidationError("--wait: 0…86400") }
    }

    func run() throws {
        let interrupt = Interrupt()
        let folder = try ledger.folder()
        var options = Follower.Options()
        options.policy = try keys.read()
        options.state = try StateFolder.ofUser()
        options.nowSeconds = { nowSeconds() }
        options.waitMilliseconds = wait * 1000
        options.shouldStop = { interrupt.isRaised }
        let tree = treeSource(source)
        var isFirst = true
        while true {
            do {
                let report = try round(folder, tree, options)
                if report.size > report.sizeBefore || isFirst { answer(report) }
            } catch let error as LedgerError where !once && error.isPassing {
                Complaint.say(error)
            }
            isFirst = false
            if once || interrupt.isRaised { return }
            if waitFor(interrupt, seconds: every) { return }
        }
    }

    private func round(_ folder: String, _ tree: any TreeSource, _ options: Follower.Options) throws -> FollowReport {
        let progress = Progress(total: nil, unit: tr("entries", "条"))
        defer { progress.end() }
        var options = options
        options.progress = { done, all in progress.show(done, of: all) }
        return try Follower(folder: folder, source: tree, options: options).round()
    }

    private func answer(_ report: FollowReport) {
        let checkpoint = report.checkpoint
        if let key = report.trustedOnFirstUse {
            Talk.note(
                tr(
                    "note: no key was given; that of entry 0 is trusted on first use:\n  \(key.text)",
                    "提示：未给出公钥，首次使用即信任第 0 条所载密钥：\n  \(key.text)"))
        }
        if common.json {
            var answer = JSONText()
            answer.put("origin", checkpoint.origin)
            answer.put("size", report.size)
            answer.put("before", report.sizeBefore)
            answer.put("checkpoint", checkpoint.size)
            answer.put("root", checkpoint.root.hex)
            answer.put("whole", report.isWhole)
            if let key = report.trustedOnFirstUse { answer.put("trustedOnFirstUse", key.text) }
            Output.standard.line(answer.text)
        } else if report.isWhole {
            let size = grouped(report.size), new = grouped(report.size - report.sizeBefore)
            Output.standard.line(
                tr(
                    "verified  \(size) entries of \(checkpoint.origin), \(new) new, root \(checkpoint.root)",
                    "核验通过  \(checkpoint.origin) 共 \(size) 条，新增 \(new) 条，根 \(checkpoint.root)"))
        } else {
            Output.standard.line(
                tr(
                    "stopped   at \(grouped(report.size)) of \(grouped(checkpoint.size)) entries; what is beyond the last checkpoint does not count yet",
                    "已中止    \(grouped(checkpoint.size)) 条中的 \(grouped(report.size)) 条；超出上一检查点的条目尚不作数"))
        }
        Output.standard.flush()
    }
}

extension LedgerError {
    /// Whether the next look may find it otherwise: a server that is away, a copy that is being replaced.
    var isPassing: Bool {
        switch code {
        case .treeUnreadable, .linesNotPublished, .policyUnmet, .busy: true
        default: false
        }
    }
}

/// Waits for the time to be over.
///
/// - Returns: whether a signal came instead.
func waitFor(_ interrupt: Interrupt, seconds: Int) -> Bool {
    let end = Surroundings.system.monotonicMilliseconds() + Int64(seconds) * 1000
    while true {
        let left = end - Surroundings.system.monotonicMilliseconds()
        if left <= 0 { return interrupt.isRaised }
        var file = pollfd(fd: interrupt.descriptor, events: Int16(POLLIN), revents: 0)
        if unsafe poll(&file, 1, Int32(min(left, 60_000))) > 0 { return true }
    }
}
