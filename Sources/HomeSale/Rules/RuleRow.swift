internal import CanonicalJSON

/// One rule over one stretch of time: a row of DOMAIN.md section 4 as data.
public struct RuleRow: Hashable, Sendable {
    public let key: RuleKey
    public let scope: RuleScope
    /// The first day; 0001-01-01 where no source says.
    public let from: CivilDate
    /// The last day, or `nil` while no end is known.
    public let until: CivilDate?
    public let value: RuleValue
    /// The document and article, in the field's own words.
    public let source: String
    public let mark: RuleMark

    public init(
        key: RuleKey, scope: RuleScope = .national, from: CivilDate, until: CivilDate? = nil, value: RuleValue, source: String,
        mark: RuleMark
    ) {
        self.key = key
        self.scope = scope
        self.from = from
        self.until = until
        self.value = value
        self.source = source
        self.mark = mark
    }

    /// A row of this program's own data. `from` `nil` is ``CivilDate/first``.
    init(
        _ key: RuleKey, in scope: RuleScope = .national, from: String?, until: String? = nil, _ number: Int64,
        _ unit: RuleValue.Unit, _ mark: RuleMark, _ source: String
    ) {
        self.init(
            key: key, scope: scope, from: from.map(CivilDate.date) ?? .first, until: until.map(CivilDate.date),
            value: RuleValue(number, unit), source: source, mark: mark)
    }

    public func isInForce(on day: CivilDate) -> Bool { from <= day && until.map { day <= $0 } ?? true }

    /// The same row with another last day.
    func ending(on day: CivilDate) -> RuleRow {
        RuleRow(key: key, scope: scope, from: from, until: day, value: value, source: source, mark: mark)
    }

    /// The row as a canonical JSON object: what its digest is taken of.
    public var canonicalBytes: [UInt8] {
        JSONWriter.object { object in
            object.member("from", from.description)
            object.member("key", key.rawValue)
            object.member("mark", mark.rawValue)
            object.member("scope", scope.rawValue)
            object.member("source", source)
            object.member("unit", value.unit.rawValue)
            if let until { object.member("until", until.description) }
            object.member("value", value.number)
        }
    }
}
