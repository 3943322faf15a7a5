internal import CanonicalJSON
internal import Proofs
internal import Storage

/// What a transaction changes in the rows of a model and what finds them, with the count and the digest that come of it.
struct ViewChange: ~Copyable {
    private let version: UInt32
    private let generation: Int
    private let tables: ViewTables
    private var rows: UInt64
    private var digest: ViewDigest
    private var hasher = Hasher256()

    /// An empty table.
    init(version: UInt32, _ generation: Int, _ tables: ViewTables) {
        (self.version, self.generation, self.tables) = (version, generation, tables)
        (rows, digest) = (0, ViewDigest())
    }

    init(_ state: ViewState, _ tables: ViewTables) throws {
        guard let digest = ViewDigest(hex: state.digest) else { throw StoreError(.corrupted, "views") }
        (version, generation, rows) = (state.version, state.generation, state.rows)
        (self.tables, self.digest) = (tables, digest)
    }

    func state(at position: UInt64) -> ViewState {
        ViewState(version: version, position: position, rows: rows, digest: digest, generation: generation)
    }

    /// Puts rows of a thing that has none, behind those of every thing whose key comes before.
    mutating func add(_ thing: Thing, _ new: [ViewRow], _ transaction: inout WriteTransaction) throws {
        var keyed = new.map { (key: ViewKey.bytes([thing.id] + $0.parts), json: $0.json) }
        if keyed.count > 1 { keyed.sort { ViewKey.precedes($0.key, $1.key) } }
        for row in keyed {
            try transaction.put(row.key.span, row.json.span, in: tables.rows, .append)
            if let index = tables.index { try index.put(index.keys(of: row.key, row.json.span), &transaction) }
            digest.add(row.key, row.json, &hasher)
            rows += 1
        }
    }

    /// Adds rows of a later part of the log to those that are there, key by key.
    ///
    /// - Parameter new: by key.
    mutating func sum(_ model: any TallyModel.Type, _ new: [ViewRow.Keyed], _ transaction: inout WriteTransaction) throws {
        let isFirst = rows == 0
        for row in new {
            if isFirst {
                try transaction.put(row.key.span, row.json.span, in: tables.rows, .append)
                digest.add(row.key, row.json, &hasher)
                rows += 1
                continue
            }
            var json = row.json
            if let old = try transaction.value(row.key.span, in: tables.rows) {
                guard let sum = model.sum(old, row.json) else { throw StoreError(.corrupted, model.name) }
                json = sum
                digest.remove(row.key, old, &hasher)
                rows -= 1
            }
            try transaction.put(row.key.span, json.span, in: tables.rows)
            digest.add(row.key, json, &hasher)
            rows += 1
        }
    }

    /// Puts the rows of a thing in place of those it has.
    mutating func replace(_ thing: Thing, _ new: [ViewRow], _ transaction: inout WriteTransaction) throws {
        var wanted: [[UInt8]: [UInt8]] = [:]
        for row in new { wanted[ViewKey.bytes([thing.id] + row.parts)] = row.json }
        let prefix = ViewKey.bytes([thing.id])
        var gone: Set<[UInt8]> = [], come: Set<[UInt8]> = []
        for (key, value) in try transaction.rows(of: prefix, in: tables.rows) {
            if wanted[key] == value {
                wanted[key] = nil
                continue
            }
            _ = try transaction.delete(key.span, in: tables.rows)
            if let index = tables.index { gone.formUnion(index.keys(of: key, value.span)) }
            digest.remove(key, value, &hasher)
            rows -= 1
        }
        for (key, value) in wanted {
            try transaction.put(key.span, value.span, in: tables.rows)
            if let index = tables.index { come.formUnion(index.keys(of: key, value.span)) }
            digest.add(key, value, &hasher)
            rows += 1
        }
        guard let index = tables.index else { return }
        try index.delete(gone.subtracting(come), &transaction)
        try index.put(come.subtracting(gone), &transaction)
    }
}
