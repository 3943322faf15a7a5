internal import HomeSale
internal import Projections

/// A claim and what the log says of it, in the forms in which it is told.
struct ClaimPicture {
    let answer: ClaimAnswer

    private var claim: Claim { answer.claim }
    private var valueUnit: ClaimUnit { claim.test.measure?.unit ?? claim.unit }

    var briefSays: String { ClaimWords.text(claim.figure, in: claim.unit) }

    /// The value, or why there is none; of a claim that cannot be told, how things stand.
    var logSays: String {
        let value = answer.value.map { ClaimWords.text($0.rounded, in: valueUnit) }
        switch answer.status {
        case .measured: return value ?? ""
        case .unverified: return tr("no data yet", "尚无数据")
        case .cannotTell:
            let text = ClaimWords.text(.cannotTell)
            return value.map { tr("\(text); now \($0)", "\(text)；现为 \($0)") } ?? text
        }
    }

    var verdict: String { answer.isMet.map { $0 ? tr("yes", "是") : tr("no", "否") } ?? "" }

    /// The claim on one page.
    var head: String {
        var rows = [
            (tr("claim", "主张"), claim.id), (tr("metric", "指标"), tr(claim.metric)), (tr("the brief says", "文稿所称"), briefSays),
            (tr("standing", "状态"), ClaimWords.text(answer.status)),
        ]
        if let gap = claim.test.gap { rows.append((tr("why", "原因"), tr(gap.wording))) }
        if let measure = claim.test.measure { rows.append((tr("the log measures", "日志所测"), tr(measure.wording))) }
        if let value = answer.value {
            rows.append((tr("the log says", "日志所载"), ClaimWords.text(value.rounded, in: valueUnit)))
            rows.append((tr("deals", "交易数"), String(answer.deals)))
        }
        if answer.status == .measured {
            rows.append((tr("met", "是否达到"), verdict.isEmpty ? tr("cannot be compared", "无法比较") : verdict))
        }
        return pairs(rows)
    }

    /// Members in the order of ``members``.
    var json: JSONText {
        var one = JSONText()
        for (name, value) in zip(Self.members, values) {
            switch value {
            case .text(let text): one.put(name, text)
            case .integer(let number): one.put(name, Int(number))
            case .flag(let flag): one.put(name, flag)
            default: one.putNull(name)
            }
        }
        return one
    }

    static let members = [
        "claim", "source", "metric", "unit", "bound", "from", "to", "beforeFrom", "beforeTo", "isChange", "status", "measure",
        "value", "valueUnit", "deals", "isMet", "gap", "reason",
    ]

    var values: [JSONValue] {
        let figure = claim.figure, gap = claim.test.gap
        func number(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
        func text(_ value: String?) -> JSONValue { value.map { .text($0) } ?? .null }
        return [
            .text(claim.id), .text(claim.source), .text(tr(claim.metric)), .text(claim.unit.rawValue),
            .text(figure.bound.rawValue), .integer(figure.range.lowerBound), .integer(figure.range.upperBound),
            number(figure.before?.lowerBound), number(figure.before?.upperBound), .flag(figure.isChange),
            .text(answer.status.rawValue), text(claim.test.measure?.rawValue), number(answer.value?.rounded),
            text(answer.value == nil ? nil : valueUnit.rawValue), .integer(Int64(answer.deals)),
            answer.isMet.map { .flag($0) } ?? .null, text(gap?.rawValue), text(gap.map { tr($0.wording) }),
        ]
    }
}
