internal import CanonicalJSON
internal import Proofs
internal import Storage

// Streams, streamIndex and keys against the folds: each row must follow from the log, each that follows must be there.
extension VerifyWorker {
    /// Compares this share's rows of `streams`, and the index rows of each, with the folds.
    mutating func checkStreamRows(_ cursors: inout LedgerCursors) throws {
        var escaped = ByteBuilder(capacity: 512)
        var diagnosed = 0
        var isThere = try cursors[.streams].first()
        while isThere {
            var number = -1
            var isMine = false
            var subject: [UInt8] = []
            var state: StreamState?
            cursors[.streams].withRow { key, value in
                // Folds go by the subject as it stands in a line.
                escaped.removeAll()
                if (try? appendCanonicalString(key, to: &escaped)) == nil { escaped.append(key) }
                let end = escaped.count - 1
                escaped.withSpan { text in
                    let subject = end > 1 ? SubjectText(text, 1..<end, seed: engine.seed) : SubjectText()
                    isMine = (subject.hash >> 40) % UInt64(engine.jobs) == UInt64(self.number)
                    if isMine && end > 1 { number = folds.find(subject) }
                }
                if isMine {
                    state = StreamState(row: value)
                    if number < 0 || folds.state(number) != state { subject = Array(copying: key) }
                }
            }
            if isMine {
                if number < 0 {
                    faults.add(
                        VerifyFault(.indexExtra, state?.number, expected: "no stream \(name(subject))", found: "a row in streams")
                    )
                } else {
                    folds.markMet(number)
                    let fold = folds.fold(number)
                    if state != fold.state { addState(fold.state, state, subject) }
                    if try !checkIndexRows(fold, &cursors) {
                        diagnosed += 1
                        try diagnose(fold, named: diagnosed <= 8, &cursors)
                    }
                }
            }
            isThere = try cursors[.streams].next()
        }
        for number in 0..<folds.count where !folds.fold(number).isMet {
            faults.add(VerifyFault(.indexMissing, folds.state(number).number, expected: "a row in streams", found: "nothing"))
        }
    }

    private mutating func addState(_ expected: StreamState, _ found: StreamState?, _ subject: [UInt8]) {
        func text(_ state: StreamState) -> String {
            "\(name(subject)): \(state.count) entries from \(state.number), \(state.digest)"
        }
        faults.add(
            VerifyFault(
                .streamState, expected.number, expected: text(expected), found: found.map(text) ?? "a row of another length"))
    }

    private func name(_ subject: [UInt8]) -> String { String(decoding: subject, as: UTF8.self) }

    /// Whether the stream's rows in `streamIndex` and `keys` are exactly those that follow from the log.
    private mutating func checkIndexRows(_ fold: StreamFolds.Fold, _ cursors: inout LedgerCursors) throws -> Bool {
        let state = fold.state
        var sum: UInt64 = 0, keySum: UInt64 = 0
        var hashes: [UInt64] = []
        var isSound = true
        var isThere = try cursors[.streamIndex].seek(atOrAfter: Row.streamIndex(state.number, 0).span)
        for revision in 0..<state.count {
            guard isThere, isSound else { return false }
            cursors[.streamIndex].withRow { key, value in
                guard key.count == 10, value.count == 14, Row.load(key, 0, 6) == state.number,
                    Row.load(key, 6, 4) == UInt64(revision)
                else {
                    isSound = false
                    return
                }
                let hash = Row.load(value, 6, 8)
                sum &+= mixFingerprint(engine.seed, UInt64(revision), Row.load(value, 0, 6), hash)
                keySum &+= mixFingerprint(engine.seed, UInt64(revision), hash, 1)
                if state.count <= Row.scannedKeys { hashes.append(hash) }
            }
            isThere = try cursors[.streamIndex].next()
        }
        if isThere, cursors[.streamIndex].withRow({ key, _ in key.count >= 6 && Row.load(key, 0, 6) == state.number }) {
            return false
        }
        guard isSound, sum == fold.fingerprint else { return false }
        if state.count > Row.scannedKeys {
            outgrownRows += Int(state.count)
            return try checkKeyRows(state, keySum, &cursors)
        }
        for later in hashes.indices.dropFirst() {
            for earlier in 0..<later where hashes[earlier] == hashes[later] {
                try compareKeys(state.number, UInt32(earlier), UInt32(later), &cursors)
            }
        }
        return true
    }

    private mutating func checkKeyRows(_ state: StreamState, _ expected: UInt64, _ cursors: inout LedgerCursors) throws -> Bool {
        var sum: UInt64 = 0
        var rows: UInt32 = 0
        var last: (hash: UInt64, revision: UInt32)?
        var isThere = try cursors[.keys].seek(atOrAfter: Row.key(state.number, 0, 0).span)
        while isThere {
            let row = cursors[.keys].withRow { key, value -> (UInt64, UInt32)? in
                guard key.count == 18, value.count == 0, Row.load(key, 0, 6) == state.number else { return nil }
                return (Row.load(key, 6, 8), UInt32(Row.load(key, 14, 4)))
            }
            guard let row else { break }
            sum &+= mixFingerprint(engine.seed, UInt64(row.1), row.0, 1)
            rows &+= 1
            if let last, last.hash == row.0 { try compareKeys(state.number, last.revision, row.1, &cursors) }
            last = (row.0, row.1)
            isThere = try cursors[.keys].next()
        }
        return rows == state.count && sum == expected
    }

    /// Two entries of a stream whose keys have one hash: a fault if the keys are one as well.
    private mutating func compareKeys(_ stream: UInt64, _ a: UInt32, _ b: UInt32, _ cursors: inout LedgerCursors) throws {
        var found: [(index: UInt64, key: [UInt8])] = []
        for revision in [min(a, b), max(a, b)] {
            guard try cursors[.streamIndex].seek(Row.streamIndex(stream, revision).span) else { return }
            let index = cursors[.streamIndex].withRow { Row.load($1, 0, 6) }
            guard try cursors[.entries].seek(Row.entry(index).span) else { return }
            cursors[.entries].withRow { _, line in
                if let entry = try? parseEntryLine(line) {
                    found.append((index, Array(copying: line.extracting(entry.range(.key)))))
                }
            }
        }
        guard found.count == 2, found[0].key == found[1].key else { return }
        faults.add(
            VerifyFault(.entryKey, found[1].index, expected: "a key of its own", found: "the key of entry \(found[0].index)"))
    }

    /// Names what is wrong with a stream's index rows, by one pass over the log.
    private mutating func diagnose(_ fold: StreamFolds.Fold, named: Bool, _ cursors: inout LedgerCursors) throws {
        let state = fold.state
        guard named else {
            faults.add(VerifyFault(.indexMissing, state.number, expected: "\(state.count) index rows", found: "others"))
            return
        }
        var entries: [(index: UInt64, hash: UInt64)] = []
        let wanted = unsafe Array(UnsafeBufferPointer(start: fold.subject.base, count: fold.subject.count))
        var isThere = try cursors[.entries].seek(atOrAfter: Row.entry(state.number).span)
        while isThere {
            cursors[.entries].withRow { key, line in
                guard key.count == 8, Row.load(key, 0, 8) < engine.size, let entry = try? parseEntryLine(line),
                    entry.range(.subject).count == wanted.count, Array(copying: line.extracting(entry.range(.subject))) == wanted
                else { return }
                var text = ByteBuilder(capacity: 128)
                appendUnescaped(line, entry.range(.key), to: &text)
                let count = text.count
                var hash: UInt64 = 0
                text.withSpan { hash = hashKey($0, 0..<count, &hasher) }
                entries.append((Row.load(key, 0, 8), hash))
            }
            isThere = try cursors[.entries].next()
        }
        for (revision, entry) in entries.enumerated() {
            let place = "streamIndex \(state.number)/\(revision)"
            let expected = "\(place) → \(entry.index)"
            if try cursors[.streamIndex].seek(Row.streamIndex(state.number, UInt32(revision)).span) {
                let found = cursors[.streamIndex].withRow { _, value in
                    value.count == 14 ? (Row.load(value, 0, 6), Row.load(value, 6, 8)) : (UInt64.max, 0)
                }
                if found != (entry.index, entry.hash) {
                    faults.add(VerifyFault(.indexMissing, entry.index, expected: expected, found: "→ \(found.0)"))
                }
            } else {
                faults.add(VerifyFault(.indexMissing, entry.index, expected: expected, found: "nothing"))
            }
            if entries.count > Int(Row.scannedKeys),
                try !cursors[.keys].seek(Row.key(state.number, entry.hash, UInt32(revision)).span)
            {
                faults.add(VerifyFault(.indexMissing, entry.index, expected: "a row in keys", found: "nothing"))
            }
        }
        try findExtraRows(state, entries.map(\.hash), &cursors)
    }

    /// Rows beyond those of the log's entries.
    private mutating func findExtraRows(_ state: StreamState, _ hashes: [UInt64], _ cursors: inout LedgerCursors) throws {
        var isThere = try cursors[.streamIndex].seek(atOrAfter: Row.streamIndex(state.number, UInt32(hashes.count)).span)
        while isThere, cursors[.streamIndex].withRow({ key, _ in key.count == 10 && Row.load(key, 0, 6) == state.number }) {
            let index = cursors[.streamIndex].withRow { Row.load($1, 0, min(6, $1.count)) }
            faults.add(
                VerifyFault(
                    .indexExtra, index, expected: "\(hashes.count) index rows of stream \(state.number)", found: "another"))
            isThere = try cursors[.streamIndex].next()
        }
        isThere = try cursors[.keys].seek(atOrAfter: Row.key(state.number, 0, 0).span)
        while isThere, cursors[.keys].withRow({ key, _ in key.count == 18 && Row.load(key, 0, 6) == state.number }) {
            let row = cursors[.keys].withRow { key, _ in (Row.load(key, 6, 8), Int(Row.load(key, 14, 4))) }
            if row.1 >= hashes.count || hashes[row.1] != row.0 {
                faults.add(
                    VerifyFault(
                        .indexExtra, state.number, expected: "the keys of stream \(state.number)", found: "another row in keys"))
            }
            isThere = try cursors[.keys].next()
        }
    }
}
