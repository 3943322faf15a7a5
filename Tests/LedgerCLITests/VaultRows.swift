import Foundation
import Storage
import TestSupport

/// The rows of a vault's table as they lie in its file. The vault must be closed.
func vaultRows(_ ledger: String, _ table: String) throws -> [(key: [UInt8], value: [UInt8])] {
    let environment = try Environment(path: ledger + "/vault", access: .readWrite, mapBytes: 1 << 30, tables: 8)
    let table = try environment.openTables([table])[0]
    return try environment.read { transaction in
        try transaction.withCursor(table) { cursor in
            var rows: [(key: [UInt8], value: [UInt8])] = []
            var isThere = try cursor.first()
            while isThere {
                rows.append(
                    cursor.withRow { key, value in ((0..<key.count).map { key[$0] }, (0..<value.count).map { value[$0] }) })
                isThere = try cursor.next()
            }
            return rows
        }
    }
}

/// What an erasure must take out of every file: the rows, keys and nonces of one party.
struct PartyBytes {
    let parts: [[UInt8]]

    /// - Parameter party: its name; it must be live.
    init(_ ledger: String, _ party: String) throws {
        let row = try vaultRows(ledger, "parties").first { $0.key == Array(party.utf8) }
        let number = row.map { Array($0.value[..<8]) } ?? []
        var parts = row.map { [Array($0.value[9..<49])] } ?? []
        for value in try vaultRows(ledger, "values") where value.key.starts(with: number) {
            // The whole row, its ciphertext alone, its tag alone.
            parts += [value.value, Array(value.value[28...]), Array(value.value[12..<28])].filter { $0.count >= 8 }
        }
        for nonce in try vaultRows(ledger, "nonces") where nonce.key.starts(with: number) { parts.append(Array(nonce.key[8...])) }
        self.parts = parts
    }

    /// The files that hold any of it.
    func found(in files: [(path: String, bytes: [UInt8])]) -> [String] {
        files.filter { file in
            let data = Data(file.bytes)
            return parts.contains { data.range(of: Data($0)) != nil }
        }.map(\.path)
    }
}

/// Puts a row in the file of a vault that is closed; `nil` takes it away.
func putVaultRow(_ ledger: String, _ table: String, _ key: [UInt8], _ value: [UInt8]?) throws {
    let environment = try Environment(path: ledger + "/vault", access: .readWrite, mapBytes: 1 << 30, tables: 8)
    let table = try environment.openTables([table])[0]
    try environment.write { transaction in
        if let value {
            try transaction.put(key.span, value.span, in: table)
        } else {
            _ = try transaction.delete(key.span, in: table)
        }
    }
}
