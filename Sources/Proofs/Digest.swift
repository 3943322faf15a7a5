/// A SHA-256 digest, 32 bytes.
public struct Digest: Hashable, Sendable {
    public var bytes = SIMD32<UInt8>()

    /// 32 zero bytes: the predecessor of entry 0, and s₀ of every stream.
    public static let zero = Digest()

    @inlinable
    public init() {}

    /// Four words at once; lane by lane costs more than the digest of a node.
    @inlinable @inline(__always)
    public static func == (a: Digest, b: Digest) -> Bool {
        let x = unsafe unsafeBitCast(a.bytes, to: SIMD4<UInt64>.self), y = unsafe unsafeBitCast(b.bytes, to: SIMD4<UInt64>.self)
        return (x[0] ^ y[0]) | (x[1] ^ y[1]) | (x[2] ^ y[2]) | (x[3] ^ y[3]) == 0
    }

    /// The bytes as eight words of four, for hex.
    @inlinable @inline(__always)
    public var words: SIMD8<UInt32> { unsafe unsafeBitCast(bytes, to: SIMD8<UInt32>.self) }

    /// The 32 bytes of `text` from `offset` on.
    @inlinable @inline(__always)
    public init(_ text: Span<UInt8>, at offset: Int = 0) {
        precondition(offset >= 0 && offset + 32 <= text.count)
        bytes = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD32<UInt8>.self)
    }

    /// The digest written as 64 lower-case hex digits, or `nil`.
    @inlinable @inline(__always)
    public init?(hex text: Span<UInt8>) {
        guard text.count == 64 else { return nil }
        var words = SIMD8<UInt32>()
        for k in 0..<8 {
            let digits = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: k &* 8, as: UInt64.self)
            guard HexWord.isHex(digits) else { return nil }
            words[k] = HexWord.decode(digits)
        }
        bytes = unsafe unsafeBitCast(words, to: SIMD32<UInt8>.self)
    }

    public init?(hex text: String) {
        let units = Array(text.utf8)
        self.init(hex: units.span)
    }

    /// 64 lower-case hex digits.
    public var hex: String { hexText(array) }

    /// Lends the 32 bytes.
    @inline(__always)
    public func withSpan<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
        var copy = InlineArray<32, UInt8>(repeating: 0)
        unsafe withUnsafeMutableBytes(of: &copy) { unsafe $0.storeBytes(of: bytes, as: SIMD32<UInt8>.self) }
        return try body(copy.span)
    }

    /// The bytes as an array, for code off the hot path.
    public var array: [UInt8] { (0..<32).map { bytes[$0] } }
}

extension Digest: CustomStringConvertible {
    public var description: String { hex }
}

@inline(__always)
private func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit &- 0x30
    case 0x61...0x66: digit &- 0x57
    default: nil
    }
}

/// `bytes` in lower-case hex.
public func hexText(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes {
        for nibble in [byte >> 4, byte & 0x0F] {
            text.unicodeScalars.append(Unicode.Scalar(nibble < 10 ? 0x30 + nibble : 0x57 + nibble))
        }
    }
    return text
}

/// The bytes that `text`, an even number of lower-case hex digits, stands for; `nil` for anything else.
public func bytes(hex text: String) -> [UInt8]? {
    let units = Array(text.utf8)
    guard units.count % 2 == 0 else { return nil }
    var result: [UInt8] = []
    for k in stride(from: 0, to: units.count, by: 2) {
        guard let high = nibble(units[k]), let low = nibble(units[k + 1]) else { return nil }
        result.append(high << 4 | low)
    }
    return result
}
