public import Ledger

/// One read model: rows that follow from the log, and from nothing else.
///
/// Rows name no instant but those of entries: what depends on today is worked out when somebody asks.
public protocol ReadModel: Sendable {
    /// `[a-z]*`: the name of its table, of `projection`, of `export`.
    static var name: String { get }
    /// Raised with every change of what its rows hold; another version is built anew by itself.
    static var version: UInt32 { get }
    /// What a row may hold, in the order in which people read it.
    static var members: [String] { get }
    /// Members by whose value rows are found without a look at the others: texts, or lists of texts.
    static var indexed: [String] { get }
}

extension ReadModel {
    public static var indexed: [String] { [] }
}

/// A read model of things: a pure function from what the log says of one thing to rows.
public protocol ThingModel: ReadModel {
    static var kind: Thing.Kind { get }

    /// The rows of one thing; none where the model has nothing to say of it.
    static func rows(of told: ToldThing) throws -> [ViewRow]
}

/// A read model of sums: what any part of the log adds to a row does not depend on the rest.
public protocol TallyModel: ReadModel {
    /// The rows of a part of the log alone, by key.
    ///
    /// - Returns: where it stopped, which may be before the end where memory is short.
    static func rows(_ log: LogReader, _ range: Range<UInt64>) throws -> (rows: [ViewRow.Keyed], end: UInt64)

    /// One row out of two of the same key; `nil` where one of them is none of the model's.
    static func sum(_ earlier: [UInt8], _ later: [UInt8]) -> [UInt8]?
}

/// Every read model.
public enum ReadModels {
    public static let things: [any ThingModel.Type] = [
        DealsModel.self, ListingsModel.self, LoansModel.self, EscrowModel.self, AgendaModel.self, ComparablesModel.self,
        RiskModel.self, ClaimsModel.self,
    ]
    public static let tallies: [any TallyModel.Type] = [ActorsModel.self]
    public static let all: [any ReadModel.Type] = things.map { $0 } + tallies.map { $0 }

    public static func named(_ name: String) -> (any ReadModel.Type)? { all.first { $0.name == name } }
}
