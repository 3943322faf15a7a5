/// One word of a line, quotes taken away.
struct ScenarioWord: Hashable {
    let text: String
    let place: ScenarioPlace
}

/// Takes a line apart into words between blanks; `#` begins a comment, `'…'` keeps blanks together.
enum ScenarioLine {
    static func words(_ line: Substring, _ file: String, _ number: Int) throws(ScenarioFault) -> [ScenarioWord] {
        var words: [ScenarioWord] = []
        var text = "", start = 0, column = 0, quote = 0
        var isWord = false
        func end() {
            if isWord { words.append(ScenarioWord(text: text, place: ScenarioPlace(file, number, start))) }
            (text, isWord) = ("", false)
        }
        for character in line {
            column += 1
            if quote > 0 {
                if character == "'" { quote = 0 } else { text.append(character) }
                continue
            }
            switch character {
            case " ", "\t", "\r": end()
            case "#" where !isWord:
                return words
            default:
                if !isWord { (isWord, start) = (true, column) }
                if character == "'" { quote = column } else { text.append(character) }
            }
        }
        if quote > 0 {
            throw ScenarioFault(
                place: ScenarioPlace(file, number, quote), wording: Wording("a quote that nothing ends", "引号没有结束"))
        }
        end()
        return words
    }
}
