public import Glibc

/// A byte in each of eight lanes: `0x01…`, `0x80…`.
@inlinable @inline(__always)
public var ones: UInt64 { 0x0101_0101_0101_0101 }
@inlinable @inline(__always)
public var tops: UInt64 { 0x8080_8080_8080_8080 }

/// The byte at `index`, or 0 past the end: 0 may stand nowhere in JSON, so every caller refuses it.
@inlinable @inline(__always)
public func byte(_ text: Span<UInt8>, _ index: Int) -> UInt8 {
    index < text.count ? text[index] : 0
}

/// The next byte of a string that needs a look: quote, backslash, control or non-ASCII; `text.count` if none.
///
/// Eight bytes a step. The subtraction may also mark a byte *above* a true hit, never below one, and the
/// lowest mark is the one used.
@inlinable @inline(__always)
public func plainRunEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var i = start

    while i &+ 8 <= text.count {
        let word = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
        let quote = word ^ 0x2222_2222_2222_2222
        let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
        let hit =
            (((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- ones &* 0x20) & ~word) | word) & tops
        if hit != 0 { return i &+ hit.trailingZeroBitCount / 8 }
        i &+= 8
    }
    while i < text.count {
        let b = text[i]
        if b == 0x22 || b == 0x5C || b < 0x20 || b >= 0x80 { return i }
        i &+= 1
    }
    return i
}

/// Past the white space at `start` (space, tab, line feed, carriage return).
@inlinable @inline(__always)
public func skipSpace(_ text: Span<UInt8>, _ start: Int) -> Int {
    var i = start
    while i < text.count {
        let b = text[i]
        guard b == 0x20 || b == 0x0A || b == 0x0D || b == 0x09 else { break }
        i &+= 1
    }
    return i
}

/// Whether `wanted` is among `text[range]`. C library: `memchr`.
@inlinable @inline(__always)
public func contains(_ text: Span<UInt8>, _ range: Range<Int>, _ wanted: UInt8) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
    guard !range.isEmpty else { return false }
    return unsafe text.withUnsafeBufferPointer {
        unsafe memchr($0.baseAddress! + range.lowerBound, Int32(wanted), range.count) != nil
    }
}

/// Where the next line feed from `start` on stands, or `nil`. C library: `memchr`.
@inlinable @inline(__always)
public func lineEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    precondition(start >= 0)
    guard start < text.count else { return nil }
    return unsafe text.withUnsafeBufferPointer { bytes in
        guard let found = unsafe memchr(bytes.baseAddress! + start, 0x0A, bytes.count - start) else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(bytes.baseAddress!)
    }
}

/// Whether `word` stands at `start`.
@inlinable @inline(__always)
public func matches(_ text: Span<UInt8>, _ start: Int, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard start >= 0, text.count &- start >= count else { return false }
    // Known length and bytes: the compiler makes word comparisons of it.
    return unsafe text.withUnsafeBufferPointer { unsafe memcmp($0.baseAddress! + start, word.utf8Start, count) == 0 }
}

/// Whether `word` stands at `start`.
@inlinable @inline(__always)
public func matches(_ text: Span<UInt8>, _ start: Int, _ word: [UInt8]) -> Bool {
    let count = word.count
    guard start >= 0, text.count &- start >= count else { return false }
    guard count > 0 else { return true }
    return unsafe text.withUnsafeBufferPointer { bytes in
        unsafe word.withUnsafeBufferPointer { unsafe memcmp(bytes.baseAddress! + start, $0.baseAddress!, count) == 0 }
    }
}
