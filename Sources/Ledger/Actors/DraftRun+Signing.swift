internal import CanonicalJSON
internal import Proofs

// What a signer needs of a draft: everything stated that a signature names, the bytes to sign, a place for the signature.
extension DraftRun {
    /// The actor of draft `number`; `operator` where it states none.
    public func actor(_ number: Int) -> String { stated(.actor, number) ?? "operator" }

    /// The signatures that draft `number` carries, as they stand.
    public func signature(_ number: Int) -> String? { stated(.signature, number) }

    /// The ledger that draft `number` is meant for, where it says so.
    public func source(_ number: Int) -> String? { stated(.source, number) }

    /// The type of draft `number`.
    public func type(_ number: Int) -> String { stated(.type, number) ?? "" }

    /// Whether draft `number` states all that a signature must name and the ledger would otherwise choose.
    public func isComplete(_ number: Int) -> Bool {
        let draft = drafts[number]
        return draft.states(.source) && draft.states(.occurred) && draft.statesKey && draft.revision != nil
    }

    /// States what draft `number` leaves to the ledger: source, revision, day and key.
    ///
    /// - Parameters:
    ///   - revision: the one that it will have, as far as one can know.
    ///   - day: when it happened, where it does not say.
    ///   - freshKey: asked only where it states no key.
    public func complete(_ number: Int, source: String, revision: UInt32, day: Int32, freshKey: () -> SIMD16<UInt8>) {
        if !drafts[number].states(.source) { state(.source, source, number) }
        if !drafts[number].states(.occurred) {
            state(.occurred, CivilTime.text(ofDay: day), number)
            drafts[number].occurredDay = day
        }
        if !drafts[number].statesKey {
            var text = ByteBuilder(capacity: 64)
            text.append(uuid: freshKey())
            state(.key, text.withSpan { String(copying: $0) }, number)
            let piece = drafts[number].piece(.key)
            var hasher = Hasher256()
            drafts[number].key = (piece.lowerBound + 1)..<(piece.upperBound - 1)
            drafts[number].keyHash = bytes.withSpan { hashKey($0, drafts[number].key, &hasher) }
        }
        if drafts[number].revision == nil {
            drafts[number].revision = revision
            drafts[number].isRevisionForetold = !drafts[number].states(.signature)
        }
    }

    /// What signatures of draft `number` are over; `nil` where it is not complete.
    public func message(_ number: Int) -> [UInt8]? {
        guard isComplete(number), let source = source(number), let revision = drafts[number].revision else { return nil }
        var writer = LineWriter(origin: source), message = ByteBuilder(capacity: 1024)
        bytes.withSpan {
            writer.appendMessage(drafts[number], $0, revision: revision, timeMilliseconds: 0, to: &message)
        }
        return message.bytes
    }

    /// Puts a signature behind those that draft `number` carries.
    ///
    /// - Throws: ``LedgerError`` `malformed` where it is none.
    public func add(signature: String, to number: Int) throws(LedgerError) {
        guard EntrySignature.parse(signature) != nil else {
            throw LedgerError(.malformed, ["signature: \(signature.prefix(200))"])
        }
        state(.signature, self.signature(number).map { $0 + " " + signature } ?? signature, number)
    }

    /// Draft `number` as it stands, canonical; `expect` is left out.
    public func text(of number: Int) -> [UInt8] {
        let draft = drafts[number]
        var out = ByteBuilder(capacity: 512)
        out.append(0x7B)
        for attribute in Attribute.allCases {
            let isRevision = attribute == .revision && draft.revision != nil
            guard draft.states(attribute) || isRevision else { continue }
            if out.count > 1 { out.append(0x2C) }
            out.append(attribute.label)
            if isRevision {
                out.append(decimal: UInt64(draft.revision ?? 0))
            } else {
                bytes.withSpan { out.append($0, draft.piece(attribute)) }
            }
        }
        out.append(0x7D)
        return out.bytes
    }

    /// Takes back what ``complete(_:source:revision:day:freshKey:)`` foretold of draft `number`, with the signatures over it.
    func forgetForetold(_ number: Int) {
        guard drafts[number].isRevisionForetold else { return }
        drafts[number].revision = nil
        drafts[number].set(.signature, 0..<0)
    }

    private func stated(_ attribute: Attribute, _ number: Int) -> String? {
        guard drafts[number].states(attribute) else { return nil }
        return bytes.withSpan { stringValue($0, drafts[number].piece(attribute)) }
    }

    /// - Parameter text: of the attribute's grammar.
    private func state(_ attribute: Attribute, _ text: String, _ number: Int) {
        let from = bytes.count, units = Array(text.utf8)
        do throws(Fault) {
            try appendCanonicalString(units.span, to: &bytes)
        } catch {
            preconditionFailure("a String is UTF-8")
        }
        drafts[number].set(attribute, from..<bytes.count)
    }
}
