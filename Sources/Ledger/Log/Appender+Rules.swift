internal import CanonicalJSON
internal import Proofs
internal import Storage

extension Appender {
    /// A draft as the rules see it; its revision is set once the stream is known.
    func stepDraft(_ draft: borrowing Draft, _ bytes: Span<UInt8>, _ index: UInt64, _ time: Int64) -> StepDraft {
        func stated(_ attribute: Attribute, _ fallback: String) -> String {
            guard draft.states(attribute) else { return fallback }
            return stringValue(bytes, draft.piece(attribute))
        }
        return StepDraft(
            index: index, timeMilliseconds: time,
            occurredDay: draft.occurredDay ?? CivilTime.day(ofMilliseconds: time),
            subject: String(copying: bytes.extracting(draft.subject)), revision: 0, type: stated(.type, ""),
            schema: draft.states(.schema) ? UInt32(integerValue(bytes, draft.piece(.schema))) : 1,
            actor: stated(.actor, "operator"), role: stated(.role, "operator"), attestation: stated(.attestation, "declared"),
            cause: draft.cause, key: draft.statesKey ? text(bytes, draft.key) : nil,
            data: Array(copying: bytes.extracting(draft.piece(.data))), isSearched: isSearched)
    }

    /// Asks the rules, and tells them that the step counts.
    ///
    /// - Returns: whether a cursor was moved.
    /// - Throws: ``StepRefusal``.
    mutating func judge(_ step: StepDraft, by rules: any StepJudge, _ cursors: inout LedgerCursors) throws -> Bool {
        var moved = false
        try unsafe withUnsafeMutablePointer(to: &cursors) { cursors in
            try unsafe withUnsafeMutablePointer(to: &moved) {
                let log = unsafe LogReader(cursors, moved: $0)
                try rules.decide(step, log)
                try rules.accepted(step, log)
            }
        }
        return moved
    }

    /// The answer to a refused draft, which is put on record unless nothing may be stored. What the program itself tried leaves
    /// no trace: nobody asked for it.
    mutating func answer(
        _ refusal: StepRefusal, _ draft: Draft, _ bytes: Span<UInt8>, _ time: Int64, _ isDryRun: Bool,
        _ cursors: inout LedgerCursors
    ) throws -> LedgerError {
        var refusal = refusal
        // What the draft itself says is no entry, nor is what came before it in a batch that is not stored.
        refusal.rests.removeAll { $0 >= nextIndex }
        let isOwn = draft.states(.role) && stringValue(bytes, draft.piece(.role)) == "system"
        // Whose signature was good did ask for it, also with a verb of the program's.
        if !isDryRun && refusal.isIdentified ?? !isOwn {
            refusal.recorded = try record(refusal, draft, bytes, time, &cursors)
            refusal.isDropped = refusal.recorded == nil
        }
        var error = LedgerError(refusal.code, [refusal.rule])
        error.refusal = refusal
        return error
    }

    /// Stores `step.refused` on `refusal/<subject>`; the same refusal again is the entry that is there. DESIGN.md section 2.
    ///
    /// - Returns: its index, or `nil` where the actor was refused too often to record each.
    private mutating func record(
        _ refusal: StepRefusal, _ draft: Draft, _ bytes: Span<UInt8>, _ time: Int64, _ cursors: inout LedgerCursors
    ) throws -> UInt64? {
        let step = stepDraft(draft, bytes, nextIndex, time)
        let draftKey = draft.statesKey ? text(bytes, draft.key) : freshKeyText(time)
        let key = refusalKey(rule: refusal.rule, draftKey: draftKey)
        if refusals.isUnread {
            var moved = false
            try unsafe withUnsafeMutablePointer(to: &cursors) { cursors in
                try unsafe withUnsafeMutablePointer(to: &moved) { moved in
                    try refusals.read(unsafe LogReader(cursors, moved: moved), at: time)
                }
            }
        }
        let code = codeOfRefused.map { $0(canonicalDraft(draft, bytes)) }
        let data = JSONWriter.object { writer in
            if let code { writer.member("draft", code.hex) }
            writer.member("key", draftKey)
            writer.member("rests", refusal.rests.map(String.init))
            writer.member("rule", refusal.rule)
            writer.member("type", step.type)
        }
        let subject = "refusal/" + step.subject
        if let earlier = try index(ofKey: key, on: subject, &cursors) { return earlier }
        switch refusals.admit(step.actor, at: time, size: nextIndex) {
        case .full: return nil
        case .first(let dropped):
            if dropped > 0 {
                let count = JSONWriter.object { writer in
                    writer.member("actor", step.actor)
                    writer.member("count", Int64(dropped))
                }
                try storeDerived(
                    "step.refusalsDropped", on: "refusal/ledger", count, key: "dropped-\(nextIndex)", by: step.actor, time,
                    &cursors)
            }
        }
        return try storeDerived("step.refused", on: subject, data, key: key, by: step.actor, time, &cursors).index
    }

    private func freshKeyText(_ time: Int64) -> String {
        uuidText(entropy.freshKey(atMilliseconds: time))
    }

    /// The entry that holds `key` in the stream `subject`.
    private mutating func index(ofKey key: String, on subject: String, _ cursors: inout LedgerCursors) throws -> UInt64? {
        let name = Array(subject.utf8), wanted = Array(key.utf8)
        guard try cursors[.streams].seek(name.span), let state = cursors[.streams].withRow({ StreamState(row: $1) }) else {
            return nil
        }
        for revision in try keyNominees(hashKey(wanted.span, 0..<wanted.count, &hasher), state, &cursors) {
            guard try cursors[.streamIndex].seek(Row.streamIndex(state.number, revision).span) else { continue }
            let index = cursors[.streamIndex].withRow { $1.count == 14 ? Row.load($1, 0, 6) : .max }
            guard try cursors[.entries].seek(Row.entry(index).span) else { continue }
            let isIt = cursors[.entries].withRow { _, line in
                (try? parseEntryLine(line)).map { attributeText(line, $0, .key).utf8.elementsEqual(key.utf8) } ?? false
            }
            if isIt { return index }
        }
        return nil
    }
}
