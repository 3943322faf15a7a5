internal import Ledger
internal import Storage
internal import Vault

/// Puts a vault under another master key, or ends a change that was cut off. Between any two of its steps everything goes on under one of
/// the two keys, both of them files:
///
/// 1. the new key is written; 2. the vault's keys are wrapped under it, in one commit; 3. the vault's file is written anew; 4. the
/// files of the keys change places; 5. the log says so.
struct VaultRotation {
    struct Outcome {
        let rotated: VaultRotated
        /// Of the entry.
        let index: UInt64
        /// Where the key in force is; where the old one lies, unless it is gone or came from a command.
        let path: String
        let oldPath: String?
        /// What a cut-off change had left open is done now.
        let isResumed: Bool
    }

    let ledger: Ledger
    let options: VaultKeyOptions
    let entries: ErasureWriter
    let statement: VaultRotated.Statement

    /// - Parameter file: the new key, made if it is absent, and left where it is; `nil` makes it beside the present one, whose place it
    ///   takes.
    /// - Throws: ``LedgerError`` `masterKeyWrong`, `keyRetired`, `vaultInUse`, `usage`.
    func run(to file: String?) throws -> Outcome {
        let before = try VaultGlance(ledger)
        let current = options.vaultKeyCommand == nil ? try options.path(ledger.origin) : nil
        guard let next = file ?? current.map(VaultKeyOptions.next) else {
            throw LedgerError(
                .usage,
                [tr("where a command gives the key, say --new-key FILE for the new one", "密钥由命令给出时，请用 --new-key 指定新密钥文件")])
        }
        let isRecorded =
            try before.previousMasterKeyID == nil
            || ledger.index(ofKey: VaultRotated.key(before.masterKeyID), in: "ledger") != nil
        var isResumed = false, vault: Vault
        if Files.exists(next), case let key = try MasterKey.read(next), key.id == before.masterKeyID {
            if file != nil && isRecorded { throw LedgerError(.keyInUse, [next]) }
            isResumed = true
            vault = try Vault(ledger, key: key, use: .alone)
        } else if !Files.exists(next) && !isRecorded {
            isResumed = true
            vault = try options.open(ledger, .alone)
        } else {
            // A key is made only where the present one is at hand.
            vault = try options.open(ledger, .alone)
            if !Files.exists(next) { try MasterKey.random().create(next) }
            let fresh = try MasterKey.read(next)
            try checkNeverUsed(fresh.id)
            _ = try vault.rotate(to: fresh)
        }
        guard let from = vault.previousMasterKeyID else { throw LedgerError(.unexpected, ["no earlier master key"]) }
        try vault.finishCompaction()
        let rotated = VaultRotated(from: from, to: vault.masterKeyID, statement: statement)
        let oldPath = try settle(current, next: next, isLeft: file != nil, from: from)
        let known = try ledger.index(ofKey: rotated.key, in: "ledger")
        let index = try known ?? entries.append(rotated).index
        return Outcome(rotated: rotated, index: index, path: file ?? current ?? next, oldPath: oldPath, isResumed: isResumed)
    }

    /// A key that comes back would open every copy that was made under it.
    private func checkNeverUsed(_ id: String) throws {
        var query = LogQuery()
        query.type = VaultRotated.type
        try ledger.forEachEntry(query) { _, line in
            if let one = VaultRotated(line: line), one.from == id { throw LedgerError(.keyRetired, [id]) }
            return true
        }
    }

    /// The old key's file goes, or goes aside; the new one takes its place, unless it is left where it is.
    ///
    /// - Returns: where the old key lies.
    private func settle(_ current: String?, next: String, isLeft: Bool, from: String) throws -> String? {
        guard let current else { return nil }
        let aside = "\(current).\(from)"
        do throws(StoreError) {
            if Files.exists(current), (try? MasterKey.read(current))?.id == from {
                if statement == .destroyed {
                    try Files.remove(current)
                } else if !isLeft {
                    try Files.rename(current, to: aside)
                }
            }
            if !isLeft, Files.exists(next) { try Files.rename(next, to: current) }
        } catch {
            throw LedgerError(.inputOutput, [current, "\(error)"])
        }
        return isLeft && Files.exists(current) ? current : Files.exists(aside) ? aside : nil
    }

}
