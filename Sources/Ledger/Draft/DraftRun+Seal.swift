internal import CanonicalJSON
internal import Proofs
internal import Storage

extension DraftRun {
    /// Whether a draft of the run holds personal values that are not sealed yet.
    public var holdsPersonal: Bool { drafts.contains { $0.reserved == .personal } }

    /// Replaces every `$personal` value of the run by `$sealed` with its commitment. From here on the drafts are hashed, compared
    /// and signed in this form alone. DESIGN.md section 9.
    ///
    /// A draft that states no key, or speaks of a party that was erased, is marked and refused when it is judged.
    /// - Parameter source: the ledger's origin.
    public func seal(source: String, by sealer: any PersonalSealer) throws {
        var walk = WrapperWalk.personal
        var out = ByteBuilder(capacity: 4096), info = ByteBuilder(capacity: 512), name = ByteBuilder(capacity: 160)
        var quotedSource = ByteBuilder(capacity: 200)
        quotedSource.append(0x22)
        quotedSource.append(utf8: source)
        quotedSource.append(0x22)
        for number in drafts.indices where drafts[number].reserved == .personal {
            guard drafts[number].statesKey else {
                drafts[number].reserved = .personalWithoutKey
                continue
            }
            let draft = drafts[number], data = draft.piece(.data)
            var isErased = false, copied = data.lowerBound
            out.removeAll()
            try bytes.withSpan { text in
                try quotedSource.withSpan { source in
                    try walk.walk(text, data) { (inner, pointer) throws(any Error) in
                        // `{"party":…,"value":…}`, checked when the draft was parsed.
                        guard let party = stringRange(text, inner.lowerBound, "party"),
                            let value = memberValue(text, inner.lowerBound, "value")
                        else { preconditionFailure("wrapper was not checked") }
                        name.removeAll()
                        appendUnescaped(text, party, to: &name)
                        info.removeAll()
                        appendOpeningInfo(
                            source, text.extracting(draft.piece(.subject)), text.extracting(draft.piece(.key)), pointer, to: &info
                        )
                        let commitment = try name.withSpan { name in
                            try info.withSpan { info in
                                try sealer.seal(text.extracting(value), party: name, info: info, draft: number)
                            }
                        }
                        guard let commitment else {
                            isErased = true
                            return
                        }
                        let opening = inner.lowerBound - 13
                        out.append(text, copied..<opening)
                        out.append("{\"$sealed\":{\"commitment\":\"")
                        out.append(hex: commitment)
                        out.append("\",\"party\":")
                        out.append(text, (party.lowerBound - 1)..<(party.upperBound + 1))
                        out.append("}}")
                        copied = inner.upperBound + 1
                    }
                }
                out.append(text, copied..<data.upperBound)
            }
            if isErased {
                drafts[number].reserved = .partyErased
                continue
            }
            let from = bytes.count
            out.withSpan { bytes.append($0) }
            drafts[number].set(.data, from..<bytes.count)
            drafts[number].reserved = .none
        }
    }
}
