internal import CanonicalJSON
public import HomeSale
public import Ledger
public import Storage

/// Rows of one model, from its view or, where that does not serve, folded from the log.
public struct ViewAnswer: Sendable {
    public enum Source: String, Hashable, Sendable { case view, log }

    public let source: Source
    /// The size of the log that the rows reflect.
    public let position: UInt64
    public let rows: [JSONValue]
}

/// Answers questions about read models. Keeps the views up where the folder may be written; where not, it changes nothing.
public struct ViewReader {
    private let ledger: Ledger
    /// `nil` where there are none, and none may be made.
    public let views: Views?
    /// Why the folder that is there cannot be read; questions are then answered from the log.
    public let unreadable: StoreError?

    /// - Parameter mayWrite: whether views may be made and brought up to the log.
    public init(_ ledger: Ledger, mayWrite: Bool) throws {
        self.ledger = ledger
        let makes = mayWrite && Files.isWritable(ledger.folder)
        do {
            (views, unreadable) = (try Views(ledger, forWriting: makes), nil)
        } catch let error as StoreError where error.code == .noSuchFile && !makes {
            (views, unreadable) = (nil, nil)
        } catch let error as StoreError where [.invalid, .corrupted, .versionMismatch, .notFound].contains(error.code) {
            (views, unreadable) = (nil, error)
        }
    }

    /// Every row that passes, in the order of the keys.
    ///
    /// - Parameters:
    ///   - size: as the first entries tell it; everything where `nil`.
    ///   - effective: as it was on that business date, which no view can tell: folded from the log.
    ///   - conditions: members and the text that each must have.
    ///   - limit: stops after so many.
    public func rows(
        _ model: any ReadModel.Type, asOf size: UInt64? = nil, effectiveOn effective: CivilDate? = nil,
        where conditions: [(member: String, text: String)] = [], limit: Int = .max, while goesOn: () -> Bool = { true }
    ) throws -> ViewAnswer {
        func passes(_ row: JSONValue) -> Bool { conditions.allSatisfy { Self.holds(row[$0.member], $0.text) } }
        let head = try ledger.head()?.size ?? 0
        if let views, effective == nil, size == nil || size == head {
            if views.mayWrite { try views.catchUp(while: goesOn) }
            var rows: [JSONValue] = []
            let position = try views.forEachRow(model, where: conditions) { _, json in
                guard rows.count < limit else { return false }
                let row = JSONValue(canonical: Array(copying: json))
                if passes(row) { rows.append(row) }
                return true
            }
            // One that nobody may bring up to the log would answer with what was.
            if let position, position == head { return ViewAnswer(source: .view, position: position, rows: rows) }
        }
        return try folded(model, min(size ?? head, head), effective, limit, goesOn, passes)
    }

    /// Whether a value is what was asked for; of a list, whether one of it is. `-` asks for what is absent.
    private static func holds(_ value: JSONValue?, _ text: String) -> Bool {
        switch value {
        case nil: text == "-"
        case .list(let elements)?: elements.contains { holds($0, text) }
        case .text(let value)?: value == text
        case .integer(let value)?: String(value) == text
        case .flag(let value)?: (value ? "true" : "false") == text
        case .null?, .object?: false
        }
    }

    /// The rows of one thing, at the cost of that thing.
    ///
    /// - Parameters: as of ``rows(_:asOf:effectiveOn:where:limit:while:)``.
    public func rows(
        _ model: any ThingModel.Type, of thing: Thing, asOf size: UInt64? = nil, effectiveOn effective: CivilDate? = nil
    ) throws -> ViewAnswer {
        let head = try ledger.head()?.size ?? 0
        if let views, effective == nil, size == nil || size == head {
            if views.mayWrite { try views.catchUp() }
            if let found = try views.rows(model, of: thing), found.position == head {
                return ViewAnswer(source: .view, position: head, rows: found.json.map { JSONValue(canonical: $0) })
            }
        }
        let position = min(size ?? head, head)
        let rows = try ledger.withReader { log in
            let market = try KnownMarket.below(position, log)
            let told = try ViewTeller(log, below: position, market, effectiveOn: effective).told(thing)
            return told.facts.isEmpty ? [] : try ViewTeller.rows(model, of: told)
        }
        return ViewAnswer(source: .log, position: position, rows: rows.map { JSONValue(canonical: $0.json) })
    }

    private func folded(
        _ model: any ReadModel.Type, _ size: UInt64, _ effective: CivilDate?, _ limit: Int, _ goesOn: () -> Bool,
        _ passes: (JSONValue) -> Bool
    ) throws -> ViewAnswer {
        var rows: [JSONValue] = []
        if let model = model as? any TallyModel.Type {
            for row in try ledger.withReader({ log in try model.allRows(log, below: size) }) where rows.count < limit {
                let value = JSONValue(canonical: row.json)
                if passes(value) { rows.append(value) }
            }
            return ViewAnswer(source: .log, position: size, rows: rows)
        }
        guard let model = model as? any ThingModel.Type else { preconditionFailure("\(model.name) tells of nothing") }
        try ledger.withReader { log in
            let teller = ViewTeller(log, below: size, try KnownMarket.below(size, log), effectiveOn: effective)
            for thing in try ViewTeller.things(model.kind, log) where rows.count < limit && goesOn() {
                let told = try teller.told(thing)
                if told.facts.isEmpty { continue }
                for row in try ViewTeller.rows(model, of: told) where rows.count < limit {
                    let value = JSONValue(canonical: row.json)
                    if passes(value) { rows.append(value) }
                }
            }
        }
        return ViewAnswer(source: .log, position: size, rows: rows)
    }
}
