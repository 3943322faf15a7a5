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
        var row: UInt64 = 0
        var sealed: [SealedPortion.Draft] = []
        let settling = settled
        do {
            try environment.write { transaction in
                try clear(settling, &transaction)
                let sealing = try unsafe withUnsafeMutablePointer(to: &transaction) { transaction in
                    let sealing = unsafe Sealing(self, transaction)
                    try run.seal(source: ledger.origin, by: sealing)
                    return sealing
                }
                sealed = sealing.drafts
                if run.isDryRun { throw Rehearsed() }
                guard !sealed.isEmpty else { return }
                row = try nextPending(transaction)
                var value: [UInt8] = []
                for draft in sealed {
                    run.withNames(draft.number) { PendingDraft.append($0, $1, draft.values[...], to: &value) }
                }
                let key = VaultRow.number(row)
                value = pendingRow(row, value)
                try transaction.put(key.span, value.span, in: tables.pending, .insert)
            }
            settled.removeAll { entry in settling.contains { $0.row == entry.row } }
            if !sealed.isEmpty { run.sealed = SealedPortion(row: row, drafts: sealed) }
        } catch {
            // Keys that were made are not there.
            forgetKeys()
            if error is Rehearsed { return }
            throw Self.explained(error, folder)
        }
    }

    /// Takes up what became of a run that ``seal(_:)`` sealed. Its mark goes with the next commit here, and with it the values of
    /// drafts that were not stored.
    ///
    /// - Parameter isKnown: whether the commit's end is known; where not, the mark stays until the vault is opened again.
    public func settle(_ run: DraftRun, isKnown: Bool) {
        guard let portion = run.sealed as? SealedPortion else { return }
        run.sealed = nil
        guard isKnown else { return }
        var unheld: [PendingDraft] = []
        for draft in portion.drafts where !run.isHeld(draft.number) {
            run.withNames(draft.number) {
                unheld.append(PendingDraft(subject: VaultRow.array($0), key: VaultRow.array($1), values: draft.values))
            }
        }
        settled.append((portion.row, unheld))
    }

    /// Removes the marks of everything that is settled.
    public func flush() throws {
        guard !settled.isEmpty else { return }
        let settling = settled
        do {
            try environment.write { try clear(settling, &$0) }
        } catch {
            throw Self.explained(error, folder)
        }
        settled.removeAll()
    }

    /// Removes marks, and the values that the ledger does not hold.
    private func clear(_ portions: [(row: UInt64, unheld: [PendingDraft])], _ transaction: inout WriteTransaction) throws {
        for portion in portions {
            let key = VaultRow.number(portion.row)
            _ = try transaction.delete(key.span, in: tables.pending)
        }
        for portion in portions { try destroyUnheld(portion.unheld, &transaction) }
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
        var values: [PendingDraft.Value]
    }

    let row: UInt64
    let drafts: [Draft]
}

/// Seals the values of one run inside one transaction.
@safe private final class Sealing: PersonalSealer {
    private let vault: Vault
    private let transaction: UnsafeMutablePointer<WriteTransaction>
    private(set) var drafts: [SealedPortion.Draft] = []

    @unsafe init(_ vault: Vault, _ transaction: UnsafeMutablePointer<WriteTransaction>) {
        self.vault = vault
        unsafe self.transaction = transaction
    }

    func seal(_ value: Span<UInt8>, party: Span<UInt8>, info: Span<UInt8>, draft: Int) throws -> Digest? {
        guard let keys = unsafe try vault.partyKeysOrNew(party, &transaction.pointee) else { return nil }
        let commitment = vault.commitment(to: value, keys, info)
        unsafe try vault.store(value, commitment, keys, party, &transaction.pointee)
        let value = PendingDraft.Value(party: keys.number, commitment: commitment)
        if drafts.last?.number == draft {
            drafts[drafts.count - 1].values.append(value)
        } else {
            drafts.append(SealedPortion.Draft(number: draft, values: [value]))
        }
        return commitment
    }
}

extension Vault {
    /// HMAC(opening, value); the opening is made for this place alone. DESIGN.md section 9.
    func commitment(to value: Span<UInt8>, _ keys: PartyKeys, _ info: Span<UInt8>) -> Digest {
        hash.expanded(keys.openings, info).withSpan { hash.code($0, value) }
    }

    /// What binds a sealed value to party, commitment and ledger: moved elsewhere it does not open.
    func associated(_ commitment: Digest, _ party: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.associatedHead.count + 64 + party.count)
        bytes += Self.associatedHead
        for digest in [header.created, commitment] {
            digest.withSpan { digest in
                for k in 0..<32 { bytes.append(digest[k]) }
            }
        }
        for k in 0..<party.count { bytes.append(party[k]) }
        return bytes
    }

    private static let associatedHead = Array("deedlog value v1\n".utf8)

    /// Puts a value in, unless it is there: a retry has the same commitment.
    func store(
        _ value: Span<UInt8>, _ commitment: Digest, _ keys: PartyKeys, _ party: Span<UInt8>,
        _ transaction: inout WriteTransaction
    ) throws {
        let place = VaultRow.valueKey(keys.number, commitment)
        if try transaction.withValue(place.span, in: tables.values, { _ in true }) == true { return }
        let nonce = nonces.next(), bound = associated(commitment, party)
        let nonceKey = VaultRow.nonceKey(keys.number, nonce.span)
        let nothing = Span<UInt8>()
        do throws(StoreError) {
            try transaction.put(nonceKey.span, nothing, in: tables.nonces, .insert)
        } catch {
            guard error.code == .keyExists else { throw error }
            throw LedgerError(.nonceReused, [folder])
        }
        let row = cipher.seal(value, keys.encryption, nonce: nonce.span, bound: bound.span)
        try transaction.put(place.span, row.span, in: tables.values, .insert)
        if let code = searchCode(ofValue: value) { try countFound(code, keys.number, +1, &transaction) }
    }
}
