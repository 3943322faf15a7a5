/// Every figure that the briefs quote. DOMAIN.md section 7: a figure there without a row here is a fault.
public enum Claims {
    /// In the order of the inventory.
    public static let all: [Claim] = [salesSystem, financePlatform].flatMap { $0 }

    public static func named(_ id: String) -> Claim? { byId[id] }

    /// Of one row of the inventory, such as `A13`.
    public static func of(source: String) -> [Claim] { all.filter { $0.source == source } }

    private static let byId: [String: Claim] = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
}
