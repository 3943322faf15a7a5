/// Money as people write it: `¥1,234,567.89`, `-¥5.00`.
public enum Yuan {
    /// - Parameter fen: hundredths of a yuan, any.
    public static func text(_ fen: Int64) -> String {
        let digits = Array(String(fen.magnitude / 100).utf8), cents = fen.magnitude % 100
        var text = fen < 0 ? "-¥" : "¥"
        for (place, digit) in digits.enumerated() {
            if place > 0 && (digits.count - place) % 3 == 0 { text += "," }
            text.unicodeScalars.append(UnicodeScalar(digit))
        }
        return text + (cents < 10 ? ".0" : ".") + String(cents)
    }
}

extension DefaultStringInterpolation {
    /// `"\(fen: amountFen) > \(fen: limitFen)"`: what a refusal tells of money is for people.
    mutating func appendInterpolation(fen: Int64) { appendLiteral(Yuan.text(fen)) }
}
