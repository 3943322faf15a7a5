/// Which logs somebody trusts, and which witnesses must have seen a checkpoint before it counts. C2SP tlog-policy.
///
/// A key has one role: the same public key twice, as log and witness or under two names, is refused.
public struct LogPolicy: Hashable, Sendable {
    public struct Witness: Hashable, Sendable {
        /// What the policy calls it; nothing outside of the policy knows the name.
        public let name: String
        public let key: VerifierKey
    }

    /// Enough of these members make the group: witnesses, or groups defined before.
    struct Group: Hashable, Sendable {
        let name: String
        let threshold: Int
        let members: [String]
    }

    public let logs: [VerifierKey]
    public let witnesses: [Witness]
    let groups: [Group]
    /// A witness or a group; `nil` asks for none.
    let quorum: String?

    public init(logs: [VerifierKey]) { self.init(logs: logs, witnesses: [], groups: [], quorum: nil) }

    init(logs: [VerifierKey], witnesses: [Witness], groups: [Group], quorum: String?) {
        (self.logs, self.witnesses, self.groups, self.quorum) = (logs, witnesses, groups, quorum)
    }

    /// The keys that may sign for the log named `origin`.
    public func keys(for origin: String) -> [VerifierKey] {
        logs.filter { $0.name.utf8.elementsEqual(origin.utf8) }
    }

    /// What the policy says of a checkpoint. The order of the cases is the order of judgement, DESIGN.md section 5.
    public enum Judgement: Hashable, Sendable {
        /// No key of the policy has the origin's name.
        case noKey
        /// A signature of a known key, a log's or a witness's, does not verify.
        case broken
        /// None of the log's keys signed.
        case unsigned
        /// A witness says that it saw the checkpoint more than a day from now.
        case fromTheFuture
        /// Not as many witnesses as the quorum asks for.
        case short
        /// The names of the witness keys that cosigned.
        case counts(cosigners: [String])
    }

    /// - Parameter nowSeconds: since 1970; asked of only where witnesses signed.
    public func judge(_ note: SignedNote, origin: String, nowSeconds: UInt64) -> Judgement {
        let keys = keys(for: origin)
        if keys.isEmpty { return .noKey }
        let standings = keys.map { note.standing(of: $0) }, seen = witnesses.map { note.standing(of: $0.key) }
        if (standings + seen).contains(.broken) { return .broken }
        if !standings.contains(.verified) { return .unsigned }
        let cosigners = zip(witnesses, seen).filter { $1 == .verified }.map(\.0)
        let day: UInt64 = 86_400
        for witness in cosigners where (note.cosignatureSeconds(of: witness.key) ?? .max) > nowSeconds + day {
            return .fromTheFuture
        }
        return isQuorum(Set(cosigners.map { Array($0.name.utf8) })) ? .counts(cosigners: cosigners.map(\.key.name)) : .short
    }

    /// Names are compared byte by byte: of two that Unicode calls equal each counts for itself.
    private func isQuorum(_ cosigners: Set<[UInt8]>) -> Bool {
        guard let quorum else { return true }
        var fulfilled = cosigners
        // Members are defined before their group: one pass is enough.
        for group in groups where group.members.count(where: { fulfilled.contains(Array($0.utf8)) }) >= group.threshold {
            fulfilled.insert(Array(group.name.utf8))
        }
        return fulfilled.contains(Array(quorum.utf8))
    }
}
