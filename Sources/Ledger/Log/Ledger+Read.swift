internal import CanonicalJSON
internal import Proofs
internal import Storage

extension Ledger {
    /// Lends every entry that `query` asks for to `body`, in order, until it says stop.
    ///
    /// Reads in pages, each on a snapshot of its own that is over before `body` is called: nothing is pinned while a
    /// reader takes its time. Goes by the stream's or the type's index where one is named.
    /// - Parameter body: gets index and line; returns whether to go on.
    public func forEachEntry(_ query: LogQuery, _ body: (UInt64, Span<UInt8>) throws -> Bool) throws {
        var page = EntryPage(try LogCursor(self, query))
        var rest = query.limit ?? .max
        while rest > 0, try page.fill(self) {
            for number in 0..<page.count {
                let isOver = try page.withEntry(number) { index, line in
                    guard isWanted(query, line) else { return false }
                    rest -= 1
                    return try !body(index, line) || rest == 0
                }
                if isOver { return }
            }
        }
    }

    /// Lends the lines of one stream to `body`, first to last, out of one snapshot: for folds, which are short.
    ///
    /// - Returns: how many there are; 0 where there is no such stream.
    public func forEachLine(of subject: Span<UInt8>, _ body: (UInt64, Span<UInt8>) throws -> Void) throws -> Int {
        try environment.read { transaction in
            guard let state = try transaction.withValue(subject, in: tables[.streams], { StreamState(row: $0) }) ?? nil else {
                return 0
            }
            return try transaction.withCursor(tables[.streamIndex]) { cursor in
                let first = Row.streamIndex(state.number, 0)
                var isThere = try cursor.seek(first.span)
                for revision in 0..<state.count {
                    let index = cursor.withRow { key, value in
                        isThere && value.count == 14 && Row.load(key, 0, 6) == state.number ? Row.load(value, 0, 6) : nil
                    }
                    guard let index, try transaction.withValue(at: index, in: tables[.entries], { try body(index, $0) }) != nil
                    else {
                        throw LedgerError(.storedRowBroken, ["streamIndex", "\(state.number)/\(revision)"])
                    }
                    isThere = try cursor.next()
                }
                return Int(state.count)
            }
        }
    }

    private func isWanted(_ query: LogQuery, _ line: Span<UInt8>) -> Bool {
        // What an index chose needs no second look.
        let wantedType = query.subject == nil ? nil : query.type
        if wantedType == nil && query.actor == nil && query.since == nil && query.until == nil { return true }
        guard let entry = try? parseEntryLine(line) else { return false }
        if let since = query.since, entry.timeMilliseconds < since { return false }
        if let until = query.until, entry.timeMilliseconds >= until { return false }
        for (attribute, wanted) in [(Attribute.actor, query.actor), (.type, wantedType)] {
            if let wanted, !attributeText(line, entry, attribute).utf8.elementsEqual(wanted.utf8) { return false }
        }
        return true
    }

    /// The line of entry `index`, or `nil`.
    public func line(_ index: UInt64) throws -> [UInt8]? {
        try environment.read { try $0.withValue(at: index, in: tables[.entries]) { Array(copying: $0) } }
    }

    /// The index of revision `revision` of `subject`; a negative one counts from the end.
    public func index(of subject: String, revision: Int64) throws -> UInt64? {
        let name = Array(subject.utf8)
        return try environment.read { transaction in
            guard let state = try transaction.withValue(name.span, in: tables[.streams], { StreamState(row: $0) }) ?? nil else {
                return nil
            }
            let place = revision < 0 ? Int64(state.count) + revision : revision
            guard place >= 0, place < Int64(state.count) else { return nil }
            let key = Row.streamIndex(state.number, UInt32(place))
            return try transaction.withValue(key.span, in: tables[.streamIndex]) { $0.count == 14 ? Row.load($0, 0, 6) : nil }
                ?? nil
        }
    }

    /// The first index whose entry was recorded at or after `milliseconds`; times never fall, so a binary search.
    func firstIndex(atOrAfter milliseconds: Int64) throws -> UInt64 {
        try environment.read { transaction in
            var low: UInt64 = 0
            var high = UInt64(try transaction.size(of: tables[.entries]).rows)
            while low < high {
                let middle = low + (high - low) / 2
                let time =
                    try transaction.withValue(at: middle, in: tables[.entries]) { try? parseEntryLine($0).timeMilliseconds }
                    ?? nil
                guard let time else { throw LedgerError(.storedRowBroken, ["entries", String(middle)]) }
                if time < milliseconds { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}

/// The value of a string attribute, without quotes and escapes.
public func attributeText(_ line: Span<UInt8>, _ entry: EntryLine, _ attribute: Attribute) -> String {
    let range = entry.range(attribute)
    guard hasBackslash(line, range) else { return String(decoding: Array(copying: line.extracting(range)), as: UTF8.self) }
    var text = ByteBuilder(capacity: 256)
    appendUnescaped(line, range, to: &text)
    return text.withSpan { String(decoding: Array(copying: $0), as: UTF8.self) }
}
