internal import Ledger
internal import Storage

extension TallyModel {
    /// Every row of the first entries of the log, by key.
    ///
    /// Memory: all of them.
    static func allRows(_ log: LogReader, below size: UInt64) throws -> [ViewRow.Keyed] {
        var sums: [[UInt8]: [UInt8]] = [:]
        var position: UInt64 = 0
        while position < size {
            let part = try rows(log, position..<size)
            for row in part.rows {
                guard let old = sums[row.key] else {
                    sums[row.key] = row.json
                    continue
                }
                guard let sum = sum(old, row.json) else { throw StoreError(.corrupted, name) }
                sums[row.key] = sum
            }
            position = part.end
        }
        return sums.map { (key: $0.key, json: $0.value) }.sorted { ViewKey.precedes($0.key, $1.key) }
    }
}
