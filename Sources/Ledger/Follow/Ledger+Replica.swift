public import Proofs
internal import Storage

extension Ledger {
    /// Refuses what only a ledger with a key of its own may do.
    ///
    /// - Throws: ``LedgerError`` `replicaTakesNoDrafts`.
    public func checkTakesDrafts() throws(LedgerError) {
        if isReplica { throw LedgerError(.replicaTakesNoDrafts, [folder]) }
    }

    /// The stored checkpoint that covers a replica's entries; `nil` in a ledger of one's own, or before the first range is whole.
    ///
    /// - Throws: ``LedgerError`` `noteUnreadable`.
    public func coveringNote() throws -> SignedNote? {
        guard isReplica else { return nil }
        return try ReplicaNotes(folder, size: head()?.size ?? 0).covering?.note
    }

    /// Opens the replica in `folder` for following; makes it where the folder is new or empty.
    ///
    /// Until its first range is whole a replica has no `ledger.json`, and for every other verb is none.
    /// - Throws: ``LedgerError`` `ledgerExists` for a ledger that is no replica, `otherOrigin`, `folderNotEmpty`, `readOnly`.
    static func openReplica(_ folder: String, origin: String) throws -> Ledger {
        let header = LedgerHeader(format: format, origin: origin, isReplica: true)
        if Files.exists(folder + "/ledger.json") {
            let found = try LedgerHeader(folder: folder)
            guard found.isReplica else { throw LedgerError(.ledgerExists, [folder]) }
            guard found.origin.utf8.elementsEqual(origin.utf8) else {
                throw LedgerError(.otherOrigin, [folder, found.origin, origin])
            }
        } else if !Files.exists(folder) {
            try Files.createFolders(folder)
        } else if !ReplicaNotes.isBegun(folder) {
            // What a first start leaves that was cut off before it stored a note.
            let own: Set = ["data.mdb", "lock.mdb", "writer.lock"]
            guard try Files.names(folder).allSatisfy({ own.contains($0) || $0.hasPrefix("checkpoint.next.") }) else {
                throw LedgerError(.folderNotEmpty, [folder])
            }
        }
        guard Files.isWritable(folder) else { throw LedgerError(.readOnly, [folder]) }
        let ledger = try Ledger(folder: folder, header: header, access: .readWrite, mapBytes: defaultMapBytes)
        // Of another log, left by a start that was cut off before anything said whose it is.
        if let created = ledger.createdKey, !created.name.utf8.elementsEqual(origin.utf8) {
            throw LedgerError(.otherOrigin, [folder, created.name, origin])
        }
        return ledger
    }

    /// Makes the replica one for every verb; done last.
    func finishReplica() throws {
        let path = folder + "/ledger.json"
        if !Files.exists(path) { try Files.replace(path, header.text) }
    }
}
