internal import CanonicalJSON
internal import Proofs
internal import Storage

/// The seals of a log against its streams, folded anew: what each thread leaves at the sizes that seals are about, put together.
struct VerifySeals {
    /// The leaves of one thread's streams at one size, by subject.
    typealias Share = [(subject: [UInt8], leaf: Digest)]

    /// Root and number of streams at one size.
    typealias Made = (root: Digest, streams: UInt64)

    /// Seals as the type index names them; whether that index is right, and each seal of its form, is checked beside it.
    let seals: [Seal]
    /// The sizes that they are about, rising, each once.
    let sizes: [UInt64]

    init(_ transaction: borrowing ReadTransaction, _ tables: LedgerTables, below size: UInt64) throws {
        let found = try transaction.withCursors(tables.all) { cursors in
            var found: [Seal] = []
            for index in try indexes(ofType: Seal.type, &cursors) where index < size {
                guard try cursors[.entries].seek(Row.entry(index).span) else { continue }
                if let seal = cursors[.entries].withRow({ _, line in Seal(line: line) }), seal.id == index { found.append(seal) }
            }
            return found
        }
        seals = found.sorted { $0.id < $1.id }
        sizes = Set(found.map(\.size)).filter { $0 <= size }.sorted()
    }

    /// The tree over the leaves of all threads.
    static func fold(_ shares: [Share]) -> Made {
        var fold = SealFold()
        for one in shares.joined().sorted(by: { $0.subject.lexicographicallyPrecedes($1.subject) }) {
            fold.append(one.subject.span, leaf: one.leaf)
        }
        let root = fold.root()
        return (root, fold.streams)
    }

    /// Checks every seal against what the streams made.
    func check(_ made: [UInt64: Made], _ faults: inout FaultLog) {
        var before: Seal?
        for seal in seals {
            if seal.size > seal.id || seal.size == 0 || before.map({ seal.size <= $0.size }) ?? false {
                let least = before.map { $0.size + 1 } ?? 1
                faults.add(VerifyFault(.sealSize, seal.id, expected: "\(least)…\(seal.id)", found: "\(seal.size)"))
            } else {
                let expected = made[seal.size]
                if expected?.root != seal.root || expected?.streams != seal.streams {
                    faults.add(
                        VerifyFault(
                            .sealRoot, seal.id,
                            expected: expected.map { "\($0.streams) streams, root \($0.root.hex)" } ?? "nothing",
                            found: "\(seal.streams) streams, root \(seal.root.hex)"))
                }
            }
            before = seal
        }
    }
}

extension StreamFolds {
    /// The leaves of these streams as they are now, by subject.
    func leaves(_ hasher: inout Hasher256) -> VerifySeals.Share {
        var share: VerifySeals.Share = []
        share.reserveCapacity(count)
        var text = ByteBuilder(capacity: 256), leaf = ByteBuilder(capacity: 256)
        for number in 0..<count {
            let fold = fold(number)
            text.removeAll()
            fold.subject.appendUnescaped(to: &text)
            leaf.removeAll()
            text.withSpan { StreamLeaf.write($0, fold.state.count, fold.state.digest, to: &leaf) }
            let hash = leaf.withSpan { hasher.leaf(of: $0) }
            share.append((text.bytes, hash))
        }
        return share
    }
}
