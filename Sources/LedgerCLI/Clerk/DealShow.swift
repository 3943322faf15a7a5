internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Storage

struct DealShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: tr("Show how a deal stands.", "显示交易现状。"),
            discussion: KnownOptions.words
                + "\n  deedlog deal show D-0001 --as-of 2026-03-01\n  deedlog deal show D-0001 --effective 2026-02-28 --json")
    }

    @OptionGroup var deal: DealArgument
    @OptionGroup var known: KnownOptions
    @OptionGroup var reveal: RevealOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        guard reveal.reveal else { return say(try picture(ClerkSource(ledger)), nil) }
        var shown: DealPicture?
        let name = ClerkSource.name(deal.id, of: "deal")
        let values = try reveal.run(ledger.folder(), deal: name) { ledger in
            let picture = try picture(ClerkSource(ledger))
            shown = picture
            return try sources(ledger, picture.file)
        }
        if let shown { say(shown, values) }
        try values.checkAllowed()
    }

    private func picture(_ source: ClerkSource) throws -> DealPicture {
        let point = try known.point(of: source)
        let file = DealFile(
            id: ClerkSource.name(deal.id, of: "deal"), facts: try source.facts(ofDeal: deal.id, at: point))
        return DealPicture(file: file, point: point, blockers: file.blockers(on: point.day))
    }

    private func say(_ picture: DealPicture, _ values: [RevealedValue]?) {
        if common.json {
            var answer = picture.json
            if let values { answer.put("revealed", objects: values.map(\.json)) }
            Output.standard.line(answer.text)
        } else {
            Output.standard.raw(picture.table)
            if let values { Output.standard.raw("\n" + tr("Personal data:", "个人信息：") + "\n" + values.table) }
        }
        Output.standard.flush()
    }

    /// The deal's own entries and those of its buyers and sellers: what is sealed in them is what a clerk asks for.
    private func sources(_ ledger: Ledger, _ file: DealFile) throws -> [Reveal.Source] {
        var sources: [Reveal.Source] = []
        try ledger.withReader { log in
            try log.forEachLine(under: "deal/\(file.id)", below: .max) { index, line in
                sources.append(Reveal.Source(index: index, line: Array(copying: line)))
                return true
            }
            for party in file.deal.buyers + file.deal.sellers {
                _ = try log.forEachLine(of: "party/\(party)") { index, line in
                    sources.append(Reveal.Source(index: index, line: Array(copying: line)))
                    return true
                }
            }
        }
        return sources
    }
}
