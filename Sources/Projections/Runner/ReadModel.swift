/// One read model: a pure function from what the log says of one thing to rows.
///
/// Rows name no instant but those of entries: what depends on today is worked out when somebody asks.
public protocol ReadModel: Sendable {
    /// `[a-z]*`: the name of its table, of `projection`, of `export`.
    static var name: String { get }
    /// Raised with every change of what its rows hold; another version is built anew by itself.
    static var version: UInt32 { get }
    static var kind: Thing.Kind { get }
    /// What a row may hold, in the order in which people read it.
    static var members: [String] { get }

    /// The rows of one thing; none where the model has nothing to say of it.
    static func rows(of told: ToldThing) throws -> [ViewRow]
}

/// Every read model.
public enum ReadModels {
    public static let all: [any ReadModel.Type] = [
        DealsModel.self, ListingsModel.self, LoansModel.self, EscrowModel.self, AgendaModel.self, ComparablesModel.self,
        RiskModel.self,
    ]

    public static func named(_ name: String) -> (any ReadModel.Type)? { all.first { $0.name == name } }
}
