internal import Proofs

/// The digest of a set of rows: the sum, modulo 2^256, of one SHA-256 per row. It does not depend on the order in which rows came
/// or changed, so that a model built at once and one built entry by entry have the same.
///
/// It tells two honest copies apart at a glance. What an audit believes is the rows, each compared with the log.
public struct ViewDigest: Hashable, Sendable {
    /// 32 bytes, little-endian.
    private var sum = SIMD4<UInt64>(repeating: 0)

    init() {}

    init?(hex: String) {
        let units = Array(hex.utf8)
        guard units.count == 64 else { return nil }
        for word in 0..<4 {
            guard let value = UInt64(String(decoding: units[(3 - word) * 16..<(4 - word) * 16], as: UTF8.self), radix: 16) else {
                return nil
            }
            sum[word] = value
        }
    }

    var hex: String {
        (0..<4).reversed().map { place in
            let digits = String(sum[place], radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    mutating func add(_ key: [UInt8], _ value: [UInt8], _ hasher: inout Hasher256) {
        var carry: UInt64 = 0
        let words = Self.words(key, value, &hasher)
        for place in 0..<4 {
            let (one, first) = sum[place].addingReportingOverflow(words[place])
            let (two, second) = one.addingReportingOverflow(carry)
            sum[place] = two
            carry = first || second ? 1 : 0
        }
    }

    mutating func remove(_ key: [UInt8], _ value: [UInt8], _ hasher: inout Hasher256) {
        var borrow: UInt64 = 0
        let words = Self.words(key, value, &hasher)
        for place in 0..<4 {
            let (one, first) = sum[place].subtractingReportingOverflow(words[place])
            let (two, second) = one.subtractingReportingOverflow(borrow)
            sum[place] = two
            borrow = first || second ? 1 : 0
        }
    }

    /// SHA-256 of the key behind its length in two bytes, and the value.
    private static func words(_ key: [UInt8], _ value: [UInt8], _ hasher: inout Hasher256) -> SIMD4<UInt64> {
        let count: InlineArray<2, UInt8> = [UInt8(key.count >> 8), UInt8(key.count & 0xFF)]
        let halves = hasher.digest(of: count.span, key.span, value.span).words
        var words = SIMD4<UInt64>(repeating: 0)
        for place in 0..<4 { words[place] = UInt64(halves[2 * place]) | UInt64(halves[2 * place + 1]) << 32 }
        return words
    }
}
