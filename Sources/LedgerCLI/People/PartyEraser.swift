internal import HomeSale
internal import Ledger
internal import Vault

/// Erases a party, or records until when it must be kept. Cut off anywhere, it goes on where it was when it is run again.
///
/// The decision is an entry before anything is destroyed, the end an entry after it. What lies between is in docs/FORMAT.md.
struct PartyEraser {
    enum Outcome {
        case deferred(index: UInt64, until: CivilDate, Retention.Basis)
        case erased(requested: UInt64, executed: UInt64, CommitmentSet, keyId: String, isNew: Bool)
    }

    let ledger: Ledger
    /// Nobody else has it open.
    let vault: Vault
    let entries: ErasureWriter

    /// What the log says of a party.
    ///
    /// - Throws: ``LedgerError`` `notFound` for one that neither log nor vault knows.
    func record(of party: String) throws -> PartyRecord {
        let record = try PartyRecord(ledger, party)
        if record.isUnknown, try vault.standing(of: party) == .unknown {
            throw LedgerError(.notFound, [ErasureEntry.subject(party)])
        }
        return record
    }

    func run(_ record: PartyRecord, on today: CivilDate) throws -> Outcome {
        let party = record.party, standing = try vault.standing(of: party)
        // What was begun is ended; what a restored copy of the vault brought back goes again.
        let isBegun = standing == .erased || record.executed != nil
        if !isBegun, case .deferred(let until, let basis) = try record.retention(ledger, on: today) {
            return .deferred(index: try put(off: record, until, basis), until: until, basis)
        }
        let commitments = record.commitments
        let requested = try record.requested ?? entries.append(.requested(commitments), of: party).index
        let isWhole = standing == .erased && !vault.isCompactionDue
        let keyId = try vault.erase(party)
        if let executed = record.executed {
            let said = record.erasures.first { $0.index == executed }?.entry
            guard case .executed(let set, let id) = said else { throw LedgerError(.unexpected, [party]) }
            return .erased(requested: requested, executed: executed, set, keyId: id, isNew: !isWhole)
        }
        let executed = try entries.append(.executed(commitments, keyId: keyId), of: party).index
        return .erased(requested: requested, executed: executed, commitments, keyId: keyId, isNew: true)
    }

    private func put(off record: PartyRecord, _ until: CivilDate, _ basis: Retention.Basis) throws -> UInt64 {
        let entry = ErasureEntry.deferred(basis: basis.rawValue, until: "\(until)")
        if let known = record.erasures.first(where: { $0.entry == entry }) { return known.index }
        return try entries.append(entry, of: record.party).index
    }
}
