internal import CanonicalJSON
internal import Proofs
internal import Storage

/// The streams as they were at one size of the log, in the order of subjects, out of a later state of the store.
struct StreamsAtSize: ~Copyable {
    let size: UInt64
    private var hasher = Hasher256()
    private var subject = ByteBuilder(capacity: 256)

    init(_ size: UInt64) { self.size = size }

    /// Lends every stream from `first` on to `body`, until it says stop.
    mutating func forEach(
        from first: [UInt8] = [], _ cursors: inout LedgerCursors, _ body: (Span<UInt8>, StreamState) throws -> Bool
    ) throws {
        var isThere = try first.isEmpty ? cursors[.streams].first() : cursors[.streams].seek(atOrAfter: first.span)
        while isThere {
            subject.removeAll()
            let row = cursors[.streams].withRow { key, row in
                subject.append(key)
                return StreamState(row: row)
            }
            guard let row else { throw LedgerError(.storedRowBroken, ["streams", subject.withSpan { String(copying: $0) }]) }
            if let state = try state(row, &cursors), try !subject.withSpan({ try body($0, state) }) { return }
            isThere = try cursors[.streams].next()
        }
    }

    /// What the stream was at the size; `nil` where it was nothing yet.
    private mutating func state(_ now: StreamState, _ cursors: inout LedgerCursors) throws -> StreamState? {
        guard now.number < size, now.count > 0 else { return nil }
        if try index(now.number, now.count - 1, &cursors) < size { return now }
        // How many entries stood below the size: their indexes rise.
        var low: UInt32 = 1, high = now.count - 1
        while low < high {
            let middle = low + (high - low) / 2
            if try index(now.number, middle, &cursors) < size { low = middle + 1 } else { high = middle }
        }
        var state = StreamState()
        (state.count, state.number) = (low, now.number)
        for revision in 0..<low {
            let index = try index(now.number, revision, &cursors)
            guard try cursors[.entries].seek(Row.entry(index).span) else {
                throw LedgerError(.storedRowBroken, ["entries", String(index)])
            }
            let digest = cursors[.entries].withRow { _, line in hasher.digest(of: line) }
            state.digest = hasher.stream(state.digest, digest)
        }
        return state
    }

    private func index(_ stream: UInt64, _ revision: UInt32, _ cursors: inout LedgerCursors) throws -> UInt64 {
        guard try cursors[.streamIndex].seek(Row.streamIndex(stream, revision).span) else {
            throw LedgerError(.storedRowBroken, ["streamIndex", "\(stream)/\(revision)"])
        }
        return cursors[.streamIndex].withRow { $1.count == 14 ? Row.load($1, 0, 6) : .max }
    }
}
