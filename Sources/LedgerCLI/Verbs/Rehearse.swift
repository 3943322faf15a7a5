internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Storage

struct Rehearse: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Feed one ledger's drafts into a fresh one, to try changed rules.", "将一个账本的草稿重放到新账本，以检验变更的规则。"),
            discussion: tr(
                "Makes NEW and feeds it the writer's part of each line of DIR, in order, at the recorded times. Signatures are left out, causes follow the new ids. Automatic steps are made anew at the instants they name and compared; other entries that a verb made are skipped, among them refusals: what was refused is not in the log. The old ledger is only read. Exit 5 where something came out otherwise.",
                "新建 NEW，并按顺序、按记录时间重放 DIR 各行中由写入者提供的部分。签名略去，cause 随新编号。自动步骤按其所载时刻重新生成并比较；其他由命令生成的条目跳过，其中包括拒绝记录：被拒绝的内容不在日志中。旧账本只读。结果有差异时退出码为 5。"
            ))
    }

    @Option(name: .long, help: ArgumentHelp(tr("The ledger to read.", "读取的账本。"), valueName: "dir"), completion: .directory)
    var from: String
    @Option(name: .long, help: ArgumentHelp(tr("The new ledger's name.", "新账本的名称。"), valueName: "name"))
    var origin: String
    @Option(
        name: .long,
        help: ArgumentHelp(tr("The new ledger's signing key; made if it is absent.", "新账本的签名密钥；不存在则生成。"), valueName: "file"),
        completion: .file())
    var key: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let interrupt = Interrupt()
        let folder = try ledger.folder()
        let source = try Ledger(folder: from)
        guard source.folder != folder, source.origin != origin else {
            throw LedgerError(.usage, [tr("a rehearsal needs a folder and an origin of its own", "重放需要自己的目录与名称")])
        }
        guard let first = try source.line(0), let created = try? parseEntryLine(first.span) else {
            throw LedgerError(.storedRowBroken, ["entries", "0"])
        }
        try Ledger.checkMayCreate(folder: folder, origin: origin)
        let state = try StateFolder.ofUser()
        let path = key ?? state.keyPath(origin)
        let signing = Files.exists(path) ? try KeyFile.read(path) : try KeyFile.create(path)
        // Its clock stands where the old ledger's began; every draft brings its own time.
        let start = created.timeMilliseconds
        var surroundings = Surroundings.system
        surroundings.wallMilliseconds = { start }
        surroundings.monotonicMilliseconds = { start }
        _ = try Ledger.create(folder: folder, origin: origin, key: signing, surroundings: surroundings)
        let target = try Ledger(folder: folder, forWriting: true)
        var options = LogWriter.Options()
        options.makeRules = { HomeSaleJudge() }
        let writer = try LogWriter(target, key: signing, surroundings: surroundings, options: options)
        defer { writer.close() }

        let size = try source.head()?.size ?? 0
        let progress = Progress(total: size, unit: tr("entries", "条"))
        var rehearsal = Rehearsal(target, writer: writer)
        try rehearsal.run(source, interrupt: interrupt) { progress.show($0) }
        progress.end()
        answer(rehearsal)
        if rehearsal.isInterrupted { throw ExitCode(Interrupt.exitStatus) }
        if rehearsal.differences > 0 { throw ExitCode(LedgerError.Code.rejected.exitStatus) }
    }

    private func answer(_ rehearsal: borrowing Rehearsal) {
        let rows: [(String, String, UInt64)] = [
            ("fed", tr("fed", "重放"), rehearsal.fed), ("accepted", tr("accepted", "接受"), rehearsal.accepted),
            ("refused", tr("refused", "拒绝"), rehearsal.refused),
            ("skipped", tr("skipped", "跳过"), rehearsal.skipped),
            ("refusalsOnRecord", tr("  of them refusals", "  其中拒绝记录"), rehearsal.refusalsOnRecord),
            ("automaticSame", tr("automatic, the same", "自动步骤：相同"), rehearsal.automaticSame),
            ("automaticChanged", tr("automatic, changed or gone", "自动步骤：变更或不再发生"), rehearsal.automaticChanged),
            ("automaticNew", tr("automatic, new", "自动步骤：新增"), rehearsal.automaticNew),
            ("differences", tr("differences", "差异"), rehearsal.differences),
        ]
        if common.json {
            var answer = JSONText()
            for row in rows { answer.put(row.0, row.2) }
            Output.standard.line(answer.text)
        } else {
            var table = TableText([tr("what", "项目"), tr("count", "数量")], right: [1])
            for row in rows { table.add([row.1, grouped(row.2)]) }
            Output.standard.raw(table.text)
        }
        Output.standard.flush()
    }
}
