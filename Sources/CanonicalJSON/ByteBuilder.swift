/// A growing run of bytes that is reused: ``removeAll()`` keeps the memory, so steady work allocates nothing.
///
/// Not Sendable: one per thread.
@safe public struct ByteBuilder: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @inlinable
    public var count: Int { length }
    @usableFromInline var length = 0

    public init(capacity: Int = 4096) {
        unsafe base = .allocate(capacity: max(capacity, 64))
        self.capacity = max(capacity, 64)
    }

    deinit { unsafe base.deallocate() }

    /// Forgets the bytes, keeps the memory.
    @inlinable
    public mutating func removeAll() { length = 0 }

    /// Forgets the bytes from `count` on.
    public mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= self.count)
        length = count
    }

    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        if length == capacity { grow(1) }
        unsafe base[length] = byte
        length &+= 1
    }

    @inlinable @inline(__always)
    public mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
        let added = range.count
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
        // Most pieces are short. 32 bytes in two moves, whatever the length, cost less than asking for a copy; what is too
        // much is overwritten by the next piece.
        if capacity &- length < max(added, 32) { grow(max(added, 32)) }
        if added <= 32 && text.count &- range.lowerBound >= 32 {
            let piece = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: SIMD32<UInt8>.self)
            unsafe UnsafeMutableRawPointer(base + length).storeBytes(of: piece, as: SIMD32<UInt8>.self)
        } else if added > 0 {
            let target = unsafe base + length
            unsafe text.withUnsafeBufferPointer { source in
                unsafe target.update(from: source.baseAddress! + range.lowerBound, count: added)
            }
        }
        length &+= added
    }

    @inlinable @inline(__always)
    public mutating func append(_ text: Span<UInt8>) { append(text, 0..<text.count) }

    @inlinable @inline(__always)
    public mutating func append(_ text: StaticString) {
        let added = text.utf8CodeUnitCount
        if capacity &- length < added { grow(added) }
        unsafe (base + length).update(from: text.utf8Start, count: added)
        length &+= added
    }

    /// Appends the eight bytes of `word`, the lowest first.
    @inlinable @inline(__always)
    public mutating func append(word: UInt64) {
        if capacity &- length < 8 { grow(8) }
        unsafe UnsafeMutableRawPointer(base + length).storeBytes(of: word.littleEndian, as: UInt64.self)
        length &+= 8
    }

    /// Appends the bytes of `text`. Named apart, so that a literal is taken as the `StaticString` it is.
    public mutating func append(utf8 text: String) {
        for unit in text.utf8 { append(unit) }
    }

    /// Appends `value` in decimal.
    public mutating func append(decimal value: UInt64) {
        if value < 10 {
            append(0x30 &+ UInt8(truncatingIfNeeded: value))
            return
        }
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var k = 20
        var rest = value
        while rest > 0 {
            k &-= 1
            digits[k] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        append(digits.span, k..<20)
    }

    /// Lends the bytes to `body`.
    @inlinable @inline(__always)
    public borrowing func withSpan<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
        try body(unsafe UnsafeBufferPointer(start: base, count: count).span)
    }

    /// A copy of the bytes, for code off the hot path.
    public var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

    /// Moves the runs `ranges`, in that order, to `start` and on, with a comma between; they fill `start..<count` but for order.
    mutating func permute(from start: Int, _ ranges: Span<Member>, scratch: inout ByteBuilder) {
        scratch.removeAll()
        let region = unsafe UnsafeBufferPointer(start: base + start, count: count - start).span
        scratch.append(region)
        var target = start
        for k in 0..<ranges.count {
            if k > 0 {
                unsafe base[target] = 0x2C
                target &+= 1
            }
            let member = ranges[k]
            let length = member.end &- member.start
            unsafe (base + target).update(from: scratch.base + (member.start &- start), count: length)
            target &+= length
        }
        precondition(target == count)
    }

    /// Compares two names inside the bytes.
    func compare(_ a: Member, _ b: Member) -> Int {
        let text = unsafe UnsafeBufferPointer(start: base, count: count).span
        return compareNames(text, (a.start &+ 1)..<a.nameEnd, (b.start &+ 1)..<b.nameEnd)
    }

    @inline(never) @usableFromInline
    mutating func grow(_ extra: Int) {
        let larger = max(capacity * 2, count + extra)
        let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe fresh.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = fresh
        capacity = larger
    }
}

/// A member that was written: `start` at its opening quote, `nameEnd` at the closing one, `end` past its value.
struct Member {
    var start: Int
    var nameEnd: Int
    var end: Int
    /// Where the name stood in the text it came from, for a fault.
    var offset: Int
}
