/// Where the files of a published tree are. C2SP tlog-tiles; `lines` is our own.
public enum TreePath {
    public static let checkpoint = "checkpoint"
    /// How many entries `lines` holds: a decimal number and a line feed.
    static let linesSize = "lines/size"

    /// Hashes, entries or lines in a full file.
    public static let width = 256

    /// Up to 256 hashes of 32 bytes: of entries on level 0, of 256 times as many on each level above.
    public static func tile(_ level: Int, _ number: UInt64, width: Int = width) -> String {
        "tile/\(level)/" + name(number, width)
    }

    /// Up to 256 entry digests, each behind its length in two bytes.
    public static func bundle(_ number: UInt64, width: Int = width) -> String { "tile/entries/" + name(number, width) }

    /// Up to 256 lines, a line feed after each.
    public static func lines(_ number: UInt64, width: Int = width) -> String { "lines/" + name(number, width) }

    /// 1234067 as `x001/x234/067`, and `.p/W` behind it where the file is not full.
    private static func name(_ number: UInt64, _ width: Int) -> String {
        precondition((1...Self.width).contains(width))
        var text = digits(number % 1000)
        var rest = number / 1000
        while rest > 0 {
            text = "x\(digits(rest % 1000))/\(text)"
            rest /= 1000
        }
        return width == Self.width ? text : "\(text).p/\(width)"
    }

    private static func digits(_ value: UInt64) -> String {
        let text = String(value)
        return String(repeating: "0", count: 3 - text.utf8.count) + text
    }

    /// How wide file `number` is in a tree with so many hashes, or entries, on its level; 0 where it has none.
    static func width(of number: UInt64, hashes: UInt64) -> Int {
        let full = hashes / UInt64(width)
        return number < full ? width : number == full ? Int(hashes % UInt64(width)) : 0
    }
}
