internal import Ledger
internal import Storage

extension Vault {
    private static let rowsAtOnce = 20_000

    /// Puts a file with the live rows alone in the file's place, so that what was destroyed is no longer in it. The caller has the
    /// vault alone and does not use it afterwards: it is open on the old file.
    ///
    /// Row by row: a copy of pages would take along what lies in their gaps. The claim covers the file, not the blocks of the disk, nor
    /// copies of the file. docs/THREATS.md. Cut off, it is begun anew.
    func compact() throws {
        let building = folder + "/compact"
        Files.removeFolder(building)
        do {
            try Files.createFolders(building)
            try copyRows(to: building)
            try Files.rename(building + "/data.mdb", to: folder + "/data.mdb")
        } catch {
            throw Self.explained(error, folder)
        }
        Files.removeFolder(building)
        header.needsCompaction = false
    }

    private func copyRows(to path: String) throws {
        let fresh = try Environment(path: path, access: .readWrite, mapBytes: Self.mapBytes, tables: Tables.names.count)
        let target = try Self.openTables(fresh)
        for (from, to) in zip(tables.all, target.all) {
            var last: [UInt8] = []
            while true {
                let rows = try rows(of: from, after: last)
                try fresh.write { transaction in
                    for row in rows { try transaction.put(row.key.span, row.value.span, in: to, .append) }
                }
                guard rows.count == Self.rowsAtOnce, let end = rows.last else { break }
                last = end.key
            }
        }
        var whole = header
        whole.needsCompaction = false
        let name = VaultHeader.key, row = whole.row
        try fresh.write { transaction in try transaction.put(name.span, row.span, in: target.meta) }
    }

    private func rows(of table: Table, after last: [UInt8]) throws -> [(key: [UInt8], value: [UInt8])] {
        try environment.read { transaction in
            try transaction.withCursor(table) { cursor in
                var rows: [(key: [UInt8], value: [UInt8])] = []
                var isThere = try last.isEmpty ? cursor.first() : cursor.seek(atOrAfter: last.span)
                while isThere, rows.count < Self.rowsAtOnce {
                    let row = cursor.withRow { (key: VaultRow.array($0), value: VaultRow.array($1)) }
                    if row.key != last { rows.append(row) }
                    isThere = try cursor.next()
                }
                return rows
            }
        }
    }

    /// Notes that the file must be written anew, in the transaction that destroys.
    func noteCompaction(_ transaction: inout WriteTransaction) throws {
        header.needsCompaction = true
        let name = VaultHeader.key, row = header.row
        try transaction.put(name.span, row.span, in: tables.meta)
    }

    /// Whether something that was destroyed may still be in the file's free pages: an erasure or a change of the master key was cut off.
    public var isCompactionDue: Bool { header.needsCompaction }

    /// Writes the file anew where that is due. Only by whoever opened the vault ``Use/alone``; it is of no use afterwards.
    public func finishCompaction() throws {
        guard header.needsCompaction else { return }
        try compact()
    }
}
