/// A cell's layout: literal text with holes, such as `{floorBand}楼层 (共{floorTotal}层)`.
///
/// A hole is `{field}`, `{field:unit}`, or `{}` for text that is skipped; at most one hole skips, so that a match never costs
/// more than the square of the cell's length. A hole ends where the literal after it stands; the last takes the rest.
struct CellTemplate: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case literal([UInt8])
        case field(ObservedField, FieldParser)
        case skip
    }

    /// Longest cell that is read, in bytes. No listing has a price or a layout of that length.
    static let longestCell = 4096

    let pieces: [Piece]

    /// - Throws: the reason in words, for the fault of the map that holds the text.
    init(_ text: String) throws(TemplateFault) {
        var pieces: [Piece] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.first {
            if first == 0x7B {
                guard let close = rest.firstIndex(of: 0x7D) else { throw TemplateFault("a hole without its closing brace") }
                if let last = pieces.last, last.isHole { throw TemplateFault("two holes with no text between") }
                pieces.append(try Self.hole(String(decoding: rest[(rest.startIndex + 1)..<close], as: UTF8.self)))
                rest = rest[(close + 1)...]
            } else {
                let end = rest.firstIndex(of: 0x7B) ?? rest.endIndex
                guard !rest[..<end].contains(0x7D) else { throw TemplateFault("a closing brace without its hole") }
                pieces.append(.literal(Array(rest[..<end])))
                rest = rest[end...]
            }
        }
        guard pieces.contains(where: \.isHole) else { throw TemplateFault("no hole") }
        guard pieces.count(where: { $0 == .skip }) <= 1 else { throw TemplateFault("more than one {}") }
        self.pieces = pieces
    }

    private static func hole(_ text: String) throws(TemplateFault) -> Piece {
        if text.isEmpty { return .skip }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let field = ObservedField(name: parts[0]) else { throw TemplateFault("unknown field \(parts[0])") }
        guard let parser = FieldParser(field: field, unit: parts.count > 1 ? parts[1] : nil) else {
            throw TemplateFault("\(parts[0]) without the unit it needs (wan, yuan or sqm), or with one it has not")
        }
        return .field(field, parser)
    }

    var fields: [ObservedField] {
        pieces.compactMap { if case .field(let field, _) = $0 { field } else { nil } }
    }
}

extension CellTemplate.Piece {
    var isHole: Bool { if case .literal = self { false } else { true } }
}

/// Why a text is no template.
struct TemplateFault: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}
