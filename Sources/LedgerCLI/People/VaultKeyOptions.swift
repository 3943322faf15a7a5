internal import ArgumentParser
internal import Glibc
internal import Ledger
internal import Proofs
internal import Storage
internal import Vault

/// Where the master key of a vault comes from: a file of its owner's, or a command that prints it. Never the command line.
struct VaultKeyOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("The vault's master key; by default in the state folder.", "保险库主密钥；默认位于状态目录。"), valueName: "file"),
        completion: .file())
    var vaultKey: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr(
                "A command that prints the master key, as a key store's client does.", "输出主密钥的命令，例如密钥管理系统的客户端。"),
            valueName: "command"))
    var vaultKeyCommand: String?

    func validate() throws {
        if vaultKey != nil && vaultKeyCommand != nil {
            throw ValidationError(
                tr("give --vault-key or --vault-key-command", "--vault-key 与 --vault-key-command 只能给出一个"))
        }
    }

    /// Where the key of `origin` is, unless a command prints it.
    func path(_ origin: String) throws -> String { try vaultKey ?? StateFolder.ofUser().vaultKeyPath(origin) }

    func key(_ origin: String) throws -> MasterKey {
        guard let vaultKeyCommand else { return try MasterKey.read(try path(origin)) }
        var text = try commandOutput(vaultKeyCommand)
        defer { wipe(&text) }
        return try MasterKey(text: text, from: tr("the key command's output", "密钥命令的输出"))
    }

    /// Where the next key lies while the master key is being changed.
    static func next(_ path: String) -> String { path + ".next" }

    /// The vault of `ledger`; `nil` where it has none.
    func openIfThere(_ ledger: Ledger, _ use: Vault.Use) throws -> Vault? {
        guard Vault.exists(ledger) else { return nil }
        do {
            return try Vault(ledger, key: try key(ledger.origin), use: use)
        } catch let error as LedgerError where error.code == .masterKeyWrong || error.code == .masterKeyMissing {
            // A change of the key that was cut off: the vault is under the new one, which is not in its place yet.
            guard vaultKeyCommand == nil, case let next = Self.next(try path(ledger.origin)), Files.exists(next) else {
                throw error
            }
            let vault = try Vault(ledger, key: try MasterKey.read(next), use: use)
            Talk.note(
                tr(
                    "note: a change of the master key was cut off; the vault is under \(next). Run `deedlog vault rotate` again to end it.",
                    "提示：主密钥更换中断；保险库现由 \(next) 打开。请再次运行 `deedlog vault rotate` 完成。"))
            return vault
        }
    }

    /// The vault of `ledger`.
    ///
    /// - Throws: ``LedgerError`` `vaultMissing`.
    func open(_ ledger: Ledger, _ use: Vault.Use) throws -> Vault {
        guard let vault = try openIfThere(ledger, use) else { throw LedgerError(.vaultMissing, [Vault.path(of: ledger)]) }
        return vault
    }

    /// What `command` prints, 4 KiB at most. POSIX: `popen`.
    private func commandOutput(_ command: String) throws -> [UInt8] {
        guard let stream = unsafe popen(command, "re") else { throw LedgerError(.masterKeyMissing, [command]) }
        var text = [UInt8](repeating: 0, count: 4096)
        let count = unsafe fread(&text, 1, text.count, stream)
        let status = unsafe pclose(stream)
        guard status == 0 else {
            wipe(&text)
            throw LedgerError(.masterKeyMissing, [tr("`\(command)` failed", "`\(command)` 失败")])
        }
        defer { wipe(&text) }
        return Array(text[..<count])
    }
}
