/// A name that is the same when its bytes are: Swift's texts are also equal where Unicode calls them so, and then one of two
/// listings would be taken for the other. DESIGN.md section 2.
public struct ByteName: Hashable, Sendable {
    public let text: String

    public init(_ text: String) { self.text = text }

    public static func == (a: ByteName, b: ByteName) -> Bool {
        let one = a.text.utf8Span.span, other = b.text.utf8Span.span
        guard one.count == other.count else { return false }
        for place in 0..<one.count where one[place] != other[place] { return false }
        return true
    }

    public func hash(into hasher: inout Hasher) {
        let bytes = text.utf8Span.span
        // Eight bytes a step.
        var word: UInt64 = 0
        for place in 0..<bytes.count {
            word = word << 8 | UInt64(bytes[place])
            if place & 7 == 7 { hasher.combine(word) }
        }
        hasher.combine(word)
        hasher.combine(bytes.count)
    }
}
