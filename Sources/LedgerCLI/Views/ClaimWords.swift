internal import HomeSale
internal import Projections

/// Figures of claims as people write them.
enum ClaimWords {
    /// `under 0.5%`, `87 → 39 days`, `+55%`, `3 days → 5 minutes`.
    static func text(_ figure: ClaimFigure, in unit: ClaimUnit) -> String {
        let after = words(figure.range, unit, isChange: figure.isChange)
        let text = bound(figure.bound) + after.number + after.unit
        guard let before = figure.before.map({ words($0, unit, isChange: false) }) else { return text }
        return before.number + (before.unit == after.unit ? "" : before.unit) + " → " + text
    }

    /// `42 days`, `¥988,000.00`.
    static func text(_ value: Int64, in unit: ClaimUnit) -> String {
        let words = words(value, unit)
        return words.number + words.unit
    }

    static func text(_ status: ClaimStatus) -> String {
        switch status {
        case .unverified: tr("unverified", "未核实")
        case .cannotTell: tr("cannot tell", "无法判明")
        case .measured: tr("measured", "已测得")
        }
    }

    private static func words(_ range: ClosedRange<Int64>, _ unit: ClaimUnit, isChange: Bool) -> (number: String, unit: String) {
        func signed(_ value: Int64) -> String { (isChange && value > 0 ? "+" : "") + words(value, unit).number }
        let last = words(range.upperBound, unit)
        if range.count == 1 { return (signed(range.upperBound), last.unit) }
        return (signed(range.lowerBound) + tr(" to ", " 至 ") + signed(range.upperBound), last.unit)
    }

    private static func bound(_ bound: ClaimFigure.Bound) -> String {
        switch bound {
        case .exactly: ""
        case .over: tr("more than ", "超过 ")
        case .atLeast: tr("at least ", "至少 ")
        case .under: tr("under ", "低于 ")
        case .atMost: tr("at most ", "至多 ")
        }
    }

    /// A sign that is part of the number, such as `%`, and a word that is said once for several numbers.
    private static func words(_ value: Int64, _ unit: ClaimUnit) -> (number: String, unit: String) {
        func time(_ number: String, _ english: String, _ chinese: String) -> (String, String) {
            (number, tr(" \(english)\(number == "1" ? "" : "s")", " \(chinese)"))
        }
        func hundredths(_ english: String, _ chinese: String) -> (String, String) {
            time(ValueWords.decimal(value, 100), english, chinese)
        }
        switch unit {
        case .count, .score: return (whole(value), "")
        case .fen: return (yuan(value), "")
        case .bp: return (ValueWords.decimal(value, 100) + "%", "")
        case .ppm: return (ValueWords.decimal(value, 10_000) + "%", "")
        case .pointBp: return (ValueWords.decimal(value, 100), tr(" points", " 个百分点"))
        case .degrees: return (whole(value) + "°", "")
        case .days: return time(whole(value), "day", "天")
        case .hours: return time(whole(value), "hour", "小时")
        case .months: return time(whole(value), "month", "个月")
        case .years: return time(whole(value), "year", "年")
        case .centiDays: return hundredths("day", "天")
        case .centiMinutes: return hundredths("minute", "分钟")
        case .centiMonths: return hundredths("month", "个月")
        case .centiScore: return (ValueWords.decimal(value, 100), "")
        case .seconds:
            let units: [(length: Int64, english: String, chinese: String)] = [
                (86_400, "day", "天"), (3_600, "hour", "小时"), (60, "minute", "分钟"), (1, "second", "秒"),
            ]
            var rest = value
            var parts: [(number: String, unit: String)] = []
            for unit in units where rest >= unit.length {
                parts.append(time(whole(rest / unit.length), unit.english, unit.chinese))
                rest %= unit.length
            }
            guard let last = parts.last else { return time(whole(value), "second", "秒") }
            return (parts.dropLast().map { $0.number + $0.unit + " " }.joined() + last.number, last.unit)
        }
    }

    private static func whole(_ value: Int64) -> String { (value < 0 ? "-" : "") + grouped(value.magnitude) }
}
