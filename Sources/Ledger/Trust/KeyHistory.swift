public import Proofs
internal import Storage

/// The keys of a log, one after another: that of entry 0, and those that its changes of key put in force. DESIGN.md section 3.
///
/// A change is the last entry of its commit: the old key signs the head with it, the new one every head after. A checkpoint of
/// exactly that size may be signed by either; the first one released with the entry carries both.
public struct KeyHistory: Hashable, Sendable {
    public let origin: String
    /// In the order in which they came into force, that of entry 0 first; no key twice.
    public private(set) var keys: [VerifierKey]
    /// The indexes of the changes: the first put `keys[1]` in force.
    public private(set) var changes: [UInt64] = []

    public init(origin: String, created: VerifierKey) {
        self.origin = origin
        keys = [created]
    }

    /// The key that signs what comes next.
    public var current: VerifierKey { keys[keys.count - 1] }

    /// The key that signs the head of `size` entries.
    public func key(atHead size: UInt64) -> VerifierKey { keys[changes.count { $0 + 1 < size }] }

    /// The keys of which one must have signed a checkpoint of `size` entries: two at the very size of a change.
    public func keys(atCheckpoint size: UInt64) -> ArraySlice<VerifierKey> {
        keys[changes.count { $0 + 1 < size }...changes.count { $0 < size }]
    }

    /// The keys that a checkpoint of `size` must be signed by, the current one first, where the one released before it had
    /// `released` entries, 0 for none: each that has gone out of force since signs once more.
    public func signers(afterReleaseOf released: UInt64) -> [VerifierKey] {
        keys[changes.count { $0 < released }...].reversed()
    }

    public func contains(_ key: VerifierKey) -> Bool { contains(key.text) }

    /// - Parameter text: of a verifier key; compared byte by byte.
    public func contains(_ text: String) -> Bool { keys.contains { $0.text.utf8.elementsEqual(text.utf8) } }

    /// Why a change of key does not hold: what it should say, and what it says.
    struct Flaw: Hashable, Sendable {
        let expected: String
        let found: String
    }

    /// Puts the key that `change` names in force.
    ///
    /// - Returns: why it may not; then nothing changes.
    mutating func take(_ change: KeyChange, at index: UInt64) -> Flaw? {
        guard change.from.utf8.elementsEqual(current.text.utf8) else {
            return Flaw(expected: "from \(current.text)", found: change.from)
        }
        guard let next = VerifierKey(change.to), next.kind == .log, next.name.utf8.elementsEqual(origin.utf8) else {
            return Flaw(expected: "to a key named \(origin)", found: change.to)
        }
        guard !keys.contains(where: { $0.publicKey == next.publicKey }) else {
            return Flaw(expected: "to a key that never was in force", found: change.to)
        }
        guard next.publicKey.verifies(change.proof, change.message(origin: origin)) else {
            return Flaw(expected: "a proof by the new key", found: base64Text(change.proof))
        }
        keys.append(next)
        changes.append(index)
        return nil
    }
}

extension KeyHistory {
    /// What a log says of its keys: the changes that hold, and why others do not. `nil` where entry 0 names no key.
    ///
    /// Cost: two look-ups, and one signature checked for each change. A change whose entry is of another form is passed over:
    /// `verify` names it by its line.
    static func read(
        origin: String, below size: UInt64, _ cursors: inout LedgerCursors
    ) throws -> (history: KeyHistory, flaws: [(index: UInt64, flaw: Flaw)])? {
        guard try cursors[.entries].seek(Row.entry(0).span) else { return nil }
        let created = cursors[.entries].withRow { _, line in LedgerCreated(line: line).flatMap { VerifierKey($0.verifierKey) } }
        guard let created else { return nil }
        var history = KeyHistory(origin: origin, created: created), flaws: [(index: UInt64, flaw: Flaw)] = []
        for index in try indexes(ofType: KeyChange.type, &cursors) where index < size {
            guard try cursors[.entries].seek(Row.entry(index).span) else { continue }
            guard let change = cursors[.entries].withRow({ _, line in KeyChange(line: line) }) else { continue }
            if let flaw = history.take(change, at: index) { flaws.append((index, flaw)) }
        }
        return (history, flaws)
    }
}
