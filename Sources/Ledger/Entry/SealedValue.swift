internal import CanonicalJSON
public import Proofs

/// A personal value as the log holds it: whose it is, where it stands, and the commitment to it. DESIGN.md section 9.
public struct SealedValue: Hashable, Sendable {
    public let party: String
    public let commitment: Digest
    /// JSON Pointer in `data`. RFC 6901.
    public let pointer: String
    /// What the value's opening is made for: canonical JSON `[source, subject, key, pointer]`.
    public let info: [UInt8]
}

/// The sealed values of a stored line, in the order in which they stand.
///
/// - Parameter entry: of `line`, from ``parseEntryLine(_:)``.
public func sealedValues(_ line: Span<UInt8>, _ entry: EntryLine) -> [SealedValue] {
    let data = entry.range(.data)
    guard contains(line, data, 0x24) else { return [] }
    var walk = WrapperWalk.sealed
    var values: [SealedValue] = []
    walk.walk(line, data) { inner, pointer in
        guard let commitment = stringRange(line, inner.lowerBound, "commitment").flatMap({ Digest(hex: line.extracting($0)) }),
            let party = stringMember(line, inner.lowerBound, "party")
        else { return }
        var info = ByteBuilder(capacity: 256)
        func quoted(_ attribute: Attribute) -> Range<Int> {
            let range = entry.range(attribute)
            return (range.lowerBound - 1)..<(range.upperBound + 1)
        }
        appendOpeningInfo(
            line.extracting(quoted(.source)), line.extracting(quoted(.subject)), line.extracting(quoted(.key)), pointer,
            to: &info)
        values.append(
            SealedValue(party: party, commitment: commitment, pointer: String(copying: pointer), info: info.bytes))
    }
    return values
}

/// Writes canonical `[source, subject, key, pointer]`; the first three are canonical strings already.
func appendOpeningInfo(
    _ source: Span<UInt8>, _ subject: Span<UInt8>, _ key: Span<UInt8>, _ pointer: Span<UInt8>, to out: inout ByteBuilder
) {
    out.append(0x5B)
    out.append(source)
    out.append(0x2C)
    out.append(subject)
    out.append(0x2C)
    out.append(key)
    out.append(0x2C)
    do throws(Fault) { try appendCanonicalString(pointer, to: &out) } catch { preconditionFailure("names are UTF-8") }
    out.append(0x5D)
}
