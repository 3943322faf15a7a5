internal import CanonicalJSON

/// A JSON value as a tree: a mapping file is small and read once, so a tree costs nothing here.
enum MapValue {
    case object([(name: String, value: MapValue)])
    case array([MapValue])
    case string(String)
    case integer(Int)
    case literal(String)

    /// Reads `json` strictly: no duplicate member, no ill-formed UTF-8, nothing after the value.
    init(json: [UInt8]) throws(Fault) {
        var canonical = ByteBuilder(capacity: json.count + 64)
        try Self.canonicalize(json.span, into: &canonical)
        let text = canonical.withSpan { $0.copy(0..<$0.count) }
        var i = 0
        self = Self.value(text.span, &i)
    }

    private static func canonicalize(_ text: Span<UInt8>, into out: inout ByteBuilder) throws(Fault) {
        var canonicalizer = Canonicalizer()
        let end = skipSpace(text, try canonicalizer.write(text, skipSpace(text, 0), depth: 1, to: &out))
        guard end == text.count else { throw Fault(.textAfterValue, at: end) }
    }

    /// The canonical value at `i`, checked before; moves past it.
    private static func value(_ text: Span<UInt8>, _ i: inout Int) -> MapValue {
        switch byte(text, i) {
        case 0x22: return .string(string(text, &i))
        case 0x7B: return object(text, &i)
        case 0x5B: return array(text, &i)
        case 0x74: return word("true", &i)
        case 0x66: return word("false", &i)
        case 0x6E: return word("null", &i)
        default:
            guard let end = try? integerEnd(text, i) else { preconditionFailure("value was not checked") }
            defer { i = end }
            return .integer(Int(integerValue(text, i..<end)))
        }
    }

    private static func word(_ word: String, _ i: inout Int) -> MapValue {
        i += word.utf8.count
        return .literal(word)
    }

    private static func object(_ text: Span<UInt8>, _ i: inout Int) -> MapValue {
        var members: [(name: String, value: MapValue)] = []
        repeat {
            i += 1
            guard byte(text, i) == 0x22 else { break }
            let name = string(text, &i)
            i += 1
            members.append((name, value(text, &i)))
        } while byte(text, i) == 0x2C
        i += 1
        return .object(members)
    }

    private static func array(_ text: Span<UInt8>, _ i: inout Int) -> MapValue {
        var elements: [MapValue] = []
        repeat {
            i += 1
            guard byte(text, i) != 0x5D else { break }
            elements.append(value(text, &i))
        } while byte(text, i) == 0x2C
        i += 1
        return .array(elements)
    }

    private static func string(_ text: Span<UInt8>, _ i: inout Int) -> String {
        guard let end = try? strictStringEnd(text, i) else { preconditionFailure("string was not checked") }
        var out = ByteBuilder(capacity: end - i)
        appendUnescaped(text, (i + 1)..<(end - 1), to: &out)
        i = end
        return out.withSpan { String(decoding: $0.copy(0..<$0.count), as: UTF8.self) }
    }
}
