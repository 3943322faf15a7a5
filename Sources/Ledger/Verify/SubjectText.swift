internal import CanonicalJSON
internal import Glibc

/// A subject as it stands in a line, with a hash and its first 32 bytes beside it: most comparisons need no more, and the
/// line, long out of the cache, is not touched again.
@safe struct SubjectText {
    let base: UnsafePointer<UInt8>
    let count: Int
    let hash: UInt64
    /// Zero past the end.
    private let opening: SIMD4<UInt64>

    /// - Parameter text: must outlive this; the map does, while its transaction lasts.
    @inline(__always)
    init(_ text: Span<UInt8>, _ range: Range<Int>, seed: UInt64) {
        hash = nameHash(text, range, seed: seed)
        count = range.count
        unsafe base = text.withUnsafeBufferPointer { unsafe $0.baseAddress! + range.lowerBound }
        var words = SIMD4<UInt64>()
        if range.lowerBound &+ 32 <= text.count {
            words = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: SIMD4<UInt64>.self)
            words = SIMD4(
                words[0] & Self.mask(range.count), words[1] & Self.mask(range.count &- 8),
                words[2] & Self.mask(range.count &- 16), words[3] & Self.mask(range.count &- 24))
        } else {
            for k in 0..<min(range.count, 32) {
                words[k >> 3] |= UInt64(text[range.lowerBound + k]) << UInt64((k & 7) * 8)
            }
        }
        opening = words
    }

    /// No subject.
    init() {
        unsafe base = UnsafePointer(bitPattern: 1)!
        (count, hash, opening) = (0, 0, SIMD4())
    }

    /// Appends the subject itself, without the escapes that it has in the line.
    func appendUnescaped(to out: inout ByteBuilder) {
        let text = unsafe UnsafeBufferPointer(start: base, count: count).span
        CanonicalJSON.appendUnescaped(text, 0..<text.count, to: &out)
    }

    /// The low `bytes` bytes of a word.
    @inline(__always)
    private static func mask(_ bytes: Int) -> UInt64 {
        bytes >= 8 ? .max : bytes <= 0 ? 0 : (1 << UInt64(bytes &* 8)) &- 1
    }

    @inline(__always)
    func isSame(as other: SubjectText) -> Bool {
        guard hash == other.hash, count == other.count else { return false }
        let a = opening, b = other.opening
        guard (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3]) == 0 else { return false }
        return unsafe count <= 32 || memcmp(base + 32, other.base + 32, count &- 32) == 0
    }
}
