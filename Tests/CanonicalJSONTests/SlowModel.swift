/// A JSON value as plain as it gets: strings are scalars, members a list in the order they came.
indirect enum Value: Hashable {
    case null, yes, no
    case integer(Int64)
    case string([Unicode.Scalar])
    case array([Value])
    case object([Member])

    struct Member: Hashable {
        var name: [Unicode.Scalar]
        var value: Value
    }
}

/// RFC 8785 and the profile straight from their words, without any care for speed.
enum SlowModel {
    /// The canonical text of `value`.
    static func write(_ value: Value) -> [UInt8] { utf8(text(value)) }

    /// The canonical form of `bytes`, or `nil` where they are no JSON of the profile.
    static func canonical(_ bytes: [UInt8]) -> [UInt8]? { parse(bytes).map(write) }

    static func parse(_ bytes: [UInt8]) -> Value? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var parser = Parser(scalars: Array(text.unicodeScalars))
        parser.space()
        guard let value = parser.value(1) else { return nil }
        parser.space()
        return parser.at == parser.scalars.count ? value : nil
    }

    /// The UTF-16 code units of a name: what RFC 8785 sorts by.
    static func units(_ name: [Unicode.Scalar]) -> [UInt16] { Array(string(name).utf16) }

    static func precedes(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Bool {
        units(a).lexicographicallyPrecedes(units(b))
    }

    static func string(_ scalars: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .null: return "null"
        case .yes: return "true"
        case .no: return "false"
        case .integer(let number): return String(number)
        case .string(let scalars): return quote(scalars)
        case .array(let items): return "[" + items.map(text).joined(separator: ",") + "]"
        case .object(let members):
            let sorted = members.sorted { precedes($0.name, $1.name) }
            return "{" + sorted.map { quote($0.name) + ":" + text($0.value) }.joined(separator: ",") + "}"
        }
    }

    static func quote(_ scalars: [Unicode.Scalar]) -> String {
        var out = "\""
        for scalar in scalars {
            switch scalar.value {
            case 0x22: out += "\\\""
            case 0x5C: out += "\\\\"
            case 0x08: out += "\\b"
            case 0x09: out += "\\t"
            case 0x0A: out += "\\n"
            case 0x0C: out += "\\f"
            case 0x0D: out += "\\r"
            case 0..<0x10: out += "\\u000" + String(scalar.value, radix: 16)
            case 0x10..<0x20: out += "\\u00" + String(scalar.value, radix: 16)
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    private struct Parser {
        var scalars: [Unicode.Scalar]
        var at = 0

        var now: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

        mutating func space() { while let s = now, [" ", "\t", "\n", "\r"].contains(s) { at += 1 } }

        mutating func take(_ word: String) -> Bool {
            let wanted = Array(word.unicodeScalars)
            guard at + wanted.count <= scalars.count, Array(scalars[at..<(at + wanted.count)]) == wanted else { return false }
            at += wanted.count
            return true
        }

        mutating func value(_ depth: Int) -> Value? {
            if take("true") { return .yes }
            if take("false") { return .no }
            if take("null") { return .null }
            if now == "\"" { return string().map(Value.string) }
            if take("[") { return depth > 32 ? nil : array(depth) }
            if take("{") { return depth > 32 ? nil : object(depth) }
            return number()
        }

        mutating func array(_ depth: Int) -> Value? {
            var items: [Value] = []
            space()
            if take("]") { return .array([]) }
            while true {
                space()
                guard let item = value(depth + 1) else { return nil }
                items.append(item)
                space()
                if take("]") { return .array(items) }
                guard take(",") else { return nil }
            }
        }

        mutating func object(_ depth: Int) -> Value? {
            var members: [Value.Member] = []
            var names: Set<[Unicode.Scalar]> = []
            space()
            if take("}") { return .object([]) }
            while true {
                space()
                guard let name = string(), names.insert(name).inserted else { return nil }
                space()
                guard take(":") else { return nil }
                space()
                guard let value = value(depth + 1) else { return nil }
                members.append(Value.Member(name: name, value: value))
                space()
                if take("}") { return .object(members) }
                guard take(",") else { return nil }
            }
        }

        mutating func number() -> Value? {
            var word = ""
            while let s = now, "-+.eE0123456789".unicodeScalars.contains(s) {
                word.unicodeScalars.append(s)
                at += 1
            }
            // What survives being read and written again is an integer in its one spelling.
            guard let number = Int64(word), String(number) == word, number.magnitude <= 9_007_199_254_740_991 else {
                return nil
            }
            return .integer(number)
        }

        mutating func string() -> [Unicode.Scalar]? {
            guard take("\"") else { return nil }
            var units: [UInt16] = []
            while true {
                guard let s = now else { return nil }
                at += 1
                if s == "\"" { break }
                if s.value < 0x20 { return nil }
                guard s == "\\" else {
                    units += Array(String(s).utf16)
                    continue
                }
                guard let letter = now else { return nil }
                at += 1
                let short: [Unicode.Scalar: UInt16] = [
                    "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
                ]
                if let unit = short[letter] {
                    units.append(unit)
                } else if letter == "u", at + 4 <= scalars.count {
                    let digits = scalars[at..<(at + 4)]
                    guard digits.allSatisfy({ $0.properties.isASCIIHexDigit }) else { return nil }
                    units.append(UInt16(digits.map { String($0) }.joined(), radix: 16)!)
                    at += 4
                } else {
                    return nil
                }
            }
            // Raw scalars come as whole pairs, so an unpaired unit can only have been an escape. A pair is one whether
            // its halves stood together; raw and escaped halves cannot meet, since a raw half is no UTF-8.
            var scalars: [Unicode.Scalar] = []
            var k = 0
            while k < units.count {
                let unit = units[k]
                if UTF16.isLeadSurrogate(unit), k + 1 < units.count, UTF16.isTrailSurrogate(units[k + 1]) {
                    let code = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(units[k + 1]) - 0xDC00)
                    scalars.append(Unicode.Scalar(code)!)
                    k += 2
                } else {
                    guard let scalar = Unicode.Scalar(UInt32(unit)) else { return nil }
                    scalars.append(scalar)
                    k += 1
                }
            }
            return scalars
        }
    }
}
