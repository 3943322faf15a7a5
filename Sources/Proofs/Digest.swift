/// A digest of 32 bytes: SHA-256, or SM3 where that is said.
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

    /// The first eight bytes as a big-endian number.
    @inlinable @inline(__always)
    public var prefix: UInt64 { unsafe unsafeBitCast(bytes, to: SIMD4<UInt64>.self)[0].bigEndian }

    /// The bytes as eight words of four, for hex.
    @inlinable @inline(__always)
    public var words: SIMD8<UInt32> { unsafe unsafeBitCast(bytes, to: SIMD8<UInt32>.self) }

    @inlinable @inline(__always)
    public init(words: SIMD8<UInt32>) { bytes = unsafe unsafeBitCast(words, to: SIMD32<UInt8>.self) }

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
        // Whole words: setting a vector lane by lane waits for memory at each.
        guard let a = Self.word(hex: text, 0), let b = Self.word(hex: text, 16), let c = Self.word(hex: text, 32),
            let d = Self.word(hex: text, 48)
        else { return nil }
        bytes = unsafe unsafeBitCast(SIMD4(a, b, c, d), to: SIMD32<UInt8>.self)
    }

    /// The eight bytes that the sixteen digits from `offset` on stand for.
    @inlinable @inline(__always)
    static func word(hex text: Span<UInt8>, _ offset: Int) -> UInt64? {
        let first = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let second = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
        guard HexWord.isHex(first), HexWord.isHex(second) else { return nil }
        return UInt64(HexWord.decode(first)) | UInt64(HexWord.decode(second)) << 32
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
