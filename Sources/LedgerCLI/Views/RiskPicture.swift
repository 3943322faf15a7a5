internal import HomeSale
internal import Projections

/// A row of the risk model on one page.
struct RiskPicture {
    /// Entries of a factor that are told; the rest is counted.
    private static let entriesShown = 8

    let row: JSONValue
    /// What it goes by.
    let point: KnownPoint

    var text: String { head + "\n" + groups + "\n" + factors + "\n" + note }

    private var head: String {
        let blocks = RowWords.blocks(row, point)
        return pairs([
            (tr("deal", "交易"), cell("deal", of: row)), (tr("level", "等级"), words("level", at: "risk.level")),
            (tr("score", "评分"), cell("score", of: row) + " / 1000"),
            (tr("coverage", "覆盖率"), words("coverageBp", at: "coverageBp")),
            (tr("blocked by", "停办因子"), blocks.isEmpty ? tr("none", "无") : blocks),
        ])
    }

    private var groups: String {
        var table = TableText(
            [tr("group", "组"), tr("kind", "类别"), tr("points", "分值"), tr("at most", "上限")], right: [2, 3])
        for group in list("groups", of: row) {
            let id = cell("group", of: group), known = RiskGroup(rawValue: id)
            table.add([id, known.map { tr($0.wording) } ?? "", cell("points", of: group), known.map { String($0.cap) } ?? ""])
        }
        return table.text
    }

    private var factors: String {
        var table = TableText(
            [
                tr("factor", "因子"), tr("what", "名称"), tr("counts", "方向"), tr("value", "值"), tr("weight", "权重"),
                tr("points", "分值"), tr("entries", "依据条目"),
            ],
            right: [3, 4, 5], spare: [2])
        let all = (list("factors", of: row) + list("unknown", of: row)).sorted { cell("id", of: $0) < cell("id", of: $1) }
        for factor in all {
            let id = cell("id", of: factor), known = RiskFactors.named(id), value = factor["value"].map(ViewQuery.cell)
            table.add([
                id, known.map { tr($0.title) } ?? "", known?.direction.rawValue ?? "", value ?? tr("unknown", "未知"),
                cell("weight", of: factor), cell("points", of: factor), value == nil ? "" : entries(of: factor),
            ])
        }
        return table.text
    }

    /// Every value that was read names its entries: one that names none is of a factor that the deal has not.
    private func entries(of factor: JSONValue) -> String {
        let entries = list("entries", of: factor).map(ViewQuery.cell)
        if entries.isEmpty { return tr("does not apply", "不适用") }
        let rest = entries.count - Self.entriesShown
        return entries.prefix(Self.entriesShown).joined(separator: " ") + (rest > 0 ? " +\(rest)" : "")
    }

    private var note: String {
        tr(
            "As of \(point.words). Values run from 0 to 1000; what is unknown counts as 500 and lowers the coverage.\n",
            "截至\(point.words)。取值 0 至 1000；未知按 500 计，并降低覆盖率。\n")
    }

    private func list(_ name: String, of value: JSONValue) -> [JSONValue] {
        if case .list(let elements)? = value[name] { elements } else { [] }
    }

    private func cell(_ name: String, of value: JSONValue) -> String { value[name].map(ViewQuery.cell) ?? "" }

    private func words(_ name: String, at path: String) -> String {
        switch row[name] {
        case .integer(let number)?: ValueWords.text(.number(number), at: path)
        case .text(let text)?: ValueWords.text(.text(text), at: path)
        default: ""
        }
    }
}
