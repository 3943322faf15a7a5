/// The two numbers of an SM2 signature: as an entry carries them, 32 bytes each, and as libcrypto reads them. GM/T 0009 section 7.3.
struct SM2Signature {
    /// r ‖ s, big-endian: 64 bytes.
    let bytes: [UInt8]

    init?(_ bytes: [UInt8]) {
        guard bytes.count == 64 else { return nil }
        self.bytes = bytes
    }

    /// Reads `SEQUENCE { INTEGER r, INTEGER s }`; `nil` for any other bytes.
    init?(der: [UInt8]) {
        guard der.count >= 8, der.count <= 72, der[0] == 0x30, Int(der[1]) == der.count - 2 else { return nil }
        var pair: [UInt8] = []
        var i = 2
        for _ in 0..<2 {
            guard i + 2 <= der.count, der[i] == 0x02, i + 2 + Int(der[i + 1]) <= der.count else { return nil }
            let number = der[(i + 2)..<(i + 2 + Int(der[i + 1]))]
            let digits = number.drop { $0 == 0 }
            guard digits.count <= 32 else { return nil }
            pair += [UInt8](repeating: 0, count: 32 - digits.count) + digits
            i += 2 + number.count
        }
        guard i == der.count else { return nil }
        bytes = pair
    }

    /// `SEQUENCE { INTEGER r, INTEGER s }`, each number in its shortest form.
    var der: [UInt8] {
        let body = Self.integer(bytes[..<32]) + Self.integer(bytes[32...])
        return [0x30, UInt8(body.count)] + body
    }

    private static func integer(_ number: ArraySlice<UInt8>) -> [UInt8] {
        var digits = Array(number.drop { $0 == 0 })
        if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
        return [0x02, UInt8(digits.count)] + digits
    }
}
