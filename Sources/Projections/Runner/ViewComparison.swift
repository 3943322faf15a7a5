internal import CanonicalJSON
internal import HomeSale
internal import Proofs
internal import Storage

/// Holds the stored rows of one model against those that the log says, thing by thing.
final class ViewComparison {
    let model: any ReadModel.Type
    private let state: ViewState
    private let tables: ViewTables
    private(set) var finding: ViewFinding?
    private var rows: UInt64 = 0
    private var digest = ViewDigest()
    private var hasher = Hasher256()
    /// Keys of the index under which the rows must be found.
    private var indexKeys = 0

    init(_ model: any ReadModel.Type, _ state: ViewState, _ tables: ViewTables) {
        (self.model, self.state, self.tables) = (model, state, tables)
    }

    /// Compares all rows of the model at once.
    func compare(_ expected: [ViewRow.Keyed], _ transaction: borrowing ReadTransaction) throws {
        try compare(expected, try transaction.rows(of: [], in: tables.rows), transaction)
        if finding == nil { summarise() }
    }

    /// Compares the rows of one thing; stops at the first difference.
    func compare(_ thing: Thing, _ expected: [ViewRow.Keyed], _ transaction: borrowing ReadTransaction) throws {
        try compare(expected, try transaction.rows(of: ViewKey.bytes([thing.id]), in: tables.rows), transaction)
    }

    /// Both by key.
    private func compare(
        _ expected: [ViewRow.Keyed], _ stored: [ViewRow.Keyed], _ transaction: borrowing ReadTransaction
    ) throws {
        var left = stored[...]
        for row in expected {
            if let first = left.first, first.key.lexicographicallyPrecedes(row.key) {
                return find(.extra, first.key, expected: nil, found: first.json)
            }
            guard let first = left.first, first.key == row.key else {
                return find(.missing, row.key, expected: row.json, found: nil)
            }
            if first.json != row.json { return find(.row, row.key, expected: row.json, found: first.json) }
            try compareIndex(row, transaction)
            if finding != nil { return }
            digest.add(row.key, row.json, &hasher)
            rows += 1
            left = left.dropFirst()
        }
        if let first = left.first { find(.extra, first.key, expected: nil, found: first.json) }
    }

    private func compareIndex(_ row: ViewRow.Keyed, _ transaction: borrowing ReadTransaction) throws {
        guard let index = tables.index else { return }
        for key in index.keys(of: row.key, row.json.span).sorted(by: ViewKey.precedes) {
            if try transaction.withValue(key.span, in: index.table, { _ in true }) == nil {
                return find(.index, row.key, expected: Array(ViewKey.words(key).utf8), found: nil)
            }
            indexKeys += 1
        }
    }

    /// Looks for rows of things that there are not, then at count and digest.
    ///
    /// - Parameter named: keys of every thing there is.
    func end(_ named: Set<[UInt8]>, _ transaction: borrowing ReadTransaction) throws {
        let count = UInt64(try transaction.size(of: tables.rows).rows)
        // As many as were compared: none is left over.
        if finding == nil && count == rows { return try endIndex(transaction) }
        try transaction.withCursor(tables.rows) { cursor in
            var isThere = try cursor.first()
            while isThere {
                let row = cursor.withRow { (key: Array(copying: $0), json: Array(copying: $1)) }
                if !named.contains(ViewKey.first(of: row.key)) {
                    // The first of all differences is told.
                    if finding == nil || row.key.lexicographicallyPrecedes(foundKey) {
                        find(.extra, row.key, expected: nil, found: row.json)
                    }
                    return
                }
                isThere = try cursor.next()
            }
        }
        if finding == nil { try endIndex(transaction) }
    }

    /// Every key that must be there is; are there others?
    private func endIndex(_ transaction: borrowing ReadTransaction) throws {
        if let index = tables.index {
            let count = try transaction.size(of: index.table).rows
            if count != indexKeys {
                finding = ViewFinding(
                    kind: .index, model: model.name, key: "keys", expected: "\(indexKeys)", found: "\(count)")
            }
        }
        if finding == nil { summarise() }
    }

    func verdict(_ size: UInt64) -> ViewVerdict {
        ViewVerdict(
            model: model.name, standing: finding != nil ? .broken : state.position < size ? .behind : .sound,
            position: state.position, rows: state.rows, finding: finding)
    }

    private func summarise() {
        if state.rows != rows {
            finding = ViewFinding(kind: .summary, model: model.name, key: "rows", expected: "\(rows)", found: "\(state.rows)")
        } else if state.digest != digest.hex {
            finding = ViewFinding(
                kind: .summary, model: model.name, key: "digest", expected: digest.hex, found: state.digest)
        }
    }

    private var foundKey: [UInt8] = []

    private func find(_ kind: ViewFinding.Kind, _ key: [UInt8], expected: [UInt8]?, found: [UInt8]?) {
        func text(_ json: [UInt8]?) -> String { json.map { String(decoding: $0, as: UTF8.self) } ?? "-" }
        foundKey = key
        finding = ViewFinding(
            kind: kind, model: model.name, key: ViewKey.words(key), expected: text(expected), found: text(found))
    }
}

extension Transaction where Self: ~Copyable {
    /// The rows under a thing's key, by key; all where it is empty.
    borrowing func rows(of prefix: [UInt8], in table: Table) throws -> [(key: [UInt8], json: [UInt8])] {
        var rows: [(key: [UInt8], json: [UInt8])] = []
        try withCursor(table) { cursor in
            var isThere = try prefix.isEmpty ? cursor.first() : cursor.seek(atOrAfter: prefix.span)
            while isThere {
                let row = cursor.withRow { (key: Array(copying: $0), json: Array(copying: $1)) }
                guard row.key.starts(with: prefix) else { break }
                rows.append(row)
                isThere = try cursor.next()
            }
        }
        return rows
    }
}
