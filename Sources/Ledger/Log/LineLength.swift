extension Appender {
    /// The length of the line that `draft` becomes, without making it.
    func lineLength(_ draft: borrowing Draft, index: UInt64, revision: UInt32 = 0) -> Int {
        // Braces, commas and labels of the sixteen attributes that are always there, with the quotes, hex digits and
        // instants of those that the ledger sets.
        var length = Self.fixedBytes + origin.utf8.count + digits(index) + digits(UInt64(revision))
        length += draft.piece(.data).count + draft.piece(.subject).count + draft.piece(.type).count
        length += draft.states(.actor) ? draft.piece(.actor).count : 10
        length += draft.states(.attestation) ? draft.piece(.attestation).count : 10
        length += draft.states(.key) ? draft.piece(.key).count : 38
        length += 12
        length += draft.states(.role) ? draft.piece(.role).count : 10
        length += draft.states(.schema) ? draft.piece(.schema).count : 1
        if draft.states(.cause) { length += 9 + draft.piece(.cause).count }
        if draft.states(.signature) { length += 13 + draft.piece(.signature).count }
        return length
    }

    private static let fixedBytes: Int = {
        var count = 2 + 15  // braces, commas
        for attribute in Attribute.allCases where !attribute.isOptional { count += attribute.label.utf8CodeUnitCount }
        // id and source quotes, prevhash, salt, specversion, time
        return count + 2 + 2 + 66 + 34 + 5 + 26
    }()

    private func digits(_ value: UInt64) -> Int {
        var rest = value, count = 1
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }
}
