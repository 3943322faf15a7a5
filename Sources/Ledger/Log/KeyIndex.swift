internal import Proofs
internal import Storage

/// The revisions whose key has this hash; a hash only nominates, the stored line decides.
func keyNominees(_ hash: UInt64, _ state: StreamState, _ cursors: inout LedgerCursors) throws -> [UInt32] {
    var found: [UInt32] = []
    if state.count > Row.scannedKeys {
        let start = Row.key(state.number, hash, 0)
        var isThere = try cursors[.keys].seek(atOrAfter: start.span)
        while isThere {
            let revision = cursors[.keys].withRow { key, _ -> UInt32? in
                guard Row.load(key, 0, 6) == state.number, Row.load(key, 6, 8) == hash else { return nil }
                return UInt32(truncatingIfNeeded: Row.load(key, 14, 4))
            }
            guard let revision else { break }
            found.append(revision)
            isThere = try cursors[.keys].next()
        }
        return found
    }
    let start = Row.streamIndex(state.number, 0)
    var isThere = try cursors[.streamIndex].seek(atOrAfter: start.span)
    for revision in 0..<state.count {
        guard isThere else { break }
        let matches = cursors[.streamIndex].withRow { key, value in
            Row.load(key, 0, 6) == state.number && value.count == 14 && Row.load(value, 6, 8) == hash
        }
        if matches { found.append(revision) }
        isThere = try cursors[.streamIndex].next()
    }
    return found
}

extension Ledger {
    /// The index of the entry of `subject` that has `key`, or `nil`.
    public func index(ofKey key: String, in subject: String) throws -> UInt64? {
        var hasher = Hasher256()
        let name = Array(subject.utf8), wanted = Array(key.utf8)
        let hash = hashKey(wanted.span, 0..<wanted.count, &hasher)
        return try environment.read { transaction in
            try transaction.withCursors(tables.all) { cursors in
                guard try cursors[.streams].seek(name.span), let state = cursors[.streams].withRow({ StreamState(row: $1) })
                else { return nil }
                for revision in try keyNominees(hash, state, &cursors) {
                    let indexKey = Row.streamIndex(state.number, revision)
                    guard try cursors[.streamIndex].seek(indexKey.span) else { continue }
                    let index = cursors[.streamIndex].withRow { $1.count == 14 ? Row.load($1, 0, 6) : .max }
                    let entryKey = Row.entry(index)
                    guard try cursors[.entries].seek(entryKey.span) else { continue }
                    let isIt = cursors[.entries].withRow { _, line in
                        (try? parseEntryLine(line)).map { attributeText(line, $0, .key).utf8.elementsEqual(key.utf8) } ?? false
                    }
                    if isIt { return index }
                }
                return nil
            }
        }
    }
}
