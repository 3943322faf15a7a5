internal import CanonicalJSON

// Members of payloads that the ledger makes itself. The text was checked as canonical JSON before; `object` is where its object
// begins. Off the hot path.

/// What the string member `name` says; `nil` where there is none, or another kind of value.
func stringMember(_ text: Span<UInt8>, _ object: Int, _ name: StaticString) -> String? {
    stringRange(text, object, name).map { stringValue(text, ($0.lowerBound - 1)..<($0.upperBound + 1)) }
}

/// Where the string member `name` stands, between its quotes.
func stringRange(_ text: Span<UInt8>, _ object: Int, _ name: StaticString) -> Range<Int>? {
    guard let value = memberValue(text, object, name), byte(text, value.lowerBound) == 0x22 else { return nil }
    return (value.lowerBound + 1)..<(value.upperBound - 1)
}

/// The number member `name` where it is a count: not negative.
func countMember(_ text: Span<UInt8>, _ object: Int, _ name: StaticString) -> UInt64? {
    guard let value = memberValue(text, object, name), EntryGrammar.isDigit(byte(text, value.lowerBound)) else { return nil }
    return UInt64(integerValue(text, value))
}

/// How many members there are: with all that must be there, whether there is another.
func memberCount(_ text: Span<UInt8>, _ object: Int) -> Int {
    guard byte(text, object) == 0x7B else { return 0 }
    var count = 0
    forEachMember(text, object) { _, _ in count += 1 }
    return count
}
