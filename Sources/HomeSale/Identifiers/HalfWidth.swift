/// `text` with the full-width forms U+FF01 to U+FF5E replaced by their ASCII letters; input methods produce both.
///
/// - Parameter text: UTF-8; ill-formed parts become U+FFFD.
func halfWidth(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.contains(0xEF) else { return Array(text) }
    var out: [UInt8] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
        let value = scalar.value
        if (0xFF01...0xFF5E).contains(value) {
            out.append(UInt8(value - 0xFEE0))
        } else {
            out += Array(String(Character(scalar)).utf8)
        }
    }
    return out
}

/// ``halfWidth(_:)`` of `text`, without its spaces: U+0020, U+00A0 and the ideographic U+3000.
func withoutSpaces(_ text: String) -> [Unicode.Scalar] {
    String(decoding: halfWidth(Array(text.utf8)[...]), as: UTF8.self).unicodeScalars
        .filter { $0.value != 0x20 && $0.value != 0xA0 && $0.value != 0x3000 }
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
