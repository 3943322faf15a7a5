public import Proofs

/// The administrators that a ledger begins with, and its first signing policy. DESIGN.md section 2.
public struct Founding: Sendable {
    public struct Administrator: Sendable {
        public let name: String
        public let key: ActorPublicKey

        public init(name: String, key: ActorPublicKey) { (self.name, self.key) = (name, key) }
    }

    /// At least two, of different names and keys: one alone could do everything.
    public let administrators: [Administrator]
    public let policy: SigningPolicy

    /// - Throws: ``LedgerError`` `usage`, `malformed`.
    public init(_ administrators: [Administrator], _ policy: SigningPolicy) throws(LedgerError) {
        guard administrators.count >= 2 else { throw LedgerError(.administratorsTooFew) }
        for (number, one) in administrators.enumerated() {
            let units = Array(one.name.utf8)
            guard EntryGrammar.isPlainName(units[...]), !units.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
                throw LedgerError(.malformed, [one.name])
            }
            for other in administrators[..<number]
            where other.name.utf8.elementsEqual(one.name.utf8) || other.key == one.key {
                throw LedgerError(.administratorsTooFew, [other.name, one.name])
            }
        }
        (self.administrators, self.policy) = (administrators, policy)
    }
}
