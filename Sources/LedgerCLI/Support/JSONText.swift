/// A JSON object for an answer, its members in the order they are put in.
struct JSONText {
    private var members: [String] = []

    /// The object on one line.
    var text: String { "{" + members.joined(separator: ",") + "}" }

    mutating func put(_ name: String, _ value: String) { members.append("\"\(name)\":\(Self.string(value))") }
    mutating func put(_ name: String, _ value: Int) { members.append("\"\(name)\":\(value)") }
    mutating func put(_ name: String, _ value: UInt64) { members.append("\"\(name)\":\(value)") }
    mutating func put(_ name: String, _ value: Bool) { members.append("\"\(name)\":\(value)") }
    mutating func put(_ name: String, _ value: JSONText) { members.append("\"\(name)\":\(value.text)") }
    mutating func put(_ name: String, _ values: [String]) {
        members.append("\"\(name)\":[\(values.map(Self.string).joined(separator: ","))]")
    }
    mutating func put(_ name: String, objects: [JSONText]) {
        members.append("\"\(name)\":[\(objects.map(\.text).joined(separator: ","))]")
    }
    /// A value that is JSON already.
    mutating func put(_ name: String, json value: [UInt8]) {
        members.append("\"\(name)\":\(String(decoding: value, as: UTF8.self))")
    }
    mutating func putNull(_ name: String) { members.append("\"\(name)\":null") }

    /// Seconds with milliseconds: the one answer that is not an integer.
    mutating func put(_ name: String, milliseconds: Int64) { members.append("\"\(name)\":\(seconds(milliseconds))") }

    static func string(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..<" ":
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

/// Milliseconds as seconds with three decimals.
func seconds(_ milliseconds: Int64) -> String {
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
}
