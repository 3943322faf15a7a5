internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct DealHistoryVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "history",
            abstract: tr("Show every step of a deal, who took it and what it changed.", "显示交易的每一步、登记人与所致变化。"),
            discussion: tr(
                """
                One row per entry of the deal's streams. The days are those since the step before; documents are shown by the \
                first hex digits of their digests.
                  deedlog deal history D-0001
                  deedlog deal history D-0001 --json | jq -r .type
                """,
                """
                交易各流的每一条一行。天数为距上一步的天数；文件以摘要的前几位十六进制表示。
                  deedlog deal history D-0001
                  deedlog deal history D-0001 --json | jq -r .type
                """))
    }

    @OptionGroup var deal: DealArgument
    @OptionGroup var known: KnownOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let source = try ClerkSource(ledger)
        let history = try source.history(ofDeal: deal.id, at: known.point(of: source))
        if common.json {
            for step in history.steps { Output.standard.line(stepJSON(step).text) }
        } else {
            Output.standard.raw(stepTable(history.steps.map { ($0.fact, $0.state.phaseWording, $0.correctedBy) }))
        }
        Output.standard.flush()
    }
}

/// One entry of a deal, as scripts get it. DESIGN.md section 7.
func stepJSON(_ step: HistoryStep<DealFile>) -> JSONText {
    var one = factJSON(step.fact)
    one.put("phase", step.phase.rawValue)
    one.put("changes", step.changes)
    one.put("overlays", step.overlays.map(\.rawValue))
    if let mark = step.correctedBy { one.put("correctedBy", mark.index) }
    return one
}

/// What every history tells about an entry.
func factJSON(_ fact: Fact) -> JSONText {
    var one = JSONText()
    one.put("index", fact.index)
    one.put("time", CivilTime.text(ofMilliseconds: fact.timeMilliseconds))
    one.put("occurred", "\(fact.occurred)")
    one.put("type", fact.name.rawValue)
    one.put("subject", fact.stream.subject)
    one.put("revision", UInt64(fact.revision))
    one.put("actor", fact.actor)
    one.put("role", fact.role.rawValue)
    one.put("attestation", fact.attestation.rawValue)
    return one
}

/// The steps of a history, for people.
func stepTable(_ steps: [(fact: Fact, phase: Wording, correctedBy: Mark?)]) -> String {
    var table = TableText(
        [
            tr("entry", "条目"), tr("date", "日期"), tr("days", "天数"), tr("step", "步骤"), tr("phase after", "之后阶段"),
            tr("money", "金额"), tr("who", "登记人"), tr("attestation", "证明"), tr("documents", "文件"),
        ],
        right: [0, 2, 5], spare: [8, 7, 2])
    var before: CivilDate?
    for step in steps {
        let fact = step.fact
        // A step recorded late may have happened before the one above it: then nothing was waited for.
        let days = before.map { fact.occurred.dayNumber - $0.dayNumber }
        var title = tr(Catalogue.type(of: fact.name).title)
        if let mark = step.correctedBy { title += tr(" (corrected by \(mark.index))", "（由第 \(mark.index) 条更正）") }
        table.add([
            String(fact.index), "\(fact.occurred)", days.map { $0 >= 0 ? String($0) : "-" } ?? "", title, tr(step.phase),
            fact.moneyFen.map(yuan) ?? "", fact.who, tr(fact.attestation.wording),
            fact.documents.map { String($0.prefix(8)) }.joined(separator: " "),
        ])
        before = fact.occurred
    }
    return table.text
}
