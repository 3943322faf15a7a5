internal import HomeSale

/// One row of a read model: its key within its thing, and its members as canonical JSON.
public struct ViewRow: Hashable, Sendable {
    /// What tells several rows of one thing apart; empty where there is one.
    public let parts: [String]
    public let json: [UInt8]

    init(_ parts: [String] = [], _ fill: (inout Members) -> Void) {
        self.parts = parts
        var members = Members()
        fill(&members)
        json = JSONValue.object(members.all).bytes
    }

    /// Gathers members; what is absent is left out.
    struct Members {
        fileprivate var all: [JSONValue.Member] = []

        mutating func put(_ name: String, _ text: String?) { put(name, json: text.map { .text($0) }) }
        mutating func put(_ name: String, _ number: Int64?) { put(name, json: number.map { .integer($0) }) }
        mutating func put(_ name: String, _ index: UInt64?) { put(name, json: index.map { .integer(Int64($0)) }) }
        mutating func put(_ name: String, _ date: CivilDate?) { put(name, json: date.map { .text("\($0)") }) }
        mutating func put(_ name: String, _ flag: Bool) { put(name, json: .flag(flag)) }
        mutating func put(_ name: String, _ texts: [String]) { put(name, list: texts.map { .text($0) }) }
        mutating func put(_ name: String, list: [JSONValue]) { put(name, json: .list(list)) }
        mutating func put(_ name: String, json value: JSONValue?) { if let value { all.append(.init(name, value)) } }
    }
}
