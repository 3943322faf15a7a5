internal import CanonicalJSON

extension DraftRun {
    /// A run of the one draft that a verb makes. DESIGN.md section 2, "An entry that a verb makes".
    ///
    /// - Parameters:
    ///   - subject: the stream, by default the ledger's own.
    ///   - key: follows from what the entry is about, so that making it twice adds nothing.
    ///   - data: canonical.
    /// - Throws: ``LedgerError`` `malformed` for an actor that no entry may name.
    public static func own(
        _ type: String, on subject: String = "ledger", key: String, data: [UInt8], actor: String
    ) throws(LedgerError) -> DraftRun {
        let run = DraftRun()
        try run.addOwn(type, on: subject, key: key, data: data, actor: actor)
        return run
    }

    /// Adds a draft that a verb makes, as ``own(_:on:key:data:actor:)`` does.
    ///
    /// - Parameter key: `nil` where making it twice means two entries: each question for data is one of its own.
    public func addOwn(_ type: String, on subject: String, key: String?, data: [UInt8], actor: String) throws(LedgerError) {
        let draft = JSONWriter.object { writer in
            writer.member("actor", actor)
            writer.member("attestation", "derived")
            writer.member("data", json: data)
            if let key { writer.member("key", key) }
            writer.member("role", "system")
            writer.member("schema", 1)
            writer.member("subject", subject)
            writer.member("type", type)
        }
        var parser = DraftParser(isSystem: true)
        do throws(EntryFault) { try parser.parse(draft, into: self) } catch { throw LedgerError(.malformed, ["\(error)"]) }
    }
}
