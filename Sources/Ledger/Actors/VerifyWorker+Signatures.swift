internal import CanonicalJSON
internal import Proofs
internal import Storage

extension VerifyWorker {
    /// Checks the signatures of entries whose lines were read, until no thread has any left.
    mutating func checkSigned(_ cursors: inout LedgerCursors) throws {
        while let chunk = engine.signed.withLock({ $0.next() }) {
            for index in chunk.clamped(to: engine.range) {
                guard try cursors[.entries].seek(Row.entry(index).span) else { continue }
                cursors[.entries].withRow { _, line in
                    guard let entry = try? parseEntryLine(line), entry.has(.signature), index > governedAfter else { return }
                    checkSignatures(line, entry, index)
                }
            }
        }
    }

    /// Holds an entry against the signing policy of its time.
    @inline(never)
    mutating func checkSignatures(_ line: Span<UInt8>, _ entry: EntryLine, _ index: UInt64) {
        let registry = engine.actors.registry
        let isSigned = entry.has(.signature)
        // Most entries of most ledgers neither are signed nor need to be.
        guard isSigned || registry.mayDemand(line, entry, at: index) else { return }
        func text(_ attribute: Attribute) -> String { attributeText(line, entry, attribute) }
        let type = entry.range(.type).lowerBound
        let isOfActors =
            EntryGrammar.matches(line, type, "actor.") || EntryGrammar.matches(line, type, "ledger.signingPolicySet\"")
        let change = isOfActors ? ActorEntry(line: line, entry) : nil
        // One of another form is named as that.
        if isOfActors && change == nil { return }
        let step = SignedStep(
            index: index, day: CivilTime.day(ofMilliseconds: entry.timeMilliseconds), actor: text(.actor), role: text(.role),
            attestation: text(.attestation), type: text(.type), change: change)
        var signatures: [EntrySignature] = []
        message.removeAll()
        if isSigned {
            signatures = EntrySignature.parse(line, entry.range(.signature)) ?? []
            appendSignedMessage(line, entry, to: &message)
            signaturesChecked &+= 1
        }
        let fault = message.withSpan { judgeSignatures(step, signatures, $0, registry, checker) }
        if let fault { add(.entrySignature, index, fault.expected, fault.found) }
    }
}

extension ActorRegistry {
    /// Whether the entry may need a signature: never `false` where it does.
    func mayDemand(_ line: Span<UInt8>, _ entry: EntryLine, at index: UInt64) -> Bool {
        // `direct`: no other attestation has six letters.
        if entry.range(.attestation).count == 6 { return true }
        let role = entry.range(.role), type = entry.range(.type)
        if EntryGrammar.matches(line, role.lowerBound, "system\"") { return isReservedType(line, type.lowerBound) }
        guard let policy = policies.last(where: { $0.index < index })?.policy else { return false }
        for one in policy.roles where one.utf8.count == role.count && matches(line, role.lowerBound, Array(one.utf8)) {
            return true
        }
        for one in policy.countersigned
        where one.type.utf8.count == type.count && matches(line, type.lowerBound, Array(one.type.utf8)) {
            return true
        }
        return false
    }
}
