internal import ArgumentParser
internal import CanonicalJSON
internal import Ledger
internal import Proofs
internal import Storage

struct SealVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "seal",
            abstract: tr(
                "Seal the streams: commit to how many entries each has, so that histories can be proved complete.",
                "封账：确认每个流各有多少条，以便证明经过完整。"),
            discussion: tr(
                """
                Folded from a snapshot while writers go on. `verify` recomputes every seal.
                  deedlog seal
                  deedlog seal --every 10000      only if as many entries came since the last one: for a timer
                  deedlog seal --every 10000 --after 24 --standing    from now on whoever appends seals by itself
                  deedlog seal --no-standing      no longer
                """,
                """
                由快照推导，不妨碍写入。`verify` 会重算每次封账。
                  deedlog seal
                  deedlog seal --every 10000      自上次封账以来满此条数才封：供定时任务使用
                  deedlog seal --every 10000 --after 24 --standing    此后由追加者自动封账
                  deedlog seal --no-standing      不再自动封账
                """))
    }

    @Option(
        name: .long,
        help: ArgumentHelp(tr("Only if so many entries came since the last seal.", "自上次封账以来满此条数才封账。"), valueName: "entries"))
    var every: UInt64?
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("With --standing: with the first entry so long after the last seal.", "与 --standing 同用：距上次封账满此时长后的第一条。"),
            valueName: "hours"))
    var after: UInt64?
    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            tr(
                "Keep --every and --after in the ledger's folder: whoever appends seals by itself.",
                "将 --every 与 --after 存入账本目录：由追加者自动封账。")))
    var standing: Bool?
    @Option(name: .long, help: ArgumentHelp(tr("Who runs it.", "执行人。")))
    var actor = "operator"
    @OptionGroup var writer: WriterOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        for (name, value) in [("--every", every), ("--after", after)] {
            if let value, value < 1 || value > 1 << 31 - 1 { throw ValidationError("\(name): 1…2147483647") }
        }
        if standing == true && every == nil && after == nil {
            throw ValidationError(tr("--standing: give --every, --after or both", "--standing：请给出 --every、--after 或两者"))
        }
        if standing != true && after != nil {
            throw ValidationError(tr("--after goes with --standing", "--after 须与 --standing 同用"))
        }
    }

    func run() throws {
        if let standing { return try set(standing ? SealSchedule(everyEntries: every, afterHours: after) : nil) }
        let (ledger, writer, _, _) = try writer.open(ledger.folder())
        defer { writer.close() }
        let (seal, isNew) = try Sealer(ledger: ledger, writer: writer, actor: actor).seal(every: every ?? 1)
        guard let seal else {
            Talk.note(tr("nothing to seal", "没有可封的条目"))
            return
        }
        if common.json {
            var answer = JSONText()
            answer.put("seal", seal.id)
            answer.put("size", seal.size)
            answer.put("root", seal.root.hex)
            answer.put("streams", seal.streams)
            answer.put("duplicate", !isNew)
            Output.standard.line(answer.text)
        } else {
            let text = tr(
                "entry \(seal.id) seals \(grouped(seal.streams)) streams as of the first \(grouped(seal.size)) entries, root \(seal.root.hex)",
                "第 \(seal.id) 条封账：截至前 \(grouped(seal.size)) 条共 \(grouped(seal.streams)) 个流，根 \(seal.root.hex)")
            Output.standard.line(isNew ? text : tr("nothing new since: ", "此后无新条目：") + text)
        }
        Output.standard.flush()
    }

    private func set(_ schedule: SealSchedule?) throws {
        let ledger = try Ledger(folder: ledger.folder(), forWriting: true)
        try SealSchedule.set(schedule, of: ledger)
        if common.json {
            var answer = JSONText()
            answer.put("standing", schedule != nil)
            if let every = schedule?.everyEntries { answer.put("everyEntries", every) }
            if let hours = schedule?.afterHours { answer.put("afterHours", hours) }
            Output.standard.line(answer.text)
        } else if schedule == nil {
            Output.standard.line(tr("sealed only by `deedlog seal`", "仅由 `deedlog seal` 封账"))
        } else {
            let parts = [
                schedule?.everyEntries.map { tr("after \(grouped($0)) entries", "满 \(grouped($0)) 条") },
                schedule?.afterHours.map { tr("with the first entry after \($0) hours", "满 \($0) 小时后的第一条") },
            ]
            Output.standard.line(
                tr("whoever appends seals: ", "由追加者封账：") + parts.compactMap { $0 }.joined(separator: tr(", or ", "，或")))
        }
        Output.standard.flush()
    }
}
