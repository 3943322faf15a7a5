/// A name that is the same when its bytes are: Swift's texts are also equal where Unicode calls them so, and then one of two
/// listings would be taken for the other. DESIGN.md section 2.
public struct ByteName: Hashable, Sendable {
    public let text: String

    public init(_ text: String) { self.text = text }

    public static func == (a: ByteName, b: ByteName) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
