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
                """,
                """
                由快照推导，不妨碍写入。`verify` 会重算每次封账。
                  deedlog seal
                  deedlog seal --every 10000      自上次封账以来满此条数才封：供定时任务使用
                """))
    }

    @Option(
        name: .long,
        help: ArgumentHelp(tr("Only if so many entries came since the last seal.", "自上次封账以来满此条数才封账。"), valueName: "entries"))
    var every: UInt64?
    @Option(name: .long, help: ArgumentHelp(tr("Who runs it.", "执行人。")))
    var actor = "operator"
    @OptionGroup var writer: WriterOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let (ledger, writer, _) = try writer.open(ledger.folder())
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
}
