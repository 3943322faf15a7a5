internal import CanonicalJSON

/// A cell as the log keeps it: its text, or, where the privacy guard found a number in it, only its length.
///
/// Everything that leaves an observation is made from kept cells, its key and identity too: a digest over a phone number
/// whose other inputs are known is undone by trying all of them.
struct KeptCell {
    /// `nil` where nothing was there, and where the text is hidden.
    let text: Cell?
    /// Characters (Unicode scalars) of a hidden text.
    let hiddenLength: Int?

    init(_ cell: Cell?, isCode: Bool) {
        if let cell, !isCode, PrivacyGuard.finding(in: cell) != nil {
            text = nil
            hiddenLength = String(decoding: cell, as: UTF8.self).unicodeScalars.count
        } else {
            text = cell
            hiddenLength = nil
        }
    }

    var isHidden: Bool { hiddenLength != nil }

    /// Nothing to keep: no cell, or an empty one.
    var isAbsent: Bool { !isHidden && text?.isEmpty ?? true }

    /// Writes the text as a string, a hidden one as `{"length":n}`, no cell as `null`.
    func write(to out: inout ByteBuilder) {
        if let hiddenLength {
            out.append("{\"length\":")
            out.append(decimal: UInt64(hiddenLength))
            out.append(0x7D)
        } else if let text {
            do throws(Fault) { try appendCanonicalString(text.span, to: &out) } catch {
                preconditionFailure("a cell is well-formed UTF-8")
            }
        } else {
            out.append("null")
        }
    }
}

extension ObservedValue {
    func write(to out: inout ByteBuilder) {
        switch self {
        case .integer(let value): out.append(decimal: UInt64(value))
        case .bearings(let bearings):
            out.append(0x5B)
            for (k, bearing) in bearings.enumerated() {
                if k > 0 { out.append(0x2C) }
                out.append(decimal: UInt64(bearing))
            }
            out.append(0x5D)
        case .band(let band):
            out.append(0x22)
            out.append(utf8: band.rawValue)
            out.append(0x22)
        case .date(let date):
            let text = date.utf8
            out.append(0x22)
            out.append(text.span)
            out.append(0x22)
        case .holds: out.append("true")
        }
    }
}

/// Whether a subject may hold `text`: no space, control or noncharacter, and not empty. DESIGN.md section 2.
func subjectMayHold(_ text: Cell) -> Bool {
    !text.isEmpty
        && String(decoding: text, as: UTF8.self).unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case ...0x20, 0x7F...0x9F, 0xFDD0...0xFDEF: false
            default: scalar.value & 0xFFFE != 0xFFFE
            }
        }
}
