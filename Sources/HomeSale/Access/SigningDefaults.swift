public import Ledger

/// Who must sign in a new ledger that has administrators: whose word others pay or register on. DOMAIN.md section 2.
public enum SigningDefaults {
    /// Relays of authorities, the authorities themselves, whoever holds or lends money, and administrators.
    static let roles: [Role] =
        [.registryRelay, .taxRelay, .housingRelay, .escrowAgent, .lenderOfficer, .fundCenterOfficer, .administrator]
        + Role.allCases.filter { $0.kind == .attester }

    /// Steps that bind several sides at once.
    static let countersigned: [(EventName, [Role])] = [(.contractSigned, [.buyer, .seller, .broker])]

    public static let policy = SigningPolicy(
        roles: roles.map(\.rawValue),
        countersigned: countersigned.map { .init(type: $0.0.rawValue, roles: $0.1.map(\.rawValue)) })
}
