internal import ArgumentParser
internal import HomeSale
internal import Projections

struct DealList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: tr("List the deals and how they stand.", "列出交易及其现状。"),
            discussion: """
                  deedlog deal list --phase contracted --limit 20
                  deedlog deal list --where sellers=p-12 --sort changedOn
                  deedlog deal list --party-id-number - --as officer-1 --role privacyOfficer --purpose subjectRequest < number.txt
                """)
    }

    @Option(name: .long, help: ArgumentHelp(tr("Only deals in this phase or with this overlay.", "仅处于此阶段或叠加状态的交易。")))
    var phase: String?
    @OptionGroup var search: PersonalSearch
    @OptionGroup var list: ViewList

    func validate() throws {
        if let phase, Self.condition(phase) == nil {
            let names = Phase.allCases.map(\.rawValue) + Overlay.allCases.map(\.rawValue)
            throw ValidationError("--phase: \(names.joined(separator: ", "))")
        }
    }

    func run() throws {
        let parties = try search.parties(list.ledger.folder())
        try list.answer(
            DealsModel.self,
            [
                ViewColumn(member: "deal", title: Wording("deal", "交易")),
                ViewColumn(member: "phase", title: Wording("phase", "阶段"), cell: Self.phase),
                ViewColumn(member: "listing", title: Wording("listing", "房源")),
                ViewColumn(member: "priceFen", title: Wording("price", "价款")),
                ViewColumn(member: "changedOn", title: Wording("changed", "最近变动")),
                ViewColumn(member: "changedOn", title: Wording("days", "已等天数"), isNumber: true, cell: Self.waitingDays),
                ViewColumn(member: "next", title: Wording("next steps", "下一步"), cell: Self.nextSteps),
                ViewColumn(member: "last", title: Wording("last entry", "最近条目")),
            ],
            where: phase.flatMap(Self.condition).map { [$0] } ?? [],
            keeping: parties.map { parties in
                { row in (Self.texts("buyers", of: row) + Self.texts("sellers", of: row)).contains { Self.isAmong($0, parties) } }
            })
    }

    private static func isAmong(_ name: String, _ names: [String]) -> Bool {
        names.contains { $0.utf8.elementsEqual(name.utf8) }
    }

    /// No phase is called as an overlay is, so that one word names either.
    private static func condition(_ name: String) -> (member: String, text: String)? {
        if Phase(rawValue: name) != nil { return ("phase", name) }
        return Overlay(rawValue: name) == nil ? nil : ("overlays", name)
    }

    private static func phase(_ row: JSONValue, _ point: KnownPoint) -> String {
        let isFinanced = row["payMode"] != .text("cash")
        let phase = texts("phase", of: row).map { Phase(rawValue: $0).map { tr($0.wording(isFinanced: isFinanced)) } ?? $0 }
        let overlays = texts("overlays", of: row).map { Overlay(rawValue: $0).map { tr($0.wording) } ?? $0 }
        return (phase + overlays).joined(separator: comma)
    }

    /// Since anybody moved it on, up to the day of the question; nobody waits for a deal that is over.
    private static func waitingDays(_ row: JSONValue, _ point: KnownPoint) -> String {
        guard row["isOver"] != .flag(true), let changed = texts("changedOn", of: row).first.flatMap({ CivilDate($0) }) else {
            return ""
        }
        return String(max(0, point.day.dayNumber - changed.dayNumber))
    }

    private static func nextSteps(_ row: JSONValue, _ point: KnownPoint) -> String {
        texts("next", of: row).map { EventName(rawValue: $0).map { tr(Catalogue.type(of: $0).title) } ?? $0 }
            .joined(separator: comma)
    }

    /// The text of a member, or those of its list.
    private static func texts(_ member: String, of row: JSONValue) -> [String] {
        switch row[member] {
        case .text(let text)?: [text]
        case .list(let elements)?: elements.compactMap { if case .text(let text) = $0 { text } else { nil } }
        default: []
        }
    }
}
