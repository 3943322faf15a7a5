internal import CanonicalJSON
internal import Ledger
internal import Proofs
internal import Vault

/// What a vault says to every commitment of a log.
struct VaultAudit {
    struct Finding {
        enum Kind: String {
            /// What is stored is not what was committed to.
            case valueBroken
            /// The log holds a commitment, the vault no value.
            case valueMissing
            /// The vault holds a value, the log no entry.
            case entryMissing
            /// A row of the vault contradicts another.
            case rowBroken
            /// The vault says that a party was erased, the log does not.
            case erasedWithoutEntry
            /// The log says that a party was erased, and the vault has its key: a copy from before was put back.
            case notErased
        }
        let kind: Kind
        /// The entry; `nil` where there is none.
        let index: UInt64?
        let detail: String
    }

    private(set) var commitments: UInt64 = 0
    private(set) var opened: UInt64 = 0
    private(set) var erased: UInt64 = 0
    private(set) var missing: UInt64 = 0
    private(set) var broken: UInt64 = 0
    private(set) var findings: [Finding] = []
    /// Findings kept at most; the counts go on.
    private static let mostFindings = 1000

    /// Asks for every commitment below `size`.
    ///
    /// - Parameter isWhole: also what the vault holds beyond them, and its rows among each other.
    static func run(_ ledger: Ledger, _ vault: Vault, below size: UInt64 = .max, isWhole: Bool = false) throws -> VaultAudit {
        var audit = VaultAudit()
        var known: Set<Digest> = [], erasedParties: Set<String> = []
        try ledger.forEachEntry(LogQuery()) { index, line in
            guard index < size else { return false }
            guard contains(line, 0..<line.count, 0x24), let entry = try? parseEntryLine(line) else { return true }
            for value in sealedValues(line, entry) {
                audit.ask(vault, value, index)
                if isWhole { known.insert(value.commitment) }
            }
            return true
        }
        guard isWhole else { return audit }
        var query = LogQuery()
        query.type = ErasureEntry.executedType
        try ledger.forEachEntry(query) { _, line in
            if let entry = try? parseEntryLine(line) {
                erasedParties.insert(String(attributeText(line, entry, .subject).dropFirst(6)))
            }
            return true
        }
        for party in try vault.parties() {
            let isSaid = erasedParties.contains(party.name)
            // A decision is enough: the end may be still to come.
            if party.standing == .erased, !isSaid,
                try ledger.index(ofKey: ErasureEntry.requestedType, in: "party/\(party.name)") == nil
            {
                audit.add(.erasedWithoutEntry, nil, party.name)
            }
            if party.standing == .live, isSaid { audit.add(.notErased, nil, party.name) }
        }
        for fault in try vault.faults() { audit.add(.rowBroken, nil, "vault/\(fault.table) \(fault.row)") }
        try vault.forEachValue { party, commitment in
            if !known.contains(commitment) { audit.add(.entryMissing, nil, "\(party) \(commitment.hex)") }
        }
        return audit
    }

    private mutating func ask(_ vault: Vault, _ value: SealedValue, _ index: UInt64) {
        commitments += 1
        do {
            switch try vault.open(value) {
            case .value(var text, _):
                wipe(&text)
                opened += 1
            case .erased: erased += 1
            case .missing:
                missing += 1
                add(.valueMissing, index, "\(value.party) \(value.pointer)")
            }
        } catch {
            broken += 1
            add(.valueBroken, index, "\(value.party) \(value.pointer)")
        }
    }

    private mutating func add(_ kind: Finding.Kind, _ index: UInt64?, _ detail: String) {
        if findings.count < Self.mostFindings { findings.append(Finding(kind: kind, index: index, detail: detail)) }
    }

    /// 2 where something contradicts something else, 6 where something is not there.
    var exitStatus: Int32 {
        let kinds = Set(findings.map(\.kind))
        if !kinds.isDisjoint(with: [.valueBroken, .rowBroken, .erasedWithoutEntry, .notErased]) { return 2 }
        return kinds.isEmpty ? 0 : 6
    }

    var json: JSONText {
        var answer = JSONText()
        answer.put("commitments", commitments)
        answer.put("opened", opened)
        answer.put("erased", erased)
        answer.put("missing", missing)
        answer.put("broken", broken)
        return answer
    }

    /// One line for people.
    var words: String {
        var text = tr(
            "\(grouped(commitments)) commitments: \(grouped(opened)) open, \(grouped(erased)) of erased parties",
            "\(grouped(commitments)) 个承诺值：\(grouped(opened)) 个可打开，\(grouped(erased)) 个属已删除的当事人")
        if missing > 0 { text += tr(", \(grouped(missing)) without a value here", "，\(grouped(missing)) 个在此无原值") }
        if broken > 0 { text += tr(", \(grouped(broken)) that do not fit their value", "，\(grouped(broken)) 个与原值不符") }
        return text
    }
}
