/// The number of a certificate or proof that a land registry issued (不动产权证号).
///
/// Two numbers are equal if their normal texts are: ASCII brackets, letters and digits, no spaces.
public struct CertificateNumber: Hashable, Sendable, CustomStringConvertible {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// 不动产权第…号: of title.
        case certificate
        /// 不动产证明第…号: of a mortgage, a pre-notice and the like.
        case proof
        /// 房权证…: from before the unified register of 2015. Every city had its own form; it is kept as it is.
        case legacy
    }

    /// The number in its normal form.
    public let text: String
    public let kind: Kind
    /// 1900 to 2099; `nil` in legacy numbers, whose years nothing marks.
    public let year: Int?
    /// The last run of digits, leading zeros kept.
    public let serial: String

    /// - Parameter text: full-width or half-width, with spaces anywhere. In its normal form
    ///   `^[province]\((19|20)\d{2}\)[\u4e00-\u9fa5]{0,12}(不动产权|不动产证明)第\d{4,12}号$`, or a legacy number.
    public init?(_ text: String) {
        let scalars = withoutSpaces(text)
        guard let parts = Self.modern(scalars) ?? Self.legacy(scalars) else { return nil }
        (kind, year, serial) = parts
        self.text = Self.string(scalars[...])
    }

    /// Serial zero: printed on samples, given to nobody. A warning.
    public var isSample: Bool { serial.utf8.allSatisfy { $0 == 0x30 } }

    public var description: String { text }

    private typealias Parts = (kind: Kind, year: Int?, serial: String)

    private static func modern(_ scalars: [Unicode.Scalar]) -> Parts? {
        guard scalars.count > 7, provinces.contains(scalars[0]), scalars[1] == "(", scalars[6] == ")",
            let year = Int(string(scalars[2..<6])), scalars[2..<6].allSatisfy(isDigit), (1900...2099).contains(year)
        else { return nil }
        let place = scalars[7...].prefix { (0x4E00...0x9FA5).contains($0.value) }
        let serial = scalars[place.endIndex...].prefix(while: isDigit)
        guard (4...12).contains(serial.count), scalars[serial.endIndex...].elementsEqual("号".unicodeScalars) else { return nil }
        for (kind, words) in [(Kind.certificate, "不动产权第"), (.proof, "不动产证明第")] {
            let mark = Array(words.unicodeScalars)
            if place.suffix(mark.count).elementsEqual(mark) {
                return place.count <= mark.count + 12 ? (kind, year, string(serial)) : nil
            }
        }
        return nil
    }

    /// At most 40 characters of the kinds that such numbers hold, 房权证 among them, and a serial at the end.
    private static func legacy(_ scalars: [Unicode.Scalar]) -> Parts? {
        let mark = Array("房权证".unicodeScalars)
        guard scalars.count <= 40, scalars.allSatisfy(isLegacy), let end = Array("号".unicodeScalars).first else { return nil }
        let body = scalars.last == end ? scalars.dropLast() : scalars[...]
        let serial = body.reversed().prefix(while: isDigit).reversed()
        let words = body.dropLast(serial.count)
        guard !serial.isEmpty, words.indices.contains(where: { words[$0...].starts(with: mark) }) else { return nil }
        return (.legacy, nil, string(Array(serial)[...]))
    }

    private static func isLegacy(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z", "(", ")", "-": true
        default: (0x4E00...0x9FA5).contains(scalar.value)
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// The one-character names of the provinces.
    private static let provinces = Set("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼".unicodeScalars)
}
