/// The rules by key, scope and day. A value: publishing a row makes another table.
public struct RuleTable: Hashable, Sendable {
    /// By key and scope, rising by first day.
    private var rows: [Place: [RuleRow]] = [:]

    private struct Place: Hashable, Sendable {
        let key: RuleKey
        let scope: RuleScope
    }

    /// - Throws: ``RuleFault`` for the first row, in the order given, that does not go with those before it.
    public init(_ rows: [RuleRow]) throws(RuleFault) {
        for row in rows { try insert(row) }
    }

    /// The rows of DOMAIN.md section 4 that are numbers, windows or duties with a first day.
    public static let national: RuleTable = {
        do throws(RuleFault) {
            return try RuleTable(lendingRows + rateRows + taxRows + windowRows + dutyRows + lenderRows)
        } catch { preconditionFailure("the program's own rules: \(error)") }
    }()

    /// The row in force on `asOf` in the narrowest scope that has one.
    ///
    /// - Parameters:
    ///   - asOf: the day that the matter is judged by, which DOMAIN.md section 2.5 names; never today's as such.
    ///   - scope: see ``RuleScope/wider``.
    /// - Returns: `nil` where nothing is known. That is never a favourable answer.
    public func row(_ key: RuleKey, asOf day: CivilDate, scope: RuleScope = .national) -> RuleRow? {
        var next: RuleScope? = scope
        while let scope = next {
            if let row = rows[Place(key: key, scope: scope)]?.last(where: { $0.isInForce(on: day) }) { return row }
            next = scope.wider
        }
        return nil
    }

    /// ``row(_:asOf:scope:)``, or a fault that names the key.
    public func requiredRow(
        _ key: RuleKey, asOf day: CivilDate, scope: RuleScope = .national
    ) throws(CalculationFault) -> RuleRow {
        guard let row = row(key, asOf: day, scope: scope) else { throw .noRule(key) }
        return row
    }

    /// The number of ``row(_:asOf:scope:)``, in the unit that its key says.
    public func number(_ key: RuleKey, asOf day: CivilDate, scope: RuleScope = .national) -> Int64? {
        row(key, asOf: day, scope: scope)?.value.number
    }

    /// All rows of `key`, by scope and first day.
    public func rows(of key: RuleKey) -> [RuleRow] { allRows.filter { $0.key == key } }

    /// All rows, by key, scope and first day: one order on every machine.
    public var allRows: [RuleRow] { Self.sorted(rows.values.joined()) }

    /// This table with one more row. An open row of the same key and scope that began earlier ends the day before.
    ///
    /// - Throws: ``RuleFault``.
    public func publishing(_ row: RuleRow) throws(RuleFault) -> RuleTable {
        var table = self
        let place = Place(key: row.key, scope: row.scope)
        if let last = rows[place]?.last, last.until == nil, last.from < row.from, let eve = row.from.adding(days: -1) {
            table.rows[place]?.removeLast()
            table.rows[place]?.append(last.ending(on: eve))
        }
        try table.insert(row)
        return table
    }

    /// This table with the row in force on `day` ending then. Nothing changes where there is none.
    public func ending(_ key: RuleKey, _ scope: RuleScope, on day: CivilDate) -> RuleTable {
        var table = self
        let place = Place(key: key, scope: scope)
        if let row = table.rows[place]?.firstIndex(where: { $0.isInForce(on: day) }), let old = table.rows[place]?[row] {
            table.rows[place]?[row] = old.ending(on: day)
        }
        return table
    }

    private mutating func insert(_ row: RuleRow) throws(RuleFault) {
        if let until = row.until, until < row.from { throw .endsBeforeItBegins(row.key, row.from) }
        for (place, others) in rows where place.key == row.key {
            if let other = others.first, other.value.unit != row.value.unit { throw .unitDiffers(row.key, row.from) }
        }
        let place = Place(key: row.key, scope: row.scope)
        var line = rows[place] ?? []
        for other in line {
            let isBefore = other.until.map { $0 < row.from } ?? false
            let isAfter = row.until.map { $0 < other.from } ?? false
            guard isBefore || isAfter else { throw .overlap(row.key, row.from) }
        }
        line.insert(row, at: line.firstIndex { $0.from > row.from } ?? line.endIndex)
        rows[place] = line
    }

    static func sorted(_ rows: some Sequence<RuleRow>) -> [RuleRow] {
        rows.sorted { a, b in
            let texts = [(a.key.rawValue, b.key.rawValue), (a.scope.rawValue, b.scope.rawValue)]
            for (x, y) in texts where !x.utf8.elementsEqual(y.utf8) { return x.utf8.lexicographicallyPrecedes(y.utf8) }
            return a.from != b.from ? a.from < b.from : a.canonicalBytes.lexicographicallyPrecedes(b.canonicalBytes)
        }
    }
}

/// Why a row does not go into a table. Each names the row's key and first day.
public enum RuleFault: Error, Hashable, Sendable {
    case endsBeforeItBegins(RuleKey, CivilDate)
    /// Another row of the same key and scope is in force on one of its days.
    case overlap(RuleKey, CivilDate)
    /// Other rows of the key count in another unit.
    case unitDiffers(RuleKey, CivilDate)
}
