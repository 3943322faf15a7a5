internal import CanonicalJSON
internal import HomeSale
internal import Proofs
internal import Storage

/// Holds the stored rows of one model against those that the log says, thing by thing.
final class ViewComparison {
    let model: any ReadModel.Type
    private let state: ViewState
    private let table: Table
    private(set) var finding: ViewFinding?
    private var rows: UInt64 = 0
    private var digest = ViewDigest()
    private var hasher = Hasher256()

    init(_ model: any ReadModel.Type, _ state: ViewState, _ table: Table) {
        (self.model, self.state, self.table) = (model, state, table)
    }

    /// Compares all rows of the model at once.
    func compare(_ expected: [ViewRow.Keyed], _ transaction: borrowing ReadTransaction) throws {
        compare(expected, try transaction.rows(of: [], in: table))
        if finding == nil { summarise() }
    }

    /// Compares the rows of one thing; stops at the first difference.
    func compare(_ thing: Thing, _ expected: [ViewRow.Keyed], _ transaction: borrowing ReadTransaction) throws {
        compare(expected, try transaction.rows(of: ViewKey.bytes([thing.id]), in: table))
    }

    /// Both by key.
    private func compare(_ expected: [ViewRow.Keyed], _ stored: [ViewRow.Keyed]) {
        var left = stored[...]
        for row in expected {
            if let first = left.first, first.key.lexicographicallyPrecedes(row.key) {
                return find(.extra, first.key, expected: nil, found: first.json)
            }
            guard let first = left.first, first.key == row.key else {
                return find(.missing, row.key, expected: row.json, found: nil)
            }
            if first.json != row.json { return find(.row, row.key, expected: row.json, found: first.json) }
            digest.add(row.key, row.json, &hasher)
            rows += 1
            left = left.dropFirst()
        }
        if let first = left.first { find(.extra, first.key, expected: nil, found: first.json) }
    }

    /// Looks for rows of things that there are not, then at count and digest.
    ///
    /// - Parameter named: keys of every thing there is.
    func end(_ named: Set<[UInt8]>, _ transaction: borrowing ReadTransaction) throws {
        let count = UInt64(try transaction.size(of: table).rows)
        // As many as were compared: none is left over.
        if finding == nil && count == rows { return summarise() }
        try transaction.withCursor(table) { cursor in
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
