internal import HomeSale
internal import Ledger
internal import Projections

/// `stats --by`: what the log has of each type, city, month or actor.
struct StatsBy {
    let side: LogStatistics.Side
    let asOf: String?
    let isCSV: Bool
    let byteOrderMark: Bool
    let isJSON: Bool

    func answer(_ source: ClerkSource) throws {
        let point = try asOf.map(source.known(asOf:)) ?? source.knownNow()
        let progress = Progress(total: point.size, unit: tr("entries", "条"))
        let statistics = try LogStatistics(of: source.ledger, by: side, below: point.size) { progress.show($0) }
        progress.end()
        if isJSON {
            for row in statistics.rows { Output.standard.line(String(decoding: row.bytes, as: UTF8.self)) }
            var end = JSONText()
            end.put("rows", statistics.rows.count)
            end.put("size", statistics.size)
            end.put("source", ViewAnswer.Source.log.rawValue)
            Output.standard.line(end.text)
        } else if isCSV {
            Output.standard.raw(ViewTable.csv(statistics.members, statistics.rows, byteOrderMark: byteOrderMark))
        } else {
            Output.standard.raw(ViewTable.text(columns, statistics.rows, point, .log))
        }
        Output.standard.flush()
    }

    private var columns: [ViewColumn] {
        switch side {
        case .type:
            [
                ViewColumn(member: "type", title: Wording("type", "类型")),
                ViewColumn(member: "type", title: Wording("step", "步骤")) { row, _ in
                    guard case .text(let type)? = row["type"], let name = EventName(name: type) else { return "" }
                    return tr(Catalogue.type(of: name).title)
                },
                count("entries", Wording("entries", "条数")),
            ]
        case .month: [ViewColumn(member: "month", title: Wording("month", "月份"))] + sales
        case .city:
            [
                ViewColumn(member: "city", title: Wording("city", "城市")) { row, _ in
                    row["city"].map(ViewQuery.cell) ?? tr("none", "无")
                }
            ] + sales
        case .actor:
            [
                ViewColumn(member: "actor", title: Wording("actor", "登记人")), count("entries", Wording("entries", "条数")),
                count("refused", Wording("refused", "被拒")), count("dropped", Wording("only counted", "仅计数")),
            ] + Attestation.allCases.map { ViewColumn(member: $0.rawValue + "Bp", title: $0.wording) }
        }
    }

    private var sales: [ViewColumn] {
        [
            count("entries", Wording("entries", "条数")), count("dealsOpened", Wording("opened", "立案")),
            count("contractsSigned", Wording("signed", "签约")), count("transfersRecorded", Wording("transferred", "过户")),
            count("dealsClosed", Wording("closed", "结案")), ViewColumn(member: "releasedFen", title: Wording("released", "划付")),
        ]
    }

    /// A number with its thousands apart.
    private func count(_ member: String, _ title: Wording) -> ViewColumn {
        ViewColumn(member: member, title: title, isNumber: true) { row, _ in
            if case .integer(let number)? = row[member] { grouped(UInt64(number)) } else { "" }
        }
    }
}
