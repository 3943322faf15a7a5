extension CellTemplate {
    /// What a cell gave: the readings of its fields and the text that was skipped.
    struct Match {
        var readings: [(field: ObservedField, reading: FieldParser.Reading)] = []
        var skipped: ArraySlice<UInt8> = []
    }

    /// Lays the template over the whole of `cell`, or `nil` where it does not fit.
    func match(_ cell: ArraySlice<UInt8>) -> Match? {
        guard cell.count <= Self.longestCell else { return nil }
        var match = Match()
        return fits(0, cell, &match) ? match : nil
    }

    private func fits(_ index: Int, _ text: ArraySlice<UInt8>, _ match: inout Match) -> Bool {
        guard index < pieces.count else { return text.isEmpty }
        if case .literal(let literal) = pieces[index] {
            guard text.starts(with: literal) else { return false }
            return fits(index + 1, text.dropFirst(literal.count), &match)
        }
        guard index + 1 < pieces.count, case .literal(let next) = pieces[index + 1] else {
            return take(pieces[index], text, &match)
        }
        // A field's own text seldom holds the literal after it; then the first place that reads is the one.
        var from = text.startIndex
        while let end = find(next, in: text[from...]) {
            var attempt = match
            if take(pieces[index], text[text.startIndex..<end], &attempt),
                fits(index + 2, text[(end + next.count)...], &attempt)
            {
                match = attempt
                return true
            }
            from = end + 1
            if case .field = pieces[index], from - text.startIndex > 64 { return false }
        }
        return false
    }

    private func take(_ piece: Piece, _ text: ArraySlice<UInt8>, _ match: inout Match) -> Bool {
        guard !text.isEmpty else { return false }
        switch piece {
        case .literal: return false
        case .skip: match.skipped = text
        case .field(let field, let parser):
            guard let reading = parser.read(text) else { return false }
            match.readings.append((field, reading))
        }
        return true
    }

    /// Where `literal`, not empty, first stands in `text`.
    private func find(_ literal: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        var i = text.startIndex
        while i + literal.count <= text.endIndex {
            if text[i] == literal[0], text[i..<(i + literal.count)].elementsEqual(literal) { return i }
            i += 1
        }
        return nil
    }
}
