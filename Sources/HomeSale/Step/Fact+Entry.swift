internal import CanonicalJSON
public import Ledger

extension Fact {
    /// Reads a stored line; `nil` where its type, role or stream is none of the catalogue's: opaque to folds, never a fault.
    public init?(line: Span<UInt8>, _ entry: EntryLine) {
        // The grammar of these knows no escapes; the closed tables are asked by the bytes.
        func bytes(_ attribute: Attribute) -> Range<Int> { entry.range(attribute) }
        guard let name = EventName(line.extracting(bytes(.type))), let stream = StreamName(line, bytes(.subject)),
            let role = Role(line.extracting(bytes(.role))),
            let attestation = Attestation(line.extracting(bytes(.attestation))),
            let payload = Upcasting.upcast(
                Payload(copying: line.extracting(bytes(.data))), of: name, from: entry.schema)
        else { return nil }
        let actor = bytes(.actor)
        self.init(
            index: entry.index, revision: entry.revision, timeMilliseconds: entry.timeMilliseconds,
            occurred: CivilDate(dayNumber: entry.occurredDay), stream: stream, name: name,
            actor: stringValue(line, (actor.lowerBound - 1)..<(actor.upperBound + 1)), role: role,
            attestation: attestation, cause: entry.cause, payload: payload)
    }

    /// Reads a stored line that was not parsed yet.
    public init?(line: Span<UInt8>) {
        guard let entry = try? parseEntryLine(line) else { return nil }
        self.init(line: line, entry)
    }
}

extension StreamName {
    /// - Parameter subject: where it stands between its quotes in a stored line.
    init?(_ line: Span<UInt8>, _ subject: Range<Int>) {
        if contains(line, subject, 0x5C) {
            self.init(subject: stringValue(line, (subject.lowerBound - 1)..<(subject.upperBound + 1)))
        } else {
            self.init(line.extracting(subject))
        }
    }
}
