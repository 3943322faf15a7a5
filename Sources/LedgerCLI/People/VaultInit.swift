internal import ArgumentParser
internal import Ledger
internal import Storage
internal import Vault

struct VaultInit: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "init", abstract: tr("Make the vault of a ledger.", "为账本建立保险库。"),
            discussion: tr(
                "Makes DIR/vault and, unless the file is there, a master key outside the folder. Keep a copy of the key apart: without it nothing in the vault can be read again.",
                "建立 DIR/vault；若主密钥文件不存在，则在目录之外生成。请另行保管密钥副本：没有它，库中内容再也无法读取。"))
    }

    @OptionGroup var vaultKey: VaultKeyOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try Ledger(folder: ledger.folder(), forWriting: true)
        try ledger.checkTakesDrafts()
        let path = Vault.path(of: ledger)
        // Before a key is made for a vault that cannot be.
        if Files.exists(path) { throw LedgerError(.vaultExists, [path]) }
        let key: MasterKey
        if vaultKey.vaultKeyCommand == nil, !Files.exists(try vaultKey.path(ledger.origin)) {
            key = .random()
            try key.create(try vaultKey.path(ledger.origin))
        } else {
            key = try vaultKey.key(ledger.origin)
        }
        try Vault.create(ledger, key: key)
        let place = vaultKey.vaultKeyCommand == nil ? try vaultKey.path(ledger.origin) : nil
        if common.json {
            var answer = JSONText()
            answer.put("vault", path)
            answer.put("masterKey", key.id)
            if let place { answer.put("file", place) }
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(tr("vault       \(path)", "保险库  \(path)"))
            Output.standard.line(tr("master key  \(key.id)", "主密钥  \(key.id)"))
            if let place { Output.standard.line(tr("in          \(place)", "位于    \(place)")) }
        }
        Output.standard.flush()
    }
}
