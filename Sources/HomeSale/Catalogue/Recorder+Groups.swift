/// The groups that the matrix of roles speaks of. DOMAIN.md section 2.1.
extension Recorder {
    /// People and desks: they declare, or sign with a key of their own.
    static func people(_ roles: Role...) -> [Recorder] { roles.map { Recorder($0, [.declared, .direct]) } }

    /// Lines of a bank's or an escrow agent's statement: only as signed by whoever keeps the account.
    static func statement(_ roles: Role...) -> [Recorder] { roles.map { Recorder($0, [.direct]) } }

    /// People who hand in an authority's receipt, or say what it says.
    static func receipt(_ roles: Role...) -> [Recorder] { roles.map { Recorder($0, [.declared, .relayed]) } }

    static let buyerSide = people(.buyer, .proxyAgent, .guardian)
    static let sellerSide = people(.seller, .proxyAgent, .guardian)
    static let bothSides = people(.buyer, .seller, .proxyAgent, .guardian)
    /// The deal role that a person holds.
    static let persons = people(.buyer, .seller, .coOwner, .guardian, .proxyAgent, .tenant)
    static let lenders = people(.lenderOfficer, .fundCenterOfficer)

    // An authority signs itself, or its receipt is relayed: a relay never counts as the authority's own word.
    static let registry = [Recorder(.registryRelay, [.relayed]), Recorder(.registry, [.direct])]
    static let taxBureau = [Recorder(.taxRelay, [.relayed]), Recorder(.taxBureau, [.direct])]
    static let housing = [Recorder(.housingRelay, [.relayed]), Recorder(.housingAuthority, [.direct])]
    static let anyRelay = [
        Recorder(.registryRelay, [.relayed]), Recorder(.taxRelay, [.relayed]), Recorder(.housingRelay, [.relayed]),
    ]
    static let court = [Recorder(.court, [.direct])]
    static let notary = [Recorder(.notary, [.direct])]
    static let oldLender = [Recorder(.oldLender, [.direct])]
    /// A court's hold, with the digest of its document: by the court, by the registry's relay or by the escrow agent.
    static let courtHold =
        court + [Recorder(.registryRelay, [.relayed]), Recorder(.escrowAgent, [.direct, .relayed])]

    static let system = [Recorder(.system, [.derived])]
}
