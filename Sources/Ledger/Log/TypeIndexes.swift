internal import CanonicalJSON
internal import Storage

/// The indexes of all entries of one type, as the type index has them, rising where that is sound.
func indexes(ofType name: String, _ cursors: inout LedgerCursors) throws -> [UInt64] {
    let name = Array(name.utf8)
    var indexes: [UInt64] = []
    var isThere = try cursors[.types].seek(atOrAfter: Row.type(name, 0).span)
    while isThere {
        let isSame = cursors[.types].withRow { key, row in
            guard key.count == name.count + 5, matches(key, 0, name), row.count % Row.indexBytes == 0 else { return false }
            for place in stride(from: 0, to: row.count, by: Row.indexBytes) {
                indexes.append(Row.load(row, place, Row.indexBytes))
            }
            return true
        }
        guard isSame else { break }
        isThere = try cursors[.types].next()
    }
    return indexes
}
