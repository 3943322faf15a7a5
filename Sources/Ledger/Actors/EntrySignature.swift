internal import CanonicalJSON
public import Proofs

/// One signature of an entry: `keyId:base64`. DESIGN.md section 2.
public struct EntrySignature: Hashable, Sendable {
    /// In one entry: what lies beyond would only keep the writer busy.
    public static let most = 16

    public let keyId: ActorKeyID
    /// 64 bytes.
    public let bytes: [UInt8]

    /// All signatures of an attribute whose value is `text[range]`, in their order.
    ///
    /// - Returns: `nil` where the value is not of the attribute's grammar.
    static func parse(_ text: Span<UInt8>, _ range: Range<Int>) -> [EntrySignature]? {
        guard EntryGrammar.isSignature(text, range) else { return nil }
        var found: [EntrySignature] = []
        // The grammar gives each 16 digits, a colon, 88 characters; one space between.
        for start in stride(from: range.lowerBound, to: range.upperBound, by: 106) {
            found.append(EntrySignature(keyId: keyId(text, start), bytes: decoded(text, start + 17)))
        }
        return found
    }

    /// As ``parse(_:_:)``, from a text of its own.
    public static func parse(_ text: String) -> [EntrySignature]? {
        let units = Array(text.utf8)
        return parse(units.span, 0..<units.count)
    }

    private static func keyId(_ text: Span<UInt8>, _ start: Int) -> ActorKeyID {
        var value: UInt64 = 0
        for i in start..<(start + 16) {
            let digit = text[i]
            value = value << 4 | UInt64(digit <= 0x39 ? digit &- 0x30 : digit &- 0x57)
        }
        return ActorKeyID(value)
    }

    /// 64 bytes out of 88 characters, the last two of them padding.
    private static func decoded(_ text: Span<UInt8>, _ start: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        var held: UInt32 = 0, bits: UInt32 = 0
        for i in start..<(start + 86) {
            held = held << 6 | UInt32(sextet(text[i]))
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> bits))
                held &= 1 << bits &- 1
            }
        }
        return bytes
    }

    @inline(__always)
    private static func sextet(_ character: UInt8) -> UInt8 {
        switch character {
        case 0x41...0x5A: character &- 0x41
        case 0x61...0x7A: character &- 0x47
        case 0x30...0x39: character &+ 4
        case 0x2B: 62
        default: 63
        }
    }
}
