internal import Proofs

/// The digest of a set of rows: the sum, modulo 2^256, of one SHA-256 per row. It does not depend on the order in which rows came
/// or changed, so that a model built at once and one built entry by entry have the same.
///
/// It tells two honest copies apart at a glance. What an audit believes is the rows, each compared with the log.
public struct ViewDigest: Hashable, Sendable {
    /// 32 bytes, little-endian.
    private var sum: [UInt64] = [0, 0, 0, 0]

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
        sum.reversed().map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    mutating func add(_ key: [UInt8], _ value: [UInt8], _ hasher: inout Hasher256) {
        var carry: UInt64 = 0
        for (place, word) in Self.words(key, value, &hasher).enumerated() {
            let (one, first) = sum[place].addingReportingOverflow(word)
            let (two, second) = one.addingReportingOverflow(carry)
            sum[place] = two
            carry = first || second ? 1 : 0
        }
    }

    mutating func remove(_ key: [UInt8], _ value: [UInt8], _ hasher: inout Hasher256) {
        var borrow: UInt64 = 0
        for (place, word) in Self.words(key, value, &hasher).enumerated() {
            let (one, first) = sum[place].subtractingReportingOverflow(word)
            let (two, second) = one.subtractingReportingOverflow(borrow)
            sum[place] = two
            borrow = first || second ? 1 : 0
        }
    }

    private static func words(_ key: [UInt8], _ value: [UInt8], _ hasher: inout Hasher256) -> [UInt64] {
        let text = [UInt8(key.count >> 8), UInt8(key.count & 0xFF)] + key + value
        let bytes = hasher.digest(of: text.span).array
        var words: [UInt64] = [0, 0, 0, 0]
        for place in 0..<32 { words[place / 8] |= UInt64(bytes[place]) << UInt64(8 * (place % 8)) }
        return words
    }
}
