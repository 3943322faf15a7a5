internal import Glibc

/// The window that answers are shown in.
enum Terminal {
    /// Its columns; `nil` where standard output is no terminal: then nothing is fitted, for nobody knows who reads it.
    static let columns: Int? = {
        var size = winsize()
        guard isatty(1) == 1, unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }()
}

/// `text` in lines of at most `columns`, broken at blanks and between Chinese characters. A longer word stays whole.
func wrapped(_ text: String, _ columns: Int) -> [String] {
    guard displayWidth(text) > columns else { return [text] }
    let characters = Array(text)
    let widths = characters.map { displayWidth(String($0)) }
    /// Whether a line may begin with the character `k`.
    func mayBegin(_ k: Int) -> Bool {
        let before = characters[k - 1], here = characters[k]
        if before == " " || here == " " { return true }
        // A mark that closes never begins a line, and one that opens never ends it.
        if "，。；：、）」,.;:)".contains(here) || "（「(".contains(before) { return false }
        return widths[k - 1] == 2 || widths[k] == 2
    }
    var lines: [String] = []
    var start = 0
    while start < characters.count {
        var end = start, width = 0
        var cut: Int?
        while end < characters.count {
            if end > start, mayBegin(end) {
                cut = end
                if width > columns { break }
            }
            if width + widths[end] > columns, cut != nil { break }
            width += widths[end]
            end += 1
        }
        let next = end == characters.count ? end : cut ?? end
        lines.append(String(characters[start..<next]).trimmed)
        start = next
        while start < characters.count, characters[start] == " " { start += 1 }
    }
    return lines
}

/// Text that goes on under itself, `indent` columns in after the first line.
func paragraph(_ text: String, indent: Int = 2) -> String {
    guard let columns = Terminal.columns, columns > indent * 2 else { return text + "\n" }
    return wrapped(text, columns - indent).joined(separator: "\n" + String(repeating: " ", count: indent)) + "\n"
}

extension String {
    /// Without blanks at its end.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
