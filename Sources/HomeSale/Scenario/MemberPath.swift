/// Where a value stands in a payload: `terms.loanFallback`, `plan[0].amountFen`.
public struct MemberPath: Hashable, Sendable, CustomStringConvertible {
    public enum Part: Hashable, Sendable {
        case name(String)
        case index(Int)
    }

    public let parts: [Part]

    /// Reads a path: a name first, then `.name` and `[n]` in any order. `nil` for anything else.
    public init?(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while !rest.isEmpty {
            if rest.first == "[" {
                guard !parts.isEmpty, let close = rest.firstIndex(of: "]") else { return nil }
                let digits = rest[rest.index(after: rest.startIndex)..<close]
                guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let place = Int(digits),
                    place < 10_000
                else { return nil }
                parts.append(.index(place))
                rest = rest[rest.index(after: close)...]
                continue
            }
            if !parts.isEmpty {
                guard rest.first == "." else { return nil }
                rest = rest.dropFirst()
            }
            let name = rest.prefix { $0 != "." && $0 != "[" }
            guard Self.isName(name) else { return nil }
            parts.append(.name(String(name)))
            rest = rest[name.endIndex...]
        }
        guard !parts.isEmpty else { return nil }
        self.parts = parts
    }

    /// A letter, then letters and digits: what the catalogue's members look like.
    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A else { return false }
        return text.utf8.allSatisfy { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x30...0x39).contains($0) }
    }

    /// The member that the path begins with.
    public var root: String {
        guard case .name(let name) = parts[0] else { preconditionFailure("a path begins with a name") }
        return name
    }

    public var description: String {
        parts.enumerated().map { place, part in
            switch part {
            case .name(let name): place == 0 ? name : ".\(name)"
            case .index(let number): "[\(number)]"
            }
        }.joined()
    }
}
