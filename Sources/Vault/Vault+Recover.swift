internal import Ledger
internal import Proofs
internal import Storage

extension Vault {
    /// Settles what a process that died left marked: a value stays if the ledger holds its entry, and is destroyed if not. Only by
    /// whoever has the vault alone; nobody is then between the two commits.
    func recover() throws {
        let rows = try pendingRows()
        guard !rows.isEmpty else { return }
        do {
            try environment.write { transaction in
                for row in rows {
                    let key = VaultRow.number(row.number)
                    _ = try transaction.delete(key.span, in: tables.pending)
                }
                let drafts = rows.flatMap(\.drafts)
                var found: [(code: Digest, party: UInt64)] = []
                for draft in drafts { found += try codes(ofHeld: draft, transaction) }
                try makeFound(found, &transaction)
                try destroyUnheld(drafts, &transaction)
                // What was seen of the log may be a commit whose sync a killed writer never finished: with its mark gone, the value of
                // an entry that a power loss then takes away would stay for good.
                try ledger.syncSeen()
            }
        } catch {
            throw Self.explained(error, folder)
        }
    }

    /// Portions whose fate is not settled: of processes that are at work, or that died.
    func pendingRows() throws -> [(number: UInt64, drafts: [PendingDraft])] {
        try environment.read { try pendingRows($0) }
    }

    func pendingRows(_ transaction: borrowing some Transaction & ~Copyable) throws -> [(
        number: UInt64, drafts: [PendingDraft]
    )] {
        try transaction.withCursor(tables.pending) { cursor in
            var rows: [(number: UInt64, drafts: [PendingDraft])] = []
            var isThere = try cursor.first()
            while isThere {
                let (number, drafts) = cursor.withRow { key, row in
                    let number = VaultRow.number(VaultRow.array(key)[...])
                    return (number, key.count == 8 ? pendingDrafts(number, VaultRow.array(row)) : nil)
                }
                guard let drafts else { throw LedgerError(.storedRowBroken, ["vault/pending", String(number)]) }
                rows.append((number, drafts))
                isThere = try cursor.next()
            }
            return rows
        }
    }

    /// The row of a pending portion, from its content.
    func pendingRow(_ number: UInt64, _ content: [UInt8]) -> [UInt8] { content + pendingProof(number, content[...]) }

    /// `nil` for a row that this vault did not write.
    private func pendingDrafts(_ number: UInt64, _ row: [UInt8]) -> [PendingDraft]? {
        guard row.count >= PendingDraft.proofBytes else { return nil }
        let content = row.dropLast(PendingDraft.proofBytes)
        guard pendingProof(number, content).elementsEqual(row.suffix(PendingDraft.proofBytes)) else { return nil }
        return PendingDraft.drafts(ofContent: Array(content))
    }

    private func pendingProof(_ number: UInt64, _ content: ArraySlice<UInt8>) -> [UInt8] {
        let text = VaultRow.number(number) + content
        return Array(hash.code(pendingKey, text.span).array[..<PendingDraft.proofBytes])
    }

    /// Destroys those values of `drafts` that neither the ledger holds nor another portion waits for.
    func destroyUnheld(_ drafts: [PendingDraft], _ transaction: inout WriteTransaction) throws {
        guard !drafts.isEmpty else { return }
        let waiting = Set(try pendingRows(transaction).flatMap { $0.drafts.flatMap { $0.values.map(\.commitment) } })
        for draft in drafts {
            let held = try heldCommitments(draft)
            for value in draft.values where !waiting.contains(value.commitment) && held[value.commitment] == nil {
                // What is not held was never made to be found. Its nonce stays taken as long as the key lives.
                let place = VaultRow.valueKey(value.party, value.commitment)
                _ = try transaction.delete(place.span, in: tables.values)
            }
        }
    }

    /// The commitments in the entry that the draft became, if the ledger has it, and whose values they are to.
    func heldCommitments(_ draft: PendingDraft) throws -> [Digest: String] {
        let subject = String(decoding: draft.subject, as: UTF8.self), key = String(decoding: draft.key, as: UTF8.self)
        guard let index = try ledger.index(ofKey: key, in: subject), let line = try ledger.line(index) else { return [:] }
        guard let entry = try? parseEntryLine(line.span) else {
            throw LedgerError(.storedRowBroken, ["entries", String(index)])
        }
        return sealedValues(line.span, entry).reduce(into: [:]) { $0[$1.commitment] = $1.party }
    }
}
