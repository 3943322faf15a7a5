internal import CanonicalJSON
public import Ledger
internal import Proofs
internal import Storage

extension Vault {
    /// Seals the personal values of `run` and makes them durable here, marked pending, before the ledger hears of them: one commit
    /// for all. A rehearsal (`isDryRun`) leaves nothing.
    ///
    /// Hand the run to the writer next, then call ``settle(_:isKnown:)``.
    /// - Throws: ``LedgerError`` `nonceReused`, `storedRowBroken`, `diskFull` and what storing else can meet.
    public func seal(_ run: DraftRun) throws {
        guard run.holdsPersonal else { return }
        var made: SealedPortion?
        let isClearing = isClearingDue
        do {
            try environment.write { transaction in
                if isClearing { try clear(settled, &transaction) }
                let sealing = try unsafe withUnsafeMutablePointer(to: &transaction) { transaction in
                    let sealing = unsafe Sealing(self, transaction)
                    try run.seal(source: ledger.origin, by: sealing)
                    return sealing
                }
                if run.isDryRun { throw Rehearsed() }
                guard !sealing.drafts.isEmpty else { return }
                let portion = SealedPortion(
                    row: try nextPending(transaction), drafts: sealing.drafts, values: sealing.values, codes: sealing.codes)
                var row: [UInt8] = []
                for draft in portion.drafts {
                    run.withNames(draft.number) { PendingDraft.append($0, $1, portion.values[draft.values], to: &row) }
                }
                let key = VaultRow.number(portion.row)
                row = pendingRow(portion.row, row)
                try transaction.put(key.span, row.span, in: tables.pending, .insert)
                made = portion
            }
            if isClearing { settled.removeAll() }
            if let made { run.sealed = made }
        } catch {
            // Keys that were made are not there.
            forgetKeys()
            if error is Rehearsed { return }
            throw Self.explained(error, folder)
        }
    }

    /// Takes up what became of a run that ``seal(_:)`` sealed. Its mark goes with a later commit here, which makes what is held be
    /// found, and destroys the values of drafts that were not stored.
    ///
    /// - Parameter isKnown: whether the commit's end is known; where not, the mark stays until the vault is opened again.
    public func settle(_ run: DraftRun, isKnown: Bool) {
        guard let portion = run.sealed as? SealedPortion else { return }
        run.sealed = nil
        guard isKnown else { return }
        var settling = SettledPortion(row: portion.row)
        for draft in portion.drafts {
            if run.isHeld(draft.number) {
                for k in draft.values {
                    if let code = portion.codes[k] { settling.found.append((code, portion.values[k].party)) }
                }
            } else {
                run.withNames(draft.number) {
                    settling.unheld.append(
                        PendingDraft(
                            subject: VaultRow.array($0), key: VaultRow.array($1), values: Array(portion.values[draft.values])))
                }
            }
        }
        settled.append(settling)
    }

    /// Removes the marks of everything that is settled.
    public func flush() throws {
        guard !settled.isEmpty else { return }
        do {
            try environment.write { try clear(settled, &$0) }
        } catch {
            throw Self.explained(error, folder)
        }
        settled.removeAll()
    }

    /// Values to destroy go with the next commit. Marks may wait: their search rows lie all over the table, so that many together
    /// write far fewer pages.
    private var isClearingDue: Bool {
        settled.count >= 256 || settled.contains { !$0.unheld.isEmpty }
            || settled.reduce(0) { $0 + $1.found.count } >= 8192
    }

    /// Removes marks, makes values be found, and destroys those that the ledger does not hold.
    private func clear(_ portions: [SettledPortion], _ transaction: inout WriteTransaction) throws {
        for portion in portions {
            let key = VaultRow.number(portion.row)
            _ = try transaction.delete(key.span, in: tables.pending)
        }
        try makeFound(portions.flatMap(\.found), &transaction)
        try destroyUnheld(portions.flatMap(\.unheld), &transaction)
    }

    private func nextPending(_ transaction: borrowing WriteTransaction) throws -> UInt64 {
        try transaction.withCursor(tables.pending) { cursor in
            guard try cursor.last() else { return 0 }
            let last = cursor.withRow { key, _ in VaultRow.number(VaultRow.array(key)[...]) }
            guard last < .max else { throw LedgerError(.storedRowBroken, ["vault/pending", String(last)]) }
            return last + 1
        }
    }

    /// What storing met, in the ledger's words.
    static func explained(_ error: any Error, _ folder: String) -> any Error {
        switch error {
        case let error as StoreError where error.code == .noSpace || error.code == .quota: LedgerError(.diskFull, [folder])
        case let error as StoreError where error.code == .mapFull: LedgerError(.mapFull, [folder])
        case let error as StoreError: LedgerError(.inputOutput, [folder, "\(error)"])
        case let error as CommitError: LedgerError(.inputOutput, [folder, "\(error.underlying)"])
        default: error
        }
    }
}

/// Gives a rehearsal's transaction up.
private struct Rehearsed: Error {}

/// What a run left in the vault until its fate is known.
struct SealedPortion: Sendable {
    struct Draft: Sendable {
        let number: Int
        var values: Range<Int>
    }

    let row: UInt64
    let drafts: [Draft]
    let values: [PendingDraft.Value]
    /// By what each value is found; `nil` for one that is not searched for.
    let codes: [Digest?]
}

/// A portion whose fate is known, and whose mark still stands.
struct SettledPortion {
    let row: UInt64
    var found: [(code: Digest, party: UInt64)] = []
    var unheld: [PendingDraft] = []
}

/// Seals the values of one run inside one transaction.
@safe private final class Sealing: PersonalSealer {
    private let vault: Vault
    private let transaction: UnsafeMutablePointer<WriteTransaction>
    private(set) var drafts: [SealedPortion.Draft] = []
    private(set) var values: [PendingDraft.Value] = []
    private(set) var codes: [Digest?] = []

    @unsafe init(_ vault: Vault, _ transaction: UnsafeMutablePointer<WriteTransaction>) {
        self.vault = vault
        unsafe self.transaction = transaction
    }

    func seal(_ value: Span<UInt8>, party: Span<UInt8>, info: Span<UInt8>, draft: Int) throws -> Digest? {
        guard let keys = unsafe try vault.partyKeysOrNew(party, &transaction.pointee) else { return nil }
        let commitment = vault.commitment(to: value, keys, info)
        unsafe try vault.store(value, commitment, keys, party, &transaction.pointee)
        let place = values.count
        values.append(PendingDraft.Value(party: keys.number, commitment: commitment))
        codes.append(vault.searchCode(ofValue: value))
        if let last = drafts.indices.last, drafts[last].number == draft {
            drafts[last].values = drafts[last].values.lowerBound..<(place + 1)
        } else {
            drafts.append(SealedPortion.Draft(number: draft, values: place..<(place + 1)))
        }
        return commitment
    }
}

extension Vault {
    /// HMAC(opening, value); the opening is made for this place alone. DESIGN.md section 9.
    func commitment(to value: Span<UInt8>, _ keys: PartyKeys, _ info: Span<UInt8>) -> Digest {
        hash.expanded(keys.openings, info).withSpan { hash.code($0, value) }
    }

    /// Puts a value in, unless it is there: a retry has the same commitment.
    func store(
        _ value: Span<UInt8>, _ commitment: Digest, _ keys: PartyKeys, _ party: Span<UInt8>,
        _ transaction: inout WriteTransaction
    ) throws {
        let place = VaultRow.valueKey(keys.number, commitment), nonce = nonces.next()
        let bound = bound.of(commitment, party)
        cipher.seal(value, keys.encryption, nonce: nonce.span, bound: bound.span, into: &sealedRow)
        let row = sealedRow
        do throws(StoreError) {
            try transaction.put(place.span, row.span, in: tables.values, .insert)
        } catch {
            if error.code == .keyExists { return }
            throw error
        }
        let nonceKey = VaultRow.nonceKey(keys.number, nonce.span)
        do throws(StoreError) {
            try transaction.put(nonceKey.span, Span(), in: tables.nonces, .insert)
        } catch {
            guard error.code == .keyExists else { throw error }
            throw LedgerError(.nonceReused, [folder])
        }
    }
}
