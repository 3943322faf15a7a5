@testable import CanonicalJSON
import TestSupport

/// What the strict parser makes of a whole text: its canonical form, or the fault.
func strict(_ text: [UInt8]) -> Result<[UInt8], Fault> {
    var canonicalizer = Canonicalizer()
    var out = ByteBuilder()
    do throws(Fault) {
        let start = skipSpace(text.span, 0)
        let end = skipSpace(text.span, try canonicalizer.write(text.span, start, depth: 1, to: &out))
        if end != text.count { return .failure(Fault(.textAfterValue, at: end)) }
        return .success(contents(out))
    } catch {
        return .failure(error)
    }
}

/// The strict parser's fault in a whole text, or `nil`.
func strictFault(_ text: [UInt8]) -> Fault? {
    if case .failure(let fault) = strict(text) { fault } else { nil }
}

/// The canonical cursor's fault in a whole text, or `nil`.
func canonicalFault(_ text: [UInt8]) -> Fault? {
    do throws(Fault) {
        let end = try canonicalValueEnd(text.span, 0, depth: 1)
        return end == text.count ? nil : Fault(.textAfterValue, at: end)
    } catch {
        return error
    }
}

func contents(_ out: borrowing ByteBuilder) -> [UInt8] {
    out.withSpan { span in (0..<span.count).map { span[$0] } }
}

/// The UTF-8 of `text`.
func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

/// `text` for a failure message: its bytes where it is no UTF-8.
func shown(_ text: [UInt8]) -> String {
    String(validating: text, as: UTF8.self) ?? "\(text)"
}

/// `contents` between quotes.
func quoted(_ contents: [UInt8]) -> [UInt8] { [0x22] + contents + [0x22] }

func hex(_ value: UInt32, upper: Bool = false) -> [UInt8] {
    let digits = String(value, radix: 16, uppercase: upper)
    return utf8(String(repeating: "0", count: 4 - digits.count) + digits)
}
