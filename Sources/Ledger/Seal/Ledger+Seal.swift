public import Proofs
internal import Storage

/// Streams folded to be sealed; becomes a seal once an entry says so.
public struct FoldedStreams: Sendable {
    public let size: UInt64
    public let root: Digest
    public let streams: UInt64
    let runs: [SealFold.Run]

    /// What the entry says.
    public func seal(id: UInt64) -> Seal { Seal(id: id, size: size, root: root, streams: streams) }
}

extension Ledger {
    /// The last seal; `nil` before the first.
    public func lastSeal() throws -> Seal? {
        try withReader { log in
            var seal: Seal?
            try log.withLastLine(ofType: Seal.type) { seal = Seal(line: $0) }
            return seal
        }
    }

    /// Folds all streams as they are now, out of one snapshot, while writers go on.
    ///
    /// Cost: one look at each stream's row, two digests.
    public func foldStreams() throws -> FoldedStreams {
        try environment.read { transaction in
            let name = Head.key
            let head = try transaction.withValue(name.span, in: tables[.meta]) { Head(row: $0) } ?? nil
            guard let head else { throw LedgerError(.storedRowBroken, ["meta", "head"]) }
            return try transaction.withCursors(tables.all) { cursors in
                var fold = SealFold()
                var streams = StreamsAtSize(head.size)
                try streams.forEach(&cursors) { subject, state in
                    fold.append(subject, state)
                    return true
                }
                let root = fold.root()
                return FoldedStreams(size: head.size, root: root, streams: fold.streams, runs: fold.runs)
            }
        }
    }

    /// Keeps what proofs out of the last seal need. Lost, it is folded again.
    public func keepRuns(_ folded: FoldedStreams, of seal: Seal) throws {
        guard let table = tables.seals else { return }
        precondition(seal.root == folded.root && seal.size == folded.size, "another seal's runs")
        try environment.write { transaction in try SealRuns(seal: seal, runs: folded.runs).write(table, &transaction) }
    }

    /// Leaves and paths that show a claim in the tree of a seal: for a deal and an absence with the neighbours on each side.
    ///
    /// - Throws: ``LedgerError`` `notSealed` where the stream began after the seal or never, `streamThere` where it is not absent.
    public func prove(_ claim: StreamClaim, in seal: Seal) throws -> [StreamProof] {
        try environment.read { transaction in
            try transaction.withCursors(tables.all) { cursors in
                var tree = SealTree(try SealRuns.of(seal, tables.seals, transaction, &cursors))
                return try tree.positions(claim, &cursors).map { try tree.proof($0, &cursors) }
            }
        }
    }
}

extension SealTree {
    /// Where the leaves stand that a claim needs, rising.
    fileprivate mutating func positions(_ claim: StreamClaim, _ cursors: inout LedgerCursors) throws -> [UInt64] {
        switch claim {
        case .stream(let subject):
            guard let place = try position(of: subject, &cursors) else { throw LedgerError(.notSealed, [subject]) }
            return [place]
        case .absent(let subject):
            if try position(of: subject, &cursors) != nil { throw LedgerError(.streamThere, [subject]) }
            let place = try lowerBound(Array(subject.utf8), &cursors)
            return neighbours(place..<place)
        case .deal(let id):
            let own = "deal/\(id)"
            guard let place = try position(of: own, &cursors) else { throw LedgerError(.notSealed, [own]) }
            // `0` is the byte after `/`.
            let range = try lowerBound(Array("\(own)/".utf8), &cursors)..<lowerBound(Array("\(own)0".utf8), &cursors)
            return Set([place] + neighbours(range)).sorted()
        }
    }

    private mutating func position(of subject: String, _ cursors: inout LedgerCursors) throws -> UInt64? {
        let place = try lowerBound(Array(subject.utf8), &cursors)
        guard place < streams, try proof(place, &cursors).leaf.subject.utf8.elementsEqual(subject.utf8) else { return nil }
        return place
    }

    /// A range with the leaf on each side, where there is one.
    private func neighbours(_ range: Range<UInt64>) -> [UInt64] {
        let first = range.lowerBound == 0 ? 0 : range.lowerBound - 1
        return Array(first..<min(streams, range.upperBound + 1))
    }
}
