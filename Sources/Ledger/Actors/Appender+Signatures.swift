internal import CanonicalJSON
internal import Proofs
internal import Storage

extension Appender {
    /// Whether the draft's signatures do, in a ledger that has a signing policy, and whether what it says of actors can be.
    ///
    /// What it accepts of actors counts from here on; ``actors`` is put back by whoever takes the draft back.
    /// - Throws: ``StepRefusal``.
    mutating func checkSignatures(
        _ draft: borrowing Draft, _ bytes: Span<UInt8>, _ index: UInt64, _ time: Int64, revision: UInt32,
        _ cursors: inout LedgerCursors
    ) throws {
        var known: ActorRegistry
        if let actors {
            known = actors
        } else {
            known = try ActorRegistry.read(below: nextIndex, &cursors).registry
            actors = known
        }
        let type = draft.piece(.type).lowerBound + 1
        let isOfActors =
            EntryGrammar.matches(bytes, type, "actor.") || EntryGrammar.matches(bytes, type, "ledger.signingPolicySet\"")
        guard known.isGoverned || isOfActors else { return }

        func stated(_ attribute: Attribute, _ fallback: String) -> String {
            draft.states(attribute) ? stringValue(bytes, draft.piece(attribute)) : fallback
        }
        let typeText = stated(.type, "")
        var change: ActorEntry?
        if isOfActors {
            change = ActorEntry(
                subject: text(bytes, draft.subject), type: typeText, key: text(bytes, draft.key), revision: revision,
                isSigned: draft.states(.signature), data: bytes.extracting(draft.piece(.data)))
            guard change != nil, draft.reservedSchema(bytes) == 1 else {
                throw LedgerError(.payloadMalformed, [typeText, "data", "as docs/FORMAT.md says", "docs/FORMAT.md 所述格式"])
            }
            guard known.isGoverned else { throw ActorFlaw(.unfounded, typeText, []).refusal(isIdentified: false) }
        }
        let step = SignedStep(
            index: index, day: CivilTime.day(ofMilliseconds: time), actor: stated(.actor, "operator"),
            role: stated(.role, "operator"), attestation: stated(.attestation, "declared"), type: typeText, change: change)
        var signatures: [EntrySignature] = []
        if draft.states(.signature) {
            let piece = draft.piece(.signature)
            guard let parsed = EntrySignature.parse(bytes, (piece.lowerBound + 1)..<(piece.upperBound - 1)) else {
                preconditionFailure("the draft was parsed")
            }
            signatures = parsed
            message.removeAll()
            writer.appendMessage(draft, bytes, revision: revision, timeMilliseconds: time, to: &message)
        }
        let fault = message.withSpan { judgeSignatures(step, signatures, $0, known, checker) }
        if let fault { throw fault.refusal() }
        guard let change else { return }
        actors = nil
        if let flaw = known.take(change, at: index) {
            actors = known
            throw flaw.refusal(isIdentified: true)
        }
        actors = known
    }
}

extension Draft {
    func reservedSchema(_ bytes: Span<UInt8>) -> Int64 { states(.schema) ? integerValue(bytes, piece(.schema)) : 1 }
}
