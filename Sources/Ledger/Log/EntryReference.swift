internal import Proofs
internal import Storage

extension Ledger {
    /// The index that a REF names: an index, `@` and 8 or more hex digits of a digest, `HEAD`, `HEAD~n`, or `SUBJECT:r`.
    ///
    /// - Throws: ``LedgerError`` `usage`, `notFound`, `refAmbiguous` with the candidates.
    public func resolve(_ reference: String) throws -> UInt64 {
        let size = try head()?.size ?? 0
        func within(_ index: UInt64) throws(LedgerError) -> UInt64 {
            guard index < size else { throw LedgerError(.notFound, [reference]) }
            return index
        }
        if !reference.isEmpty, reference.utf8.allSatisfy({ EntryGrammar.isDigit($0) }) {
            guard let index = UInt64(reference) else { throw LedgerError(.notFound, [reference]) }
            return try within(index)
        }
        if reference == "HEAD", size > 0 { return size - 1 }
        if reference.hasPrefix("HEAD~"), let back = number(reference.dropFirst(5)) {
            guard back < size else { throw LedgerError(.notFound, [reference]) }
            return size - 1 - back
        }
        if reference.hasPrefix("@") { return try resolveDigest(String(reference.dropFirst()), reference) }
        if let colon = reference.utf8.lastIndex(of: 0x3A),
            let revision = revisionNumber(reference[reference.utf8.index(after: colon)...])
        {
            guard let index = try index(of: String(reference[..<colon]), revision: revision) else {
                throw LedgerError(.notFound, [reference])
            }
            return index
        }
        throw LedgerError(.usage, [reference])
    }

    /// Digests stand in the next line's `prevhash`, so no line is hashed but the last.
    private func resolveDigest(_ prefix: String, _ reference: String) throws -> UInt64 {
        let wanted = Array(prefix.utf8)
        guard wanted.count >= 8, wanted.count <= 64, wanted.allSatisfy({ EntryGrammar.isDigit($0) || (0x61...0x66).contains($0) })
        else {
            throw LedgerError(.usage, [reference])
        }
        var found: [UInt64] = []
        try forEachEntry(LogQuery()) { index, line in
            guard index > 0, let entry = try? parseEntryLine(line) else { return true }
            let start = entry.range(.prevhash).lowerBound
            for k in 0..<wanted.count where line[start + k] != wanted[k] { return true }
            found.append(index - 1)
            return found.count < 10
        }
        if let head = try head(), head.digest.hex.hasPrefix(prefix) { found.append(head.size - 1) }
        guard let first = found.first else { throw LedgerError(.notFound, [reference]) }
        guard found.count == 1 else {
            throw LedgerError(.refAmbiguous, [reference, found.map(String.init).joined(separator: ", ")])
        }
        return first
    }
}

/// Digits only: Swift's own parsing takes a plus sign.
private func number(_ text: Substring) -> UInt64? {
    text.utf8.allSatisfy { EntryGrammar.isDigit($0) } ? UInt64(text) : nil
}

private func revisionNumber(_ text: Substring) -> Int64? {
    guard let value = number(text.hasPrefix("-") ? text.dropFirst() : text), let revision = Int64(exactly: value) else {
        return nil
    }
    return text.hasPrefix("-") ? -revision : revision
}
