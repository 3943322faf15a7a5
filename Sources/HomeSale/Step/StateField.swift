/// One field of a state, for show, diff and blame: a path such as `escrow.balanceFen`, and its value as text.
public struct StateField: Hashable, Sendable {
    public let path: String
    public let value: Value

    public enum Value: Hashable, Sendable {
        case text(String)
        case number(Int64)
        case fen(Int64)
        case flag(Bool)
        case date(CivilDate)
    }

    public init(_ path: String, _ value: Value) {
        self.path = path
        self.value = value
    }

    public init(_ path: String, fen: Int64) { self.init(path, .fen(fen)) }
    public init(_ path: String, _ text: String) { self.init(path, .text(text)) }
    public init(_ path: String, _ date: CivilDate) { self.init(path, .date(date)) }
    public init(_ path: String, _ flag: Bool) { self.init(path, .flag(flag)) }
    public init(_ path: String, number: Int64) { self.init(path, .number(number)) }
}
