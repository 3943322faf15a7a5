extension MemberKind {
    /// Bounds of the kinds that are integers; `nil` for the others.
    var bounds: ClosedRange<Int64>? {
        switch self {
        case .fen: 0...10_000_000_000_000
        case .signedFen: -10_000_000_000_000...10_000_000_000_000
        case .centiSqm: 1...100_000_000
        case .ppm: 0...1_000_000
        case .bp: 0...10_000
        case .signedBp: -10_000...10_000
        // A century; the longest loan is 480 months. 金规〔2026〕5号 26.
        case .months: 1...1_200
        case .minutes: 0...100_000
        // The largest integer of the JSON profile. DESIGN.md section 2.
        case .count: 0...9_007_199_254_740_991
        default: nil
        }
    }

    /// What a value of this kind is: type, unit and bounds, for people.
    public var wording: Wording {
        switch self {
        case .fen: Wording("an integer of fen, 0 or more", "整数，单位：分，不小于 0")
        case .signedFen: Wording("an integer of fen, below 0 too", "整数，单位：分，可为负")
        case .centiSqm: Wording("an integer of hundredths of m², 1 to 100000000", "整数，单位：百分之一平方米，1 至 100000000")
        case .ppm: Wording("an integer of parts per million, 0 to 1000000", "整数，单位：百万分之一，0 至 1000000")
        case .bp: Wording("an integer of basis points, 0 to 10000", "整数，单位：万分之一，0 至 10000")
        case .signedBp: Wording("an integer of basis points, -10000 to 10000", "整数，单位：万分之一，-10000 至 10000")
        case .months: Wording("an integer of months, 1 to 1200", "整数，单位：月，1 至 1200")
        case .minutes: Wording("an integer of minutes, 0 to 100000", "整数，单位：分钟，0 至 100000")
        case .count: Wording("an integer, 0 or more", "整数，不小于 0")
        case .flag: Wording("true or false", "true 或 false")
        case .date: Wording("a date that exists, YYYY-MM-DD", "存在的日期，YYYY-MM-DD")
        case .instant: Wording("an instant in UTC, YYYY-MM-DDTHH:MM:SS.mmmZ", "UTC 时刻，YYYY-MM-DDTHH:MM:SS.mmmZ")
        case .choice(let words):
            Wording("one of \(words.joined(separator: ", "))", "以下之一：\(words.joined(separator: "、"))")
        case .identifier: Wording("an identifier of 1 to 128 bytes without spaces", "标识，1 至 128 字节，不含空格")
        case .party:
            Wording(
                "the pseudonym of a person or firm, 1 to 128 ASCII characters without spaces", "个人或机构的代号，1 至 128 个 ASCII 字符，不含空格")
        case .digest: Wording("a SHA-256 digest, 64 lower-case hex digits", "SHA-256 摘要，64 位小写十六进制")
        case .number: Wording("a number as the authority wrote it, 1 to 128 bytes", "原样编号，1 至 128 字节")
        case .text:
            Wording(
                #"words, 1 to 500 bytes, nothing about a person; what is about one: {"$personal":{"party":…,"value":…}}"#,
                #"文字，1 至 500 字节，不得涉及个人信息；涉及个人的写作 {"$personal":{"party":…,"value":…}}"#)
        case .unitCode: Wording("a unit code of 28 characters, GB/T 37346-2019", "28 位不动产单元代码，GB/T 37346-2019")
        case .entry: Wording("an entry as SUBJECT:r, such as deal/D-1:0", "条目引用 SUBJECT:r，如 deal/D-1:0")
        case .personal:
            Wording(
                #"personal, never in the clear: {"$personal":{"party":…,"value":…}}, or sealed"#,
                #"个人信息，不得明文：{"$personal":{"party":…,"value":…}}，或已封存"#)
        case .object(let members):
            Wording(
                "an object of \(members.map(\.name).joined(separator: ", "))",
                "对象，成员：\(members.map(\.name).joined(separator: "、"))")
        case .list(let kind, let least):
            least == 0
                ? Wording("a list; each \(kind.wording.english)", "列表；每项为\(kind.wording.chinese)")
                : Wording(
                    "a list of at least \(least); each \(kind.wording.english)", "列表，至少 \(least) 项；每项为\(kind.wording.chinese)")
        case .open: Wording("any JSON value", "任意 JSON 值")
        }
    }

    /// How the kind keeps people out of the log: one word; `nil` where nobody can be in it.
    ///
    /// `sealed`: personal, only as `$personal`. `sealedIfPersonal`: words about things, as `$personal` where they are about a person.
    /// `pseudonym`: names a person or firm by a code of the house's own. `freeForm`: searched, and no member may be named for personal data.
    public var privacy: String? {
        switch self {
        case .personal: "sealed"
        case .text: "sealedIfPersonal"
        case .party: "pseudonym"
        case .open: "freeForm"
        case .list(let kind, _): kind.privacy
        default: nil
        }
    }

    /// One word for a table.
    public var label: String {
        switch self {
        case .fen: "fen"
        case .signedFen: "fen±"
        case .centiSqm: "centiSqm"
        case .ppm: "ppm"
        case .bp: "bp"
        case .signedBp: "bp±"
        case .months: "months"
        case .minutes: "minutes"
        case .count: "count"
        case .flag: "flag"
        case .date: "date"
        case .instant: "instant"
        case .choice(let words): words.joined(separator: "|")
        case .identifier: "identifier"
        case .party: "party"
        case .digest: "digest"
        case .number: "number"
        case .text: "text"
        case .unitCode: "unitCode"
        case .entry: "entry"
        case .personal: "personal"
        case .object: "object"
        case .list(let kind, _): "[\(kind.label)]"
        case .open: "any"
        }
    }
}
