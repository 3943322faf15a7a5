internal import CanonicalJSON
public import Ledger

extension Fact {
    /// Reads a stored line; `nil` where its type, role or stream is none of the catalogue's: opaque to folds, never a fault.
    public init?(line: Span<UInt8>, _ entry: EntryLine) {
        func text(_ attribute: Attribute) -> String {
            let range = entry.range(attribute)
            return stringValue(line, (range.lowerBound - 1)..<(range.upperBound + 1))
        }
        guard let name = EventName(name: text(.type)), let stream = StreamName(subject: text(.subject)),
            let role = Role(rawValue: text(.role)), let attestation = Attestation(rawValue: text(.attestation)),
            let payload = Upcasting.upcast(
                Payload(copying: line.extracting(entry.range(.data))), of: name, from: entry.schema)
        else { return nil }
        self.init(
            index: entry.index, revision: entry.revision, timeMilliseconds: entry.timeMilliseconds,
            occurred: CivilDate(dayNumber: entry.occurredDay), stream: stream, name: name, actor: text(.actor), role: role,
            attestation: attestation, cause: entry.cause, payload: payload)
    }

    /// Reads a stored line that was not parsed yet.
    public init?(line: Span<UInt8>) {
        guard let entry = try? parseEntryLine(line) else { return nil }
        self.init(line: line, entry)
    }
}
