internal import CanonicalJSON
internal import Proofs
internal import Storage

/// Entries that another ledger made, taken up as they are.
extension Appender {
    /// Checks the next line of a followed log and puts it into every table.
    ///
    /// One pass over the line, one look-up of its stream. What needs more than the entries before it, seals and automatic steps, is
    /// left to `verify`.
    /// - Parameters:
    ///   - expected: the digest that the log's tree has at this place.
    ///   - source: the origin, as bytes.
    /// - Throws: ``LedgerError`` `treeBroken` with the kind of fault.
    @inline(__always)
    mutating func take(
        _ line: Span<UInt8>, expected: Digest, source: [UInt8], _ cursors: inout LedgerCursors
    ) throws {
        let digest = hasher.digest(of: line)
        guard digest == expected else { throw fault(.entryDigest) }
        let entry: EntryLine
        do throws(EntryFault) { entry = try parseEntryLine(line) } catch { throw fault(error) }
        if let kind = fault(of: line, entry, source) { throw fault(kind) }

        let subject = entry.range(.subject)
        if hasBackslash(line, subject) || hasBackslash(line, entry.range(.key)) {
            return try takeEscaped(line, entry, digest, &cursors)
        }
        let keyHash = hashKey(line, entry.range(.key), &hasher)
        try takeRows(line, entry, digest, line.extracting(subject), keyHash, &cursors)
    }

    /// Subjects and keys stand in tables without their escapes.
    @inline(never)
    private mutating func takeEscaped(
        _ line: Span<UInt8>, _ entry: EntryLine, _ digest: Digest, _ cursors: inout LedgerCursors
    ) throws {
        var key = ByteBuilder(capacity: 256), subject = ByteBuilder(capacity: 256)
        appendUnescaped(line, entry.range(.key), to: &key)
        appendUnescaped(line, entry.range(.subject), to: &subject)
        let keyHash = key.withSpan { hashKey($0, 0..<$0.count, &hasher) }
        try subject.withSpan { try takeRows(line, entry, digest, $0, keyHash, &cursors) }
    }

    @inline(__always)
    private mutating func takeRows(
        _ line: Span<UInt8>, _ entry: EntryLine, _ digest: Digest, _ subject: Span<UInt8>, _ keyHash: UInt64,
        _ cursors: inout LedgerCursors
    ) throws {
        let index = nextIndex
        var before: StreamState?
        if try cursors[.streams].seek(subject) {
            before = cursors[.streams].withRow { StreamState(row: $1) }
            if before == nil { throw LedgerError(.storedRowBroken, ["streams", String(copying: subject)]) }
        }
        guard entry.revision == before?.count ?? 0 else { throw fault(.entryRevision) }
        if let before, recentKeys.mayHold(keyHash, before) != false, try holdsKey(of: line, entry, keyHash, before, &cursors) {
            throw fault(.entryKey)
        }
        try cursors[.entries].put(Row.entry(index).span, line, .append)
        _ = try storeRows(
            digest, keyHash, subject: subject, type: line.extracting(entry.range(.type)), before ?? StreamState(),
            before == nil ? .absent : .current, entry.timeMilliseconds, &cursors)
    }

    /// What the line says that cannot be, beside its form.
    @inline(__always)
    private func fault(of line: Span<UInt8>, _ entry: EntryLine, _ source: [UInt8]) -> FaultKind? {
        let index = nextIndex
        if entry.index != index { return .entryId }
        if entry.range(.source).count != source.count || !matches(line, entry.range(.source).lowerBound, source) {
            return .entrySource
        }
        if Digest(hex: line.extracting(entry.range(.prevhash))) != head?.digest ?? .zero { return .entryLink }
        if let head, entry.timeMilliseconds < head.timeMilliseconds { return .entryTime }
        if entry.occurredDay > CivilTime.day(ofMilliseconds: entry.timeMilliseconds) { return .entryOccurred }
        if let cause = entry.cause, cause >= index { return .entryCause }
        if isReservedMisused(line, entry) { return .entryReserved }
        if (index == 0) != EntryGrammar.matches(line, entry.range(.type).lowerBound, "ledger.created\"") { return .ledgerCreated }
        return nil
    }

    /// Whether an earlier entry of the stream has the line's key.
    @inline(never)
    private func holdsKey(
        of line: Span<UInt8>, _ entry: EntryLine, _ hash: UInt64, _ state: StreamState, _ cursors: inout LedgerCursors
    ) throws -> Bool {
        let key = attributeText(line, entry, .key)
        for revision in try keyNominees(hash, state, &cursors) {
            let indexKey = Row.streamIndex(state.number, revision)
            guard try cursors[.streamIndex].seek(indexKey.span) else {
                throw LedgerError(.storedRowBroken, ["streamIndex", "\(state.number)/\(revision)"])
            }
            let index = cursors[.streamIndex].withRow { $1.count == 14 ? Row.load($1, 0, 6) : .max }
            guard try cursors[.entries].seek(Row.entry(index).span) else {
                throw LedgerError(.storedRowBroken, ["entries", String(index)])
            }
            let isSame = cursors[.entries].withRow { _, stored in
                (try? parseEntryLine(stored)).map { attributeText(stored, $0, .key).utf8.elementsEqual(key.utf8) }
            }
            guard let isSame else { throw LedgerError(.storedRowBroken, ["entries", String(index)]) }
            if isSame { return true }
        }
        return false
    }

    private func fault(_ fault: EntryFault) -> LedgerError {
        if case .json = fault.cause { return self.fault(.entryJSON) }
        return self.fault(.entryGrammar)
    }

    @inline(never)
    func fault(_ kind: FaultKind) -> LedgerError {
        LedgerError(.treeBroken, [TreePath.lines(nextIndex / UInt64(TreePath.width)), "\(kind.rawValue) \(nextIndex)"])
    }
}
