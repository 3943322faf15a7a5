internal import Ledger
internal import Storage

extension Vault {
    /// Puts a copy without free pages in the file's place, so that what was destroyed is no longer in it. The caller has the vault
    /// alone and does not use it afterwards: it is open on the old file.
    ///
    /// The claim covers the file, not the blocks of the disk, nor copies of the file. docs/THREATS.md.
    func compact() throws {
        let fresh = folder + "/data.mdb.new"
        do throws(StoreError) {
            try environment.copyCompacted(to: fresh)
            try Files.rename(fresh, to: folder + "/data.mdb")
        } catch {
            throw Self.explained(error, folder)
        }
    }

    /// Notes that the file must be written anew, in the transaction that destroys.
    func noteCompaction(_ isNeeded: Bool, _ transaction: inout WriteTransaction) throws {
        header.needsCompaction = isNeeded
        let name = VaultHeader.key, row = header.row
        try transaction.put(name.span, row.span, in: tables.meta)
    }
}
