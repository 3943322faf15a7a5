/// A number that may be a person's, and the bytes that it takes.
struct FoundNumber: Equatable {
    let finding: PrivacyGuard.Finding
    let range: Range<Int>
}

/// Looks for whole runs of digits that may be a person's number, without touching most of the bytes and without allocating unless a run
/// has the length of one.
///
/// The shortest has eleven digits, and a digit is one byte or, full-width, three: so every run covers one of the bytes 10, 21, 32, … from
/// where the last one ended, and only these are looked at.
struct NumberScan {
    /// Between the quotes of canonical JSON texts, where a run may stand behind `\u00` and two more digits.
    let isJSON: Bool

    private static let shortest = 11

    /// The first such number at `from` or later.
    @inline(__always)
    func first(in text: Span<UInt8>, from: Int = 0) -> FoundNumber? {
        var probe = from &+ (Self.shortest &- 1)
        while probe < text.count {
            let b = text[probe]
            // ASCII digits, and the bytes that full-width ones are made of.
            guard b &- 0x30 < 10 || b == 0xEF || b == 0xBC || b &- 0x90 < 10 else {
                probe &+= Self.shortest
                continue
            }
            guard let run = run(text, around: probe, from: from) else {
                probe &+= Self.shortest
                continue
            }
            if let finding = judge(text, run) { return FoundNumber(finding: finding, range: run) }
            probe = max(probe, run.upperBound) &+ Self.shortest
        }
        return nil
    }

    // MARK: Runs

    /// How many bytes the digit has that begins at `i`; 0 where none does.
    private func digitLength(_ text: Span<UInt8>, _ i: Int) -> Int {
        guard i >= 0, i < text.count else { return 0 }
        if text[i] &- 0x30 < 10 { return 1 }
        return i &+ 2 < text.count && text[i] == 0xEF && text[i &+ 1] == 0xBC && text[i &+ 2] &- 0x90 < 10 ? 3 : 0
    }

    /// How many bytes the digit has that ends before `i`.
    private func digitLength(_ text: Span<UInt8>, before i: Int) -> Int {
        if digitLength(text, i &- 1) == 1 { return 1 }
        return digitLength(text, i &- 3) == 3 ? 3 : 0
    }

    /// The whole run of digits that covers the byte `probe`, from a digit's first byte to past the last one's.
    @inline(never)
    private func run(_ text: Span<UInt8>, around probe: Int, from: Int) -> Range<Int>? {
        var low = probe
        if digitLength(text, low) == 0 {
            if digitLength(text, probe &- 1) == 3 {
                low = probe &- 1
            } else if digitLength(text, probe &- 2) == 3 {
                low = probe &- 2
            } else {
                return nil
            }
        }
        var high = low
        while case let length = digitLength(text, before: low), length > 0, low &- length >= from { low &-= length }
        while case let length = digitLength(text, high), length > 0 { high &+= length }
        if isJSON { low = min(high, low &+ escapeLength(text, low)) }
        return low..<high
    }

    /// 4 where the digits at `i` begin with those of an escape, `\u0011`; else 0.
    private func escapeLength(_ text: Span<UInt8>, _ i: Int) -> Int {
        guard i >= 2, text[i &- 1] == 0x75 else { return 0 }
        var slashes = 0
        while i &- 2 &- slashes >= 0, text[i &- 2 &- slashes] == 0x5C { slashes &+= 1 }
        return slashes % 2 == 1 ? 4 : 0
    }

    // MARK: Judging

    /// The ASCII form of the character at `i`, where it has one; 0 elsewhere.
    private func half(_ text: Span<UInt8>, _ i: Int) -> UInt8 {
        guard i >= 0, i < text.count else { return 0 }
        if text[i] < 0x80 { return text[i] }
        guard text[i] == 0xEF, i &+ 2 < text.count else { return 0 }
        // U+FF01 to U+FF3F, then to U+FF5E.
        if text[i &+ 1] == 0xBC, text[i &+ 2] >= 0x81 { return text[i &+ 2] &- 0x60 }
        return text[i &+ 1] == 0xBD && text[i &+ 2] <= 0x9E ? text[i &+ 2] &- 0x20 : 0
    }

    /// Past the character at `i`, ASCII or full-width.
    private func after(_ text: Span<UInt8>, _ i: Int) -> Int { i < text.count && text[i] >= 0x80 ? i &+ 3 : i &+ 1 }

    private func judge(_ text: Span<UInt8>, _ run: Range<Int>) -> PrivacyGuard.Finding? {
        var digits = InlineArray<19, UInt8>(repeating: 0)
        var count = 0, i = run.lowerBound
        while i < run.upperBound {
            guard count < 19 else { return nil }
            digits[count] = half(text, i) &- 0x30
            count &+= 1
            i = after(text, i)
        }
        guard count == 11 || count >= 16 else { return nil }
        if isDecimal(text, run) { return nil }
        let end = run.upperBound
        let hasX = half(text, end) | 0x20 == 0x78 && digitLength(text, after(text, end)) == 0
        if count == 11 { return digits[0] == 1 && digits[1] >= 3 ? .phone : nil }
        return PrivacyGuard.finding(inLongRun: (0..<count).map { Int(digits[$0]) }, hasX: hasX)
    }

    /// A point and a digit stand before the run or behind it.
    private func isDecimal(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
        let end = run.upperBound, start = run.lowerBound
        if half(text, end) == 0x2E, digitLength(text, after(text, end)) > 0 { return true }
        let point = half(text, start &- 1) == 0x2E ? start &- 1 : half(text, start &- 3) == 0x2E ? start &- 3 : -1
        return point >= 0 && after(text, point) == start && digitLength(text, before: point) > 0
    }
}
