internal import ArgumentParser
internal import HomeSale
internal import Ledger

/// What a clerk asks about a listing.
struct Listing: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Look into a listing: state and history.", "查看房源：现状与经过。"),
            discussion: "  deedlog listing show L-0007\n  deedlog listing history L-0007",
            subcommands: [ListingList.self, ListingShow.self, ListingHistoryVerb.self])
    }
}

/// The listing that a verb is about.
struct ListingArgument: ParsableArguments {
    @Argument(help: ArgumentHelp(tr("The listing, as in listing/ID.", "房源编号，即 listing/ID 中的 ID。"), valueName: "id"))
    var id: String
}

struct ListingShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show", abstract: tr("Show how a listing stands.", "显示房源现状。"),
            discussion: "  deedlog listing show L-0007\n  deedlog listing show L-0007 --json")
    }

    @OptionGroup var listing: ListingArgument
    @OptionGroup var known: KnownOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let source = try ClerkSource(ledger)
        let id = ClerkSource.name(listing.id, of: "listing")
        let point = try known.point(of: source)
        let history = ListingHistory(id: id, facts: try source.facts(ofListing: id, at: point))
        let state = history.steps.last?.state ?? ListingState(id: id)
        let deals = try source.ledger.withReader { try KnownWorld($0, at: point).deals(ofListing: id) }
        if common.json {
            var answer = JSONText()
            answer.put("listing", id)
            answer.put("phase", state.phase.rawValue)
            answer.put("unitCode", state.unitCode)
            answer.put("price", fen: state.priceFen)
            answer.put("deals", deals)
            answer.put("state", JSONText(state.fields))
            Output.standard.line(answer.text)
        } else {
            var rows = [(tr("listing", "房源"), id), (tr("phase", "阶段"), tr(state.phase.wording))]
            if let priceFen = state.priceFen { rows.append((tr("price", "价格"), yuan(priceFen))) }
            if !deals.isEmpty { rows.append((tr("deals", "交易"), deals.joined(separator: " "))) }
            Output.standard.raw(pairs(rows) + "\n" + fieldLines(state.fields, without: "listing"))
        }
        Output.standard.flush()
    }
}

struct ListingHistoryVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "history", abstract: tr("Show every step of a listing and what it changed.", "显示房源的每一步与所致变化。"),
            discussion: "  deedlog listing history L-0007\n  deedlog listing history L-0007 --json")
    }

    @OptionGroup var listing: ListingArgument
    @OptionGroup var known: KnownOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let id = ClerkSource.name(listing.id, of: "listing")
        let source = try ClerkSource(ledger)
        let history = ListingHistory(id: id, facts: try source.facts(ofListing: id, at: known.point(of: source)))
        if common.json {
            for step in history.steps {
                var one = factJSON(step.fact)
                one.put("phase", step.state.phase.rawValue)
                one.put("changes", step.changes)
                Output.standard.line(one.text)
            }
        } else {
            Output.standard.raw(stepTable(history.steps.map { ($0.fact, $0.state.phase.wording, $0.correctedBy) }))
        }
        Output.standard.flush()
    }
}
