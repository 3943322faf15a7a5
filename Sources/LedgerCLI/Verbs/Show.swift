internal import ArgumentParser
internal import Ledger

struct Show: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Show one entry.", "显示一条。"),
            discussion: tr(
                "REF is an index, @ and 8 or more hex digits of a digest, HEAD, HEAD~n, or SUBJECT:r (SUBJECT:-1 is the last).\n`deedlog show --raw 12 | sha256sum` prints entry 12's digest.",
                "REF 可为序号、@ 加摘要的 8 位以上十六进制、HEAD、HEAD~n 或 SUBJECT:r（SUBJECT:-1 为最后一条）。\n`deedlog show --raw 12 | sha256sum` 即得第 12 条的摘要。"
            ))
    }

    @Argument(help: ArgumentHelp(tr("Which entry.", "哪一条。"), valueName: "ref"))
    var reference: String

    @Flag(name: .long, help: ArgumentHelp(tr("Exactly the stored bytes, without a line feed.", "原样输出存储的字节，不加换行。")))
    var raw = false

    @OptionGroup var reveal: RevealOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if raw && reveal.reveal {
            throw ValidationError(tr("--raw is the stored bytes: --reveal does not go with it", "--raw 为存储的字节，不能与 --reveal 同用"))
        }
    }

    func run() throws {
        if reveal.reveal { return try runReveal() }
        let ledger = try ledger.open()
        let (_, line) = try entry(of: ledger)
        if raw || common.json {
            Output.standard.raw(line.span)
            if !raw { Output.standard.raw("\n") }
        } else {
            try showTable(line)
        }
        Output.standard.flush()
    }

    /// As ``run()``, with the sealed values that the asker may see.
    private func runReveal() throws {
        var shown: (index: UInt64, line: [UInt8]) = (0, [])
        let values = try reveal.run(ledger.folder(), deal: nil) { ledger in
            shown = try entry(of: ledger)
            return [Reveal.Source(index: shown.index, line: shown.line)]
        }
        if common.json {
            var answer = JSONText()
            answer.put("entry", json: shown.line)
            answer.put("revealed", objects: values.map(\.json))
            Output.standard.line(answer.text)
        } else {
            try showTable(shown.line)
            Output.standard.raw("\n" + values.table)
        }
        Output.standard.flush()
        try values.checkAllowed()
    }

    private func entry(of ledger: Ledger) throws -> (index: UInt64, line: [UInt8]) {
        let index: UInt64
        do { index = try ledger.resolve(reference) } catch let error as LedgerError where error.code == .usage {
            throw LedgerError(
                .usage,
                [
                    tr(
                        "`\(reference)` is no REF: give an index, @DIGEST, HEAD, HEAD~n or SUBJECT:r",
                        "`\(reference)` 不是 REF：请给出序号、@摘要、HEAD、HEAD~n 或 SUBJECT:r")
                ])
        }
        guard let line = try ledger.line(index) else { throw LedgerError(.storedRowBroken, ["entries", String(index)]) }
        return (index, line)
    }

    private func showTable(_ line: [UInt8]) throws {
        let entry: EntryLine
        do { entry = try parseEntryLine(line.span) } catch { throw LedgerError(.storedRowBroken, ["entries", "\(error)"]) }
        for attribute in Attribute.allCases where entry.has(attribute) {
            let name = attribute.name + String(repeating: " ", count: 12 - attribute.name.count)
            Output.standard.line(name + attributeText(line.span, entry, attribute))
        }
    }
}
