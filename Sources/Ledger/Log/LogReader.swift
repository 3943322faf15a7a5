internal import CanonicalJSON
internal import Storage

/// Reads streams inside a transaction that is already open, whether it only reads or is about to write.
///
/// Valid for the call that got it; not to be kept.
@safe public struct LogReader {
    private let cursors: UnsafeMutablePointer<LedgerCursors>
    /// Told when a cursor was moved: whoever lent them may have to find its place again.
    private let moved: UnsafeMutablePointer<Bool>
    /// Lines that need not be looked up.
    private let placed: PlacedValues?

    private static let indexesAtOnce: UInt32 = 256
    /// Lines that memory is asked for ahead of the one that is lent.
    private static let linesAhead = 16

    init(
        _ cursors: UnsafeMutablePointer<LedgerCursors>, moved: UnsafeMutablePointer<Bool>, placed: PlacedValues? = nil
    ) {
        unsafe self.cursors = cursors
        unsafe self.moved = moved
        self.placed = placed
    }

    /// How many entries the stream `subject` has.
    public func count(of subject: String) throws -> UInt32 { try state(subject)?.count ?? 0 }

    /// Lends the lines of one stream to `body`, first to last, until it says stop.
    ///
    /// - Returns: how many the stream has; 0 where there is none.
    @discardableResult
    public func forEachLine(of subject: String, _ body: (UInt64, Span<UInt8>) throws -> Bool) throws -> Int {
        guard let state = try state(subject) else { return 0 }
        var first: UInt32 = 0
        while first < state.count {
            // Taken a few at a time: `body` may read other streams meanwhile.
            let indexes = try indexes(state, from: first, atMost: Self.indexesAtOnce)
            if try !forEachLine(at: indexes, body) { return Int(state.count) }
            first += UInt32(indexes.count)
        }
        return Int(state.count)
    }

    /// Lends the lines of the streams `root` and `root/…` to `body`, in the order of the log, until it says stop.
    ///
    /// - Parameter size: reads the entries below it only.
    public func forEachLine(
        under root: String, below size: UInt64 = .max, _ body: (UInt64, Span<UInt8>) throws -> Bool
    ) throws {
        var indexes: [UInt64] = []
        for state in try states(under: root) {
            // Within a stream they rise.
            for index in try self.indexes(state, from: 0, atMost: state.count) {
                guard index < size else { break }
                indexes.append(index)
            }
        }
        indexes.sort()
        _ = try forEachLine(at: indexes, body)
    }

    /// Lends some lines to `body`, in their order.
    ///
    /// - Returns: whether it never said stop.
    private func forEachLine(at indexes: [UInt64], _ body: (UInt64, Span<UInt8>) throws -> Bool) throws -> Bool {
        for place in 0..<min(indexes.count, Self.linesAhead) { bringNear(indexes[place]) }
        for place in indexes.indices {
            if place + Self.linesAhead < indexes.count { bringNear(indexes[place + Self.linesAhead]) }
            if try !line(at: indexes[place], { try body(indexes[place], $0) }) { return false }
        }
        return true
    }

    private func bringNear(_ index: UInt64) { if let placed, index < placed.count { placed.bringNear(index) } }

    /// The subjects that are `root` or begin with `root/`, in byte order.
    public func subjects(under root: String) throws -> [String] {
        var found: [String] = []
        if try state(root) != nil { found.append(root) }
        try forEachStream(Array((root + "/").utf8)) { subject, _ in found.append(String(copying: subject)) }
        return found
    }

    private func states(under root: String) throws -> [StreamState] {
        var found: [StreamState] = []
        if let state = try state(root) { found.append(state) }
        try forEachStream(Array((root + "/").utf8)) { subject, row in
            guard let state = StreamState(row: row) else {
                throw LedgerError(.storedRowBroken, ["streams", String(copying: subject)])
            }
            found.append(state)
        }
        return found
    }

    /// Lends the rows of the streams whose subject begins with `prefix`, in byte order.
    private func forEachStream(_ prefix: [UInt8], _ body: (Span<UInt8>, Span<UInt8>) throws -> Void) throws {
        unsafe moved.pointee = true
        var isThere = try unsafe cursors.pointee[.streams].seek(atOrAfter: prefix.span)
        while isThere {
            let isOne = try unsafe cursors.pointee[.streams].withRow { subject, row in
                guard matches(subject, 0, prefix) else { return false }
                try body(subject, row)
                return true
            }
            if !isOne { return }
            isThere = try unsafe cursors.pointee[.streams].next()
        }
    }

    /// Lends every committed line of one type to `body`, in order, until it says stop. Entries of the commit under way are
    /// not among them.
    public func forEachLine(ofType type: String, from first: UInt64 = 0, _ body: (UInt64, Span<UInt8>) throws -> Bool) throws {
        unsafe moved.pointee = true
        let name = Array(type.utf8)
        var chunk: UInt32 = 0
        while true {
            let key = Row.type(name, chunk)
            guard try unsafe cursors.pointee[.types].seek(key.span) else { return }
            let indexes = unsafe cursors.pointee[.types].withRow { _, row in
                stride(from: 0, to: row.count - Row.indexBytes + 1, by: Row.indexBytes).map { Row.load(row, $0, Row.indexBytes) }
            }
            for index in indexes where index >= first {
                if try !line(at: index, { try body(index, $0) }) { return }
            }
            if indexes.count < Row.chunk { return }
            chunk += 1
        }
    }

    /// Lends the last committed line of one type to `body`; does not where there is none.
    public func withLastLine(ofType type: String, _ body: (Span<UInt8>) throws -> Void) throws {
        unsafe moved.pointee = true
        let name = Array(type.utf8)
        guard try unsafe cursors.pointee[.types].seek(before: Row.type(name, .max).span) else { return }
        let last = unsafe cursors.pointee[.types].withRow { key, row in
            matches(key, 0, name + [0]) && key.count == name.count + 5 && row.count >= Row.indexBytes
                ? Row.load(row, row.count - Row.indexBytes, Row.indexBytes) : nil
        }
        guard let last else { return }
        _ = try line(at: last) { line in
            try body(line)
            return true
        }
    }

    /// Lends the lines of a part of the log to `body`, in order, until it says stop.
    public func forEachLine(in range: Range<UInt64>, _ body: (UInt64, Span<UInt8>) throws -> Bool) throws {
        for index in range {
            let isFirst = index == range.lowerBound
            let goesOn = try isFirst ? line(at: index) { try body(index, $0) } : nextLine(at: index) { try body(index, $0) }
            if !goesOn { return }
        }
    }

    /// As ``line(at:_:)``, where the cursor mostly stands at the entry before; who was lent that line may have read elsewhere.
    private func nextLine(at index: UInt64, _ body: (Span<UInt8>) throws -> Bool) throws -> Bool {
        guard try unsafe cursors.pointee[.entries].next() else { return try line(at: index, body) }
        let goesOn = try unsafe cursors.pointee[.entries].withRow { key, line in
            key.count == 8 && Row.load(key, 0, 8) == index ? try body(line) : nil
        }
        return try goesOn ?? line(at: index, body)
    }

    /// Lends the line of one entry; `nil` where there is none.
    public func withLine<R>(at index: UInt64, _ body: (Span<UInt8>) throws -> R) throws -> R? {
        if let placed, index < placed.count { return try placed.withValue(at: index, body) }
        unsafe moved.pointee = true
        guard try unsafe cursors.pointee[.entries].seek(Row.entry(index).span) else { return nil }
        return try unsafe cursors.pointee[.entries].withRow { try body($1) }
    }

    private func line(at index: UInt64, _ body: (Span<UInt8>) throws -> Bool) throws -> Bool {
        guard let goesOn = try withLine(at: index, body) else {
            throw LedgerError(.storedRowBroken, ["entries", String(index)])
        }
        return goesOn
    }

    private func state(_ subject: String) throws -> StreamState? {
        unsafe moved.pointee = true
        let name = Array(subject.utf8)
        guard !name.isEmpty, name.count <= 511, try unsafe cursors.pointee[.streams].seek(name.span) else { return nil }
        guard let state = unsafe cursors.pointee[.streams].withRow({ StreamState(row: $1) }) else {
            throw LedgerError(.storedRowBroken, ["streams", subject])
        }
        return state
    }

    /// The indexes of a stream's entries from the revision `first` on: rows that stand one behind the other.
    private func indexes(_ state: StreamState, from first: UInt32, atMost most: UInt32) throws -> [UInt64] {
        unsafe moved.pointee = true
        let end = first + min(most, state.count - first)
        var indexes: [UInt64] = []
        indexes.reserveCapacity(Int(min(end - first, Self.indexesAtOnce)))
        var isThere = try unsafe cursors.pointee[.streamIndex].seek(Row.streamIndex(state.number, first).span)
        for revision in first..<end {
            if revision > first { isThere = try unsafe cursors.pointee[.streamIndex].next() }
            let index =
                isThere ? unsafe cursors.pointee[.streamIndex].withRow { Self.index($0, $1, state.number, revision) } : nil
            guard let index else { throw LedgerError(.storedRowBroken, ["streamIndex", "\(state.number)/\(revision)"]) }
            indexes.append(index)
        }
        return indexes
    }

    /// - Returns: `nil` for the row of another entry; past every index for one that is no row of this table.
    @inline(__always)
    private static func index(_ key: Span<UInt8>, _ row: Span<UInt8>, _ stream: UInt64, _ revision: UInt32) -> UInt64? {
        guard key.count == 10, Row.load(key, 0, 6) == stream, Row.load(key, 6, 4) == UInt64(revision) else { return nil }
        return row.count == 14 ? Row.load(row, 0, 6) : .max
    }
}

extension Ledger {
    /// Runs `body` with a reader of one state of the log. Keep it short: a snapshot pins old pages.
    ///
    /// - Parameter places: of lines, made by ``linePlaces(below:)``. Where the log has changed since, they serve for nothing, and
    ///   lines are looked up.
    public func withReader<R>(knowing places: LinePlaces? = nil, _ body: (LogReader) throws -> R) throws -> R {
        try environment.read { transaction in
            let placed = places.flatMap { environment.values($0.values, transaction) }
            return try transaction.withCursors(tables.all) { cursors in
                var moved = false
                return try unsafe withUnsafeMutablePointer(to: &cursors) { cursors in
                    try unsafe withUnsafeMutablePointer(to: &moved) { moved in
                        try unsafe body(LogReader(cursors, moved: moved, placed: placed))
                    }
                }
            }
        }
    }

    /// Notes where the lines of the first entries lie, for whoever will read many of them out of order.
    ///
    /// Cost: one pass over the table, without looking at the lines. Memory: 8 bytes an entry.
    public func linePlaces(below size: UInt64) throws -> LinePlaces {
        LinePlaces(values: try environment.read { try environment.places(of: tables[.entries], below: size, $0) })
    }
}

/// Where lines lie in one state of a log.
public struct LinePlaces: Sendable {
    let values: ValuePlaces
}
