extension Refusal {
    /// The figures of the case as people write them: `60000000 > 33800000 fen` reads `¥600,000.00 > ¥338,000.00`.
    var detailWords: String {
        guard detail.contains(" fen") else { return detail }
        var words: [String] = [], figures: [Int] = []
        for word in detail.split(separator: " ") {
            if word == "fen" || word == "fen," {
                for place in figures { words[place] = ExpectedField.text(.fen(Int64(words[place]) ?? 0)) }
                if word == "fen,", let last = words.indices.last { words[last] += "," }
                figures = []
                continue
            }
            if Int64(word) != nil { figures.append(words.count) }
            words.append(String(word))
        }
        return words.joined(separator: " ")
    }
}
