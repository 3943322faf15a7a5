internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct DealReplay: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "replay",
            abstract: tr("Fold a deal again, entry by entry, and show what each one changed.", "逐条重放交易，显示每条引起的变化。"),
            discussion: tr(
                """
                The state is folded from the stored entries alone; nothing kept elsewhere is read. With --full each answer holds \
                the whole state after the entry.
                  deedlog deal replay D-0001
                  deedlog deal replay D-0001 --json --full | tail -1
                """,
                """
                状态仅由已存条目推导，不读取其他来源。加 --full 时每条答复含该条之后的完整状态。
                  deedlog deal replay D-0001
                  deedlog deal replay D-0001 --json --full | tail -1
                """))
    }

    @OptionGroup var deal: DealArgument
    @Flag(name: .long, help: ArgumentHelp(tr("The whole state after each entry.", "每条之后的完整状态。")))
    var full = false
    @OptionGroup var known: KnownOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let source = try ClerkSource(ledger)
        let history = try source.history(ofDeal: deal.id, at: known.point(of: source))
        for (number, step) in history.steps.enumerated() {
            if common.json {
                var one = stepJSON(step)
                if full { one.put("state", JSONText(step.state.uniqueFields)) }
                Output.standard.line(one.text)
            } else {
                if number > 0 { Output.standard.raw("\n") }
                Output.standard.raw(paragraph(step))
            }
        }
        Output.standard.flush()
    }

    private func paragraph(_ step: HistoryStep<DealFile>) -> String {
        let fact = step.fact
        let overlays = step.overlays.map { tr($0.wording) }
        var text = "\(fact.index)  \(fact.occurred)  \(tr(Catalogue.type(of: fact.name).title))  [\(fact.reference)]\n"
        text += "  \(fact.who)\(comma)\(tr(fact.attestation.wording))\n"
        text += "  → \(([tr(step.state.phaseWording)] + overlays).joined(separator: comma))\n"
        if let mark = step.correctedBy { text += tr("  corrected by \(mark.index)\n", "  由第 \(mark.index) 条更正\n") }
        if full {
            text += indented(
                pairs(step.state.uniqueFields.map { ($0.path, ValueWords.text($0.value, at: $0.path, of: step.state)) }))
        } else {
            text += changeLines(step.changes, of: step.state)
        }
        return text
    }
}

/// Changes one per line, columns aligned.
///
/// - Parameter file: the deal they are changes of.
func changeLines(_ changes: [FieldChange], of file: DealFile) -> String {
    guard !changes.isEmpty else { return tr("  nothing changed\n", "  无变化\n") }
    // Beside its words, a path is what a narrow window can go without.
    let table = TableText(rows: changes.map { changeCells($0, of: file) }, spare: Language.current == .chinese ? [1] : [])
    return indented(table.text(columns: Terminal.columns.map { $0 - 2 }))
}

func indented(_ text: String) -> String { text.split(separator: "\n").map { "  \($0)\n" }.joined() }
