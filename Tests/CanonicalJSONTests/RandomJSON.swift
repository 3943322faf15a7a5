import TestSupport

/// Random values, and random ways to write them.
struct RandomJSON {
    var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed) }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

    /// Scalars at every border that a writer, a scanner or the member order can get wrong.
    static let hostile: [Unicode.Scalar] = [
        "a", "a", "b", "z", "$", "\"", "\\", "/", " ", "u", "\u{0}", "\u{1}", "\u{8}", "\t", "\n", "\u{B}", "\u{C}", "\r",
        "\u{1F}", "\u{7F}", "\u{80}", "é", "\u{7FF}", "\u{800}", "汉", "\u{D7FF}", "\u{E000}", "\u{FEFF}", "\u{FFFD}",
        "\u{FFFF}", "\u{10000}", "😀", "\u{3FFFF}", "\u{40000}", "\u{FFFFF}", "\u{100000}", "\u{10FFFF}",
    ]

    mutating func scalars(upTo count: Int) -> [Unicode.Scalar] {
        (0..<below(count + 1)).map { _ in pick(RandomJSON.hostile) }
    }

    /// A name that often shares a beginning with one of `others`.
    mutating func name(near others: [[Unicode.Scalar]]) -> [Unicode.Scalar] {
        guard !others.isEmpty, below(2) == 0 else { return scalars(upTo: 12) }
        let other = pick(others)
        return Array(other.prefix(below(other.count + 1))) + scalars(upTo: 3)
    }

    mutating func integer() -> Int64 {
        switch below(4) {
        case 0: return pick([0, 1, -1, 9, 10, 9_007_199_254_740_991, -9_007_199_254_740_991, 1_000_000_000_000_000])
        case 1: return Int64.random(in: -9_007_199_254_740_991...9_007_199_254_740_991, using: &random)
        default: return Int64.random(in: -1000...1000, using: &random)
        }
    }

    mutating func value(depth: Int = 1) -> Value {
        switch below(depth > 5 ? 6 : 9) {
        case 0: return .null
        case 1: return .yes
        case 2: return .no
        case 3: return .integer(integer())
        case 4, 5: return .string(scalars(upTo: 20))
        case 6: return .array((0..<below(5)).map { _ in value(depth: depth + 1) })
        default: return object(below(depth == 1 ? 12 : 6), depth: depth)
        }
    }

    mutating func object(_ count: Int, depth: Int = 1) -> Value {
        var names: [[Unicode.Scalar]] = []
        var members: [Value.Member] = []
        for _ in 0..<count {
            let name = name(near: names)
            if names.contains(name) { continue }
            names.append(name)
            members.append(Value.Member(name: name, value: value(depth: depth + 1)))
        }
        return .object(members)
    }

    mutating func space() -> [UInt8] { (0..<max(0, below(6) - 3)).map { _ in pick([0x20, 0x09, 0x0A, 0x0D]) } }

    /// `value` in random spacing and random escapes.
    mutating func text(_ value: Value) -> [UInt8] {
        switch value {
        case .null, .yes, .no, .integer: return SlowModel.write(value)
        case .string(let scalars): return string(scalars)
        case .array(let items):
            var out: [UInt8] = [0x5B] + space()
            for (k, item) in items.enumerated() {
                if k > 0 { out += [0x2C] + space() }
                out += text(item) + space()
            }
            return out + [0x5D]
        case .object(let members):
            var out: [UInt8] = [0x7B] + space()
            for (k, member) in members.enumerated() {
                if k > 0 { out += [0x2C] + space() }
                out += string(member.name) + space() + [0x3A] + space()
                out += text(member.value) + space()
            }
            return out + [0x7D]
        }
    }

    mutating func string(_ scalars: [Unicode.Scalar]) -> [UInt8] {
        var out: [UInt8] = [0x22]
        for scalar in scalars {
            let letters: [Unicode.Scalar: String] = [
                "\"": "\"", "\\": "\\", "/": "/", "\u{8}": "b", "\u{C}": "f", "\n": "n", "\r": "r", "\t": "t",
            ]
            let mayStandRaw = scalar.value >= 0x20 && scalar != "\"" && scalar != "\\"
            let way = below(4)
            if way < 2, mayStandRaw {
                out += Array(String(scalar).utf8)
            } else if way == 2, let letter = letters[scalar] {
                out += [0x5C] + utf8(letter)
            } else {
                for unit in String(scalar).utf16 { out += [0x5C, 0x75] + hex(UInt32(unit), upper: below(2) == 0) }
            }
        }
        return out + [0x22]
    }

    /// `text` with one random injury.
    mutating func mutated(_ text: [UInt8]) -> [UInt8] {
        var text = text
        let at = below(text.count + 1)
        let fragments: [[UInt8]] = [
            utf8("\\u0041"), utf8("\\/"), utf8("\\u001F"), utf8("\\u001f"), utf8("\\u0008"), utf8("\\ud83d"), utf8("\\udE00"),
            utf8(" "), utf8("-0"), utf8("0"), utf8("-"), utf8("1e5"), utf8(".0"), utf8(","), utf8("\"\":1,"), utf8("\"a\":1,"),
            utf8("[]"), utf8("{}"), utf8("null"), [0xEF, 0xBB, 0xBF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xC3], [0x80],
            [0xF4, 0x90, 0x80, 0x80], utf8("9007199254740992"), utf8("\""), utf8("\\"), utf8(":"),
        ]
        switch below(6) {
        case 0 where at < text.count: text[at] ^= 1 << UInt8(below(8))
        case 1 where at < text.count: text.remove(at: at)
        case 2: text.insert(contentsOf: pick(fragments), at: at)
        case 3:
            let end = at + below(text.count - at + 1)
            text.insert(contentsOf: text[at..<end], at: below(text.count + 1))
        case 4: text.removeSubrange(at..<(at + below(text.count - at + 1)))
        default:
            if at < text.count { text.swapAt(at, below(text.count)) }
        }
        return text
    }
}
