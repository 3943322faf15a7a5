public import Proofs

/// Who had which key and which role when: a fold of `actor.*` and `ledger.signingPolicySet`, in the order of the log.
///
/// Every question is asked as of an index, so one registry of a whole log serves for each of its entries. Pure: no clock, no store.
public struct ActorRegistry: Sendable {
    /// A key of an actor. It counts for entries between the one that put it in force and the one that took it out.
    public struct Key: Hashable, Sendable {
        public let publicKey: ActorPublicKey
        public let actor: String
        /// The entry that put it in force.
        public let index: UInt64
        /// The entries that put another in its place, or revoked it.
        public internal(set) var replacedAt: UInt64?
        public internal(set) var revokedAt: UInt64?
        public internal(set) var reason: RevocationReason?

        /// The entry below `index` that took it out of force.
        func ended(before index: UInt64) -> UInt64? {
            [revokedAt, replacedAt].compactMap { $0 }.filter { $0 < index }.min()
        }
    }

    /// One role of an actor, on recording dates, both included.
    public struct Grant: Hashable, Sendable {
        public let role: String
        public let fromDay: Int32
        public let untilDay: Int32?
        public let index: UInt64
        public internal(set) var endedAt: UInt64?
    }

    public struct Actor: Hashable, Sendable {
        public let name: String
        /// In the order in which they came into force.
        public internal(set) var keys: [ActorKeyID]
        public internal(set) var grants: [Grant]
    }

    /// By the bytes of the name.
    private(set) var byName: [[UInt8]: Actor] = [:]
    private(set) var byKey: [ActorKeyID: Key] = [:]
    /// Rising by index.
    public private(set) var policies: [(index: UInt64, policy: SigningPolicy)] = []
    /// The administrators that were registered when the ledger was made: entries 1 to here.
    public private(set) var founders: UInt64 = 0

    public init() {}

    /// Whether drafts are held against signatures at all.
    public var isGoverned: Bool { !policies.isEmpty }

    /// By name, byte by byte.
    public var actors: [Actor] {
        byName.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    public func key(_ id: ActorKeyID) -> Key? { byKey[id] }

    public func actor(_ name: String) -> Actor? { byName[Array(name.utf8)] }

    /// The policy that an entry at `index` is held against.
    public func policy(at index: UInt64) -> SigningPolicy? { policies.last { $0.index < index }?.policy }

    /// The key called `id`, where an entry before `index` put it in force.
    public func key(_ id: ActorKeyID, at index: UInt64) -> Key? { byKey[id].flatMap { $0.index < index ? $0 : nil } }

    /// Whether an actor may act in a role.
    public enum Standing: Hashable, Sendable {
        case held
        case never
        /// With the entry that says so.
        case notYet(UInt64)
        case over(UInt64)
    }

    /// - Parameters:
    ///   - day: the recording date.
    ///   - index: the entry's; what follows it does not count.
    public func standing(of actor: String, in role: String, on day: Int32, at index: UInt64) -> Standing {
        var found = Standing.never
        for grant in byName[Array(actor.utf8)]?.grants ?? [] where grant.index < index && grant.role == role {
            if let ended = grant.endedAt, ended < index {
                if found == .never { found = .over(ended) }
            } else if grant.fromDay > day {
                found = .notYet(grant.index)
            } else if let until = grant.untilDay, until < day {
                if case .notYet = found { continue }
                found = .over(grant.index)
            } else {
                return .held
            }
        }
        return found
    }

    /// Whether an actor may act in any role, in the sense of ``standing(of:in:on:at:)``.
    func standing(ofAnyRoleOf actor: String, on day: Int32, at index: UInt64) -> Standing {
        var found = Standing.never
        for role in Set((byName[Array(actor.utf8)]?.grants ?? []).map(\.role)).sorted() {
            let one = standing(of: actor, in: role, on: day, at: index)
            if one == .held { return .held }
            if one != .never { found = one }
        }
        return found
    }

    /// How many administrators must sign a change, as things are.
    ///
    /// - Parameter actor: whom it is about; of a policy nobody.
    public func approvals(for change: ActorChange, of actor: String) -> Int { approvals(for: change, of: actor, at: .max) }

    func approvals(for entry: ActorEntry, at index: UInt64) -> Int { approvals(for: entry.change, of: entry.actor, at: index) }

    private func approvals(for change: ActorChange, of actor: String, at index: UInt64) -> Int {
        guard let policy = policy(at: index) else { return 2 }
        let concerned: [String]
        switch change {
        case .policySet: return 2
        case .registered(_, let grant), .roleGranted(let grant): concerned = grant.roles
        case .roleEnded(let roles): concerned = roles
        case .keyRotated, .keyRevoked:
            // Whoever holds a key holds its roles.
            let grants = byName[Array(actor.utf8)]?.grants ?? []
            concerned = grants.filter { $0.index < index && $0.endedAt ?? .max >= index }.map(\.role)
        }
        return concerned.contains(where: policy.isPrivileged) ? 2 : 1
    }

    /// Takes up what the entry at `index` says.
    ///
    /// - Returns: why that cannot be; then nothing changes.
    mutating func take(_ entry: ActorEntry, at index: UInt64) -> ActorFlaw? {
        if !isGoverned { return found(entry, at: index) }
        let name = Array(entry.actor.utf8)
        switch entry.change {
        case .policySet(let policy):
            guard entry.key == entry.change.key(UInt32(policies.count)) else {
                return ActorFlaw(.policyNumber, entry.key, [policies[policies.count - 1].index])
            }
            policies.append((index, policy))
        case .registered(let key, let grant):
            if let known = byName[name] { return ActorFlaw(.known, entry.actor, [first(known)]) }
            if let taken = byKey[key.id] { return ActorFlaw(.keyTaken, key.id.text, [taken.index]) }
            register(entry.actor, key, grant, at: index)
        case .roleGranted(let grant):
            guard byName[name] != nil else { return ActorFlaw(.unknown, entry.actor, []) }
            add(grant, to: name, at: index)
        case .roleEnded(let roles):
            guard let actor = byName[name] else { return ActorFlaw(.unknown, entry.actor, []) }
            for role in roles where !actor.grants.contains(where: { $0.role == role && $0.endedAt == nil }) {
                return ActorFlaw(.roleNotHeld, role, [first(actor)])
            }
            for k in actor.grants.indices where roles.contains(actor.grants[k].role) && actor.grants[k].endedAt == nil {
                byName[name]?.grants[k].endedAt = index
            }
        case .keyRotated(let key, let replaced):
            guard let actor = byName[name] else { return ActorFlaw(.unknown, entry.actor, []) }
            guard actor.keys.last == replaced else { return ActorFlaw(.keyNotInForce, replaced.text, [first(actor)]) }
            if let taken = byKey[key.id] { return ActorFlaw(.keyTaken, key.id.text, [taken.index]) }
            byKey[replaced]?.replacedAt = index
            byKey[key.id] = Key(publicKey: key, actor: entry.actor, index: index)
            byName[name]?.keys.append(key.id)
        case .keyRevoked(let keyId, let reason):
            guard let actor = byName[name] else { return ActorFlaw(.unknown, entry.actor, []) }
            guard actor.keys.contains(keyId), let key = byKey[keyId], key.revokedAt == nil else {
                return ActorFlaw(.keyNotInForce, keyId.text, [first(actor)])
            }
            byKey[keyId]?.revokedAt = index
            byKey[keyId]?.reason = reason
        }
        return nil
    }

    /// The first administrators and the first policy: made with the ledger, from entry 1 on without a gap, unsigned.
    private mutating func found(_ entry: ActorEntry, at index: UInt64) -> ActorFlaw? {
        guard !entry.isSigned, index == founders + 1 else { return ActorFlaw(.unfounded, entry.actor, []) }
        switch entry.change {
        case .registered(let key, let grant):
            guard grant.roles.contains(SigningPolicy.administrator) else { return ActorFlaw(.unfounded, entry.actor, []) }
            if let known = actor(entry.actor) { return ActorFlaw(.known, entry.actor, [first(known)]) }
            if let taken = byKey[key.id] { return ActorFlaw(.keyTaken, key.id.text, [taken.index]) }
            register(entry.actor, key, grant, at: index)
            founders += 1
        case .policySet(let policy):
            guard founders >= 2, entry.key == entry.change.key(0) else { return ActorFlaw(.unfounded, entry.key, []) }
            policies.append((index, policy))
        default: return ActorFlaw(.unfounded, entry.actor, [])
        }
        return nil
    }

    private mutating func register(_ name: String, _ key: ActorPublicKey, _ grant: RoleGrant, at index: UInt64) {
        byName[Array(name.utf8)] = Actor(name: name, keys: [key.id], grants: [])
        byKey[key.id] = Key(publicKey: key, actor: name, index: index)
        add(grant, to: Array(name.utf8), at: index)
    }

    private mutating func add(_ grant: RoleGrant, to name: [UInt8], at index: UInt64) {
        for role in grant.roles {
            byName[name]?.grants.append(Grant(role: role, fromDay: grant.fromDay, untilDay: grant.untilDay, index: index))
        }
    }

    /// The entry that registered an actor.
    private func first(_ actor: Actor) -> UInt64 { byKey[actor.keys[0]]?.index ?? 0 }
}
