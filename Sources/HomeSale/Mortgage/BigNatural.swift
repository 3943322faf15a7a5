/// A natural number of any size: just what the exact level instalment needs.
///
/// (12,000,000 + ppm)^480 has some 11,000 bits, and whether an instalment lies half a fen up is decided by the last of them.
struct BigNatural: Hashable, Sendable {
    /// The lowest word first, no zero word at the end; zero has none.
    private var words: [UInt64]

    init(_ value: UInt64) { words = value == 0 ? [] : [value] }

    /// `base` to the power of `exponent`, at least 0.
    ///
    /// Cost: one pass over the words for as many factors as fit into one word.
    init(_ base: UInt64, toThe exponent: Int) {
        self.init(1)
        var (chunk, factors) = (UInt64(1), 0)
        while factors < exponent {
            let (next, overflow) = chunk.multipliedReportingOverflow(by: base)
            if overflow { break }
            (chunk, factors) = (next, factors + 1)
        }
        guard factors > 0 else { return }
        for _ in 0..<(exponent / factors) { multiply(by: chunk) }
        for _ in 0..<(exponent % factors) { multiply(by: base) }
    }

    mutating func multiply(by factor: UInt64) {
        guard factor != 0 else {
            words = []
            return
        }
        var carry: UInt64 = 0
        for k in words.indices {
            let (high, low) = words[k].multipliedFullWidth(by: factor)
            let (sum, overflow) = low.addingReportingOverflow(carry)
            words[k] = sum
            carry = high + (overflow ? 1 : 0)  // high is at most 2^64-2
        }
        if carry != 0 { words.append(carry) }
    }

    func times(_ factor: UInt64) -> BigNatural {
        var product = self
        product.multiply(by: factor)
        return product
    }

    /// - Parameter other: at most this number.
    mutating func subtract(_ other: BigNatural) {
        precondition(other <= self, "no negative numbers")
        var borrow = false
        for k in words.indices {
            guard k < other.words.count || borrow else { break }
            let (first, under) = words[k].subtractingReportingOverflow(k < other.words.count ? other.words[k] : 0)
            let (second, underAgain) = first.subtractingReportingOverflow(borrow ? 1 : 0)
            words[k] = second
            borrow = under || underAgain
        }
        while words.last == 0 { words.removeLast() }
    }

    /// This number ÷ `divisor`, rounded down.
    ///
    /// - Parameter divisor: above zero, and at least this number ÷ 2^62, so that the quotient fits.
    ///
    /// Bisection between two powers of two: as many products as the quotient has bits, and nothing to get subtly wrong.
    func quotient(by divisor: BigNatural) -> UInt64 {
        precondition(!divisor.words.isEmpty, "division by zero")
        let bits = bitCount - divisor.bitCount + 1
        guard bits > 0 else { return 0 }
        precondition(bits <= 63, "the quotient does not fit")
        var low: UInt64 = 0
        var high: UInt64 = 1 << UInt64(bits)
        while high - low > 1 {
            let middle = (low + high) / 2
            if divisor.times(middle) <= self { low = middle } else { high = middle }
        }
        return low
    }

    /// This number ÷ `divisor`, a half and more rounded up. Bounds as for ``quotient(by:)``.
    func roundedQuotient(by divisor: BigNatural) -> UInt64 {
        let whole = quotient(by: divisor)
        var rest = self
        rest.subtract(divisor.times(whole))
        return divisor <= rest.times(2) ? whole + 1 : whole
    }

    private var bitCount: Int { words.last.map { words.count * 64 - $0.leadingZeroBitCount } ?? 0 }
}

extension BigNatural: Comparable {
    static func < (a: BigNatural, b: BigNatural) -> Bool {
        guard a.words.count == b.words.count else { return a.words.count < b.words.count }
        for k in a.words.indices.reversed() where a.words[k] != b.words[k] { return a.words[k] < b.words[k] }
        return false
    }
}
