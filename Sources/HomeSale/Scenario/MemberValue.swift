internal import CanonicalJSON
internal import Ledger
internal import Proofs

/// Turns what people write into what a payload holds, exactly: `¥3,000,000.00` into fen, `89.56m²` into hundredths, `3.95%`
/// into the member's own parts. Nothing is rounded: what does not fit the unit is a fault.
public struct MemberValue: Sendable {
    /// The day of the step, from which `+7d` counts.
    public let date: CivilDate
    /// The entry that `SUBJECT:TYPE` means, as `SUBJECT:r`; `nil` where there is none.
    public let entry: @Sendable (_ subject: String, _ type: String) -> String?

    public init(date: CivilDate, entry: @escaping @Sendable (_ subject: String, _ type: String) -> String?) {
        self.date = date
        self.entry = entry
    }

    /// - Parameter text: as written after `member=`, without quotes.
    /// - Throws: ``MemberFault``.
    public func value(_ text: String, _ kind: MemberKind) throws(MemberFault) -> JSONValue {
        if let first = text.utf8.first, [0x5B, 0x7B, 0x22].contains(first) { return try convert(Self.json(text), kind) }
        switch kind {
        case .fen, .signedFen: return try number(text, kind, Self.fen(text))
        case .centiSqm: return try number(text, kind, Self.unit(text, ["m²", "㎡"], exponent: 2))
        // One per cent is 10,000 parts per million and 100 basis points.
        case .ppm: return try number(text, kind, Self.unit(text, ["%"], exponent: 4))
        case .bp, .signedBp: return try number(text, kind, Self.unit(text, ["%"], exponent: 2))
        case .months, .minutes, .count: return try number(text, kind, nil)
        case .flag:
            guard text == "true" || text == "false" else { throw unfit(text, kind) }
            return .flag(text == "true")
        case .date: return .text(try day(text, kind))
        case .instant: return .text(try instant(text, kind))
        case .choice(let words):
            guard words.contains(text) else {
                let hint = MemberFault.hint(text, among: words)
                throw MemberFault(
                    "`\(text)` is none of \(words.joined(separator: ", "))\(hint.english)",
                    "`\(text)` 不在可选值中：\(words.joined(separator: "、"))\(hint.chinese)")
            }
            return .text(text)
        case .digest: return .text(text.hasPrefix("@") ? Self.digest(of: String(text.dropFirst())) : text)
        case .entry: return .text(try reference(text))
        case .list(let element, _):
            return .list(
                try text.split(separator: ",", omittingEmptySubsequences: false).map { part throws(MemberFault) in
                    try value(String(part), element)
                })
        case .identifier, .party, .number, .text, .unitCode: return .text(text)
        case .object, .personal: throw unfit(text, kind)
        case .open: return (try? Self.json(text)) ?? .text(text)
        }
    }

    /// The same inside JSON: a text where a number belongs is converted, names of members are looked up.
    func convert(_ value: JSONValue, _ kind: MemberKind) throws(MemberFault) -> JSONValue {
        switch (value, kind) {
        case (.object(let members), .object(let known)):
            return .object(
                try members.map { member throws(MemberFault) in
                    guard let row = known.first(where: { $0.name == member.name }) else {
                        throw Self.unknown(member.name, known)
                    }
                    return JSONValue.Member(member.name, try convert(member.value, row.kind))
                })
        case (.list(let elements), .list(let element, _)):
            return .list(try elements.map { one throws(MemberFault) in try convert(one, element) })
        // `open` keeps its texts: whoever writes JSON there means it.
        case (.text(let text), let kind) where kind != .open && !text.isEmpty && !["[", "{", "\""].contains(text.first):
            return try self.value(text, kind)
        default: return value
        }
    }

    static func unknown(_ name: String, _ members: [PayloadMember]) -> MemberFault {
        let hint = MemberFault.hint(name, among: members.map(\.name))
        return MemberFault("no member is called `\(name)`\(hint.english)", "没有名为 `\(name)` 的成员\(hint.chinese)")
    }

    // MARK: Units

    /// `¥1,234.56`, `-¥5`, or `¥300万`: fen; `nil` where it is not money.
    static func fen(_ text: String) -> Int64? {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == 0x2D
        if isNegative { rest = rest.dropFirst() }
        let sign = Array("¥".utf8), wan = Array("万".utf8)
        guard rest.starts(with: sign) else { return nil }
        rest = rest.dropFirst(sign.count)
        var exponent = 2
        if rest.suffix(wan.count).elementsEqual(wan) {
            rest = rest.dropLast(wan.count)
            exponent = 6
        }
        return exactDecimal(rest, exponent: exponent).map { isNegative ? -$0 : $0 }
    }

    /// A decimal with one of these units behind it; `nil` where there is none.
    static func unit(_ text: String, _ units: [String], exponent: Int) -> Int64? {
        let bytes = Array(text.utf8)
        for unit in units {
            let tail = Array(unit.utf8)
            guard bytes.suffix(tail.count).elementsEqual(tail) else { continue }
            var rest = bytes.dropLast(tail.count)
            let isNegative = rest.first == 0x2D
            if isNegative { rest = rest.dropFirst() }
            return exactDecimal(rest, exponent: exponent).map { isNegative ? -$0 : $0 }
        }
        return nil
    }

    /// The converted figure, or the plain integer that `text` is, within the kind's bounds.
    private func number(_ text: String, _ kind: MemberKind, _ converted: Int64?) throws(MemberFault) -> JSONValue {
        let plain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D } ? Int64(text) : nil
        guard let number = converted ?? plain else { throw unfit(text, kind) }
        if let bounds = kind.bounds, !bounds.contains(number) { throw unfit(text, kind) }
        return .integer(number)
    }

    private func unfit(_ text: String, _ kind: MemberKind) -> MemberFault {
        MemberFault("`\(text)` is not \(kind.wording.english)", "`\(text)` 不是\(kind.wording.chinese)")
    }

    // MARK: Days, entries, digests

    /// `2026-03-01`, or `+7d` and `-7d` from the day of the step.
    private func day(_ text: String, _ kind: MemberKind) throws(MemberFault) -> String {
        if CivilDate(text) != nil { return text }
        let digits = text.dropFirst().dropLast()
        if text.hasSuffix("d"), text.hasPrefix("+") || text.hasPrefix("-"), !digits.isEmpty, digits.count <= 5,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let days = Int(digits),
            let day = date.adding(days: text.hasPrefix("-") ? -days : days)
        {
            return "\(day)"
        }
        throw unfit(text, kind)
    }

    /// An instant in full, or `2026-03-01T15:30` on the clocks of China.
    private func instant(_ text: String, _ kind: MemberKind) throws(MemberFault) -> String {
        let units = Array(text.utf8)
        if units.count == 24, CivilTime.parseInstant(units.span, 0) != nil { return text }
        let full = Array((text + ":00.000Z").utf8)
        guard full.count == 24, let local = CivilTime.parseInstant(full.span, 0) else { throw unfit(text, kind) }
        return CivilTime.text(ofMilliseconds: local - CivilTime.offsetMilliseconds)
    }

    /// `SUBJECT:r` as it stands; `SUBJECT:TYPE` as the last entry of that type on that stream.
    private func reference(_ text: String) throws(MemberFault) -> String {
        guard let colon = text.lastIndex(of: ":") else { throw unfit(text, .entry) }
        let subject = String(text[..<colon]), rest = String(text[text.index(after: colon)...])
        if !rest.isEmpty, rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return text }
        guard let found = entry(subject, rest) else {
            throw MemberFault("no `\(rest)` stands on \(subject) before this step", "此步骤之前 \(subject) 上没有 `\(rest)`")
        }
        return found
    }

    /// SHA-256 of a word in hex: a document that only has to have a name.
    static func digest(of word: String) -> String {
        var hasher = Hasher256()
        let units = Array(word.utf8)
        return hasher.digest(of: units.span).hex
    }

    private static func json(_ text: String) throws(MemberFault) -> JSONValue {
        do throws(Fault) { return try JSONValue(json: Array(text.utf8)) } catch {
            throw MemberFault("no JSON at byte \(error.offset): \(error.cause)", "第 \(error.offset) 字节处不是 JSON：\(error.cause)")
        }
    }
}
