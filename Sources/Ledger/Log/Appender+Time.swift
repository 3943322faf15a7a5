internal import CanonicalJSON
internal import Proofs
internal import Storage

// The instants of entries, and the entries that the ledger itself makes.
extension Appender {
    /// The instant that the next batch is recorded at.
    @inline(__always)
    mutating func recordingTime(_ cursors: inout LedgerCursors) throws -> Int64 {
        let last = head?.timeMilliseconds ?? .min
        if let time = clock.plausible(after: last) { return time }
        return try implausibleTime(after: last, &cursors)
    }

    @inline(never)
    private mutating func implausibleTime(after last: Int64, _ cursors: inout LedgerCursors) throws -> Int64 {
        let now = clock.now()
        if checkedClock == nil { checkedClock = .some(try lastClockCheck(&cursors)) }
        if let checked = checkedClock ?? nil, now >= checked, now - checked < RecordingClock.driftMilliseconds {
            return max(now, last)
        }
        guard clock.isChecked else {
            throw LedgerError(.clockImplausible, [CivilTime.text(ofMilliseconds: now), CivilTime.text(ofMilliseconds: last)])
        }
        let time = max(now, last)
        checkedClock = .some(now)
        let data = JSONWriter.object { writer in
            writer.member("lastTime", CivilTime.text(ofMilliseconds: last))
            writer.member("wallClock", CivilTime.text(ofMilliseconds: now))
        }
        try storeDerived("ledger.clockChecked", on: "ledger", data, key: "clockChecked-\(nextIndex)", time, &cursors)
        return time
    }

    /// The wall clock that a person last confirmed, or `nil`.
    private func lastClockCheck(_ cursors: inout LedgerCursors) throws -> Int64? {
        let name = Array("ledger.clockChecked".utf8)
        let after = name + [0x01]
        guard try cursors[.types].seek(before: after.span) else { return nil }
        let index = cursors[.types].withRow { key, value -> UInt64? in
            guard key.count == name.count + 5, Array(copying: key.extracting(0..<name.count)) == name, value.count >= 6 else {
                return nil
            }
            return Row.load(value, value.count - 6, 6)
        }
        guard let index, try cursors[.entries].seek(Row.entry(index).span) else { return nil }
        return cursors[.entries].withRow { _, stored in
            let label = Array("\"wallClock\":\"".utf8)
            guard let entry = try? parseEntryLine(stored) else { return nil }
            let data = entry.range(.data)
            for i in data where i + label.count + 24 <= data.upperBound {
                if Array(copying: stored.extracting(i..<(i + label.count))) == label {
                    return CivilTime.parseInstant(stored, i + label.count)
                }
            }
            return nil
        }
    }

    /// Stores an entry that one of the ledger's own verbs makes. Its caller saw to it that the key is fresh.
    @discardableResult
    mutating func storeDerived(
        _ type: String, on subject: String, _ data: [UInt8], key: String, by actor: String = "operator", _ time: Int64,
        _ cursors: inout LedgerCursors
    ) throws -> Receipt {
        let run = DraftRun()
        var parser = DraftParser(defaults: DraftDefaults(), permitsSealed: false, isSystem: true)
        let text = JSONWriter.object { writer in
            writer.member("actor", actor)
            writer.member("attestation", "derived")
            writer.member("data", json: data)
            writer.member("key", key)
            writer.member("role", "system")
            writer.member("subject", subject)
            writer.member("type", type)
        }
        try parser.parse(text, into: run)
        let draft = run.drafts[0]
        return try run.bytes.withSpan { bytes in
            let state = try streamState(draft, bytes, &cursors)
            return try store(draft, bytes, state ?? StreamState(), state == nil ? .absent : .current, time, &cursors)
        }
    }

    /// Stores entry 0 of an empty ledger, and behind it its first administrators and policy.
    mutating func create(
        verifierKey: VerifierKey, _ continues: Continuation?, _ founding: Founding?, _ cursors: inout LedgerCursors
    ) throws {
        precondition(head == nil)
        let data = JSONWriter.object { writer in
            if let continues { writer.member("continues", json: continues.data) }
            writer.member("format", 1)
            writer.member("hash", "sha256")
            writer.member("origin", origin)
            writer.member("verifierKey", verifierKey.text)
        }
        let now = clock.now()
        try storeDerived("ledger.created", on: "ledger", data, key: "created", now, &cursors)
        if let founding {
            let grant = RoleGrant(roles: [SigningPolicy.administrator], fromDay: CivilTime.day(ofMilliseconds: now))
            for one in founding.administrators {
                let change = ActorChange.registered(one.key, grant)
                try storeDerived(change.type, on: "actor/" + one.name, change.data, key: change.key(0), now, &cursors)
            }
            let change = ActorChange.policySet(founding.policy)
            try storeDerived(change.type, on: "ledger", change.data, key: change.key(0), now, &cursors)
        }
        try commitHead(&cursors)
    }
}
