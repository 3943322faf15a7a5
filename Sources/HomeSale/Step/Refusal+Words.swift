extension Refusal {
    /// The figures of the case as people write them: `60000000 > 33800000 fen` reads `¥600,000.00 > ¥338,000.00`.
    var detailWords: String {
        // By bytes: one step in ten is refused, and each is told in words.
        guard detail.utf8.count > 3 else { return detail }
        var figures: [Int] = [], texts: [String] = []
        for word in Substring(detail).utf8.split(separator: 0x20) {
            let isFen = word.elementsEqual("fen".utf8)
            if isFen || word.elementsEqual("fen,".utf8) {
                for place in figures { texts[place] = ExpectedField.text(.fen(Int64(texts[place]) ?? 0)) }
                if !isFen, let last = texts.indices.last { texts[last] += "," }
                figures = []
                continue
            }
            if word.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }), word.count > 1 || word.first != 0x2D {
                figures.append(texts.count)
            }
            texts.append(String(decoding: word, as: UTF8.self))
        }
        return texts.joined(separator: " ")
    }
}
