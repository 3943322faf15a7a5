internal import CanonicalJSON

extension StreamsFile {
    /// The leaves whose entries the claim is about; `nil` where the leaves do not show what is claimed.
    ///
    /// Leaves stand by subject, so two at neighbouring positions have no stream between them.
    var covered: [Leaf]? {
        let rises = zip(leaves, leaves.dropFirst()).allSatisfy {
            $0.position < $1.position && Self.precedes($0.subject, $1.subject)
        }
        guard rises, leaves.allSatisfy({ $0.position < streams }) else { return nil }
        switch claim {
        case .stream(let name):
            guard leaves.count == 1, Self.isSame(leaves[0].subject, name) else { return nil }
            return leaves
        case .absent(let name):
            guard leaves.count <= 2, !leaves.contains(where: { Self.isSame($0.subject, name) }), encloses(name, name) else {
                return nil
            }
            return []
        case .deal(let id):
            let own = "deal/\(id)", under = own + "/"
            let streams = leaves.filter { Self.isSame($0.subject, own) || $0.subject.utf8.starts(with: under.utf8) }
            // `0` is the byte after `/`: the names from `own/` to before `own0` are those that begin with `own/`.
            guard let first = streams.first, Self.isSame(first.subject, own), encloses(under, own + "0") else { return nil }
            return streams
        }
    }

    /// Whether the leaves show every stream whose name is from `low` on and before `high`; both the same, that there is none.
    private func encloses(_ low: String, _ high: String) -> Bool {
        let before = leaves.last { Self.precedes($0.subject, low) }
        let after = leaves.first { !Self.precedes($0.subject, high) }
        let between = leaves.filter { !Self.precedes($0.subject, low) && Self.precedes($0.subject, high) }
        // From the one before, or the beginning, without a gap to the one after, or the end.
        var next = before.map { $0.position + 1 } ?? 0
        for leaf in between {
            guard leaf.position == next else { return false }
            next += 1
        }
        return next == after.map { $0.position } ?? streams
    }

    /// Names are compared byte by byte: Swift's own order knows letters that are written in two ways.
    static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
    static func isSame(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
}
