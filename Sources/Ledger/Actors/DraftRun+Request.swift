internal import CanonicalJSON

extension DraftRun {
    /// A run of the one change of actors or policy that a request file holds, signed by whoever asked and approved so far.
    ///
    /// - Throws: ``LedgerError`` `malformed` for anything else: what a verb makes must not come in by a file.
    public static func request(_ text: [UInt8]) throws(LedgerError) -> DraftRun {
        let run = DraftRun()
        var parser = DraftParser(isSystem: true)
        do throws(EntryFault) { try parser.parse(text, into: run) } catch {
            throw LedgerError(.malformed, ["\(error)"], offset: error.offset)
        }
        let draft = run.drafts[0]
        let isOwn = run.bytes.withSpan { bytes in
            func says(_ attribute: Attribute, _ word: String) -> Bool {
                draft.states(attribute) && stringValue(bytes, draft.piece(attribute)) == word
            }
            return says(.role, "system") && says(.attestation, "derived")
        }
        guard isOwn, run.isComplete(0), run.signature(0) != nil, run.change(0) != nil else {
            throw LedgerError(.malformed, ["no signed request about actors or policy"])
        }
        return run
    }

    /// What draft `number` says of actors, and of whom; `nil` where it says nothing.
    public func change(_ number: Int) -> (change: ActorChange, actor: String)? {
        let draft = drafts[number], type = type(number), subject = subject(number), key = key(number)
        let entry = bytes.withSpan {
            ActorEntry(
                subject: subject, type: type, key: key, revision: draft.revision ?? 0, isSigned: draft.states(.signature),
                data: $0.extracting(draft.piece(.data)))
        }
        return entry.map { ($0.change, $0.actor) }
    }
}
