public import Proofs

extension RuleTable {
    /// `ruleSet`: the digest of the rows that a figure was worked out by.
    ///
    /// SHA-256 over the canonical JSON array of the rows, each once, by key, scope and first day. So the order in which they
    /// were used does not matter, and anyone who has the rows can recompute it.
    public static func digest(of rows: [RuleRow]) -> Digest {
        var text: [UInt8] = [0x5B]
        for (number, row) in sorted(Set(rows)).enumerated() {
            if number > 0 { text.append(0x2C) }
            text += row.canonicalBytes
        }
        text.append(0x5D)
        var hasher = Hasher256()
        return hasher.digest(of: text.span)
    }

    /// The digest of every row of `keys`, in all scopes and over all time; a key without rows adds nothing.
    public func digest(of keys: [RuleKey]) -> Digest {
        let keys = Set(keys)
        return Self.digest(of: allRows.filter { keys.contains($0.key) })
    }

    /// The digest of the rows of `keys` that are in force on `asOf` in `scope`; a key without such a row adds nothing.
    public func digest(of keys: [RuleKey], asOf day: CivilDate, scope: RuleScope = .national) -> Digest {
        Self.digest(of: keys.compactMap { row($0, asOf: day, scope: scope) })
    }

    /// The digest of the whole table.
    public var digest: Digest { Self.digest(of: allRows) }
}
