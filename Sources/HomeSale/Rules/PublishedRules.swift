/// The program's own rows and, on top of them, those that a log published: what lending limits and duties are looked up in.
///
/// Automatic steps rest on the program's rows alone, which their `ruleSet` digests.
public struct PublishedRules: Hashable, Sendable {
    public private(set) var table = RuleTable.national

    public init() {}

    /// Takes up a fact of a rule's stream. Total: a row that does not go with those before it changes nothing.
    public mutating func apply(_ fact: Fact) {
        switch fact.name {
        case .rulePublished:
            guard let row = RuleRow(fact.payload), let next = try? table.publishing(row) else { return }
            table = next
        case .ruleSuperseded:
            guard let key = fact.payload.text("key"), let until = fact.payload.date("until") else { return }
            table = table.ending(RuleKey(rawValue: key), RuleScope(publishedIn: fact.payload), on: until)
        default: return
        }
    }
}

extension RuleRow {
    /// A published row; `nil` where its value is no single figure with a known unit: such a row is on record and judges nothing.
    init?(_ data: Payload) {
        guard let key = data.text("key"), let from = data.date("from"),
            case .object(let members)? = data.object("value").map({ JSONValue(canonical: $0.bytes) }), members.count == 1,
            case .integer(let number) = members[0].value, number >= 0, let unit = RuleValue.Unit(endOf: members[0].name)
        else { return nil }
        self.init(
            key: RuleKey(rawValue: key), scope: RuleScope(publishedIn: data), from: from, until: data.date("until"),
            value: RuleValue(number, unit), source: data.text("sourceDocNo") ?? "", mark: .decided)
    }
}

extension RuleScope {
    /// The city that a published row names, or the country.
    init(publishedIn data: Payload) {
        self = data.object("scope")?.text("city").flatMap { AdminCode($0) }.map { .city($0) } ?? .national
    }
}

extension RuleValue.Unit {
    /// From the end of a member's name: `limitBp`, `mostMonths`.
    init?(endOf name: String) {
        let fit = Self.allCases.filter { unit in
            name == unit.rawValue || name.lowercased().hasSuffix(unit.rawValue.lowercased())
        }
        // `mostWorkingDays` ends in `Days` too: the longer name is meant.
        guard let unit = fit.max(by: { $0.rawValue.utf8.count < $1.rawValue.utf8.count }) else { return nil }
        self = unit
    }
}
