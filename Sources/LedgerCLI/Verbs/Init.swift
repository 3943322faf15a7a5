internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct Init: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "init", abstract: tr("Make a new ledger.", "新建账本。"),
            discussion: tr(
                "Makes the folder, entry 0 and, unless the file is there, a signing key outside the folder. Keep a copy of the key apart: whoever holds it can sign heads in this ledger's name.",
                "建立目录与第 0 条；若密钥文件不存在，则在目录之外生成签名密钥。请另行保管密钥副本：持有者可以本账本名义签名。"))
    }

    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("The ledger's name for ever, such as ledger.example.cn/ningbo.", "账本的永久名称，如 ledger.example.cn/ningbo。"),
            valueName: "name"))
    var origin: String

    @Option(
        name: .long, help: ArgumentHelp(tr("The signing key; made if it is absent.", "签名密钥；不存在则生成。"), valueName: "file"),
        completion: .file())
    var key: String?

    @OptionGroup var founders: FounderOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let folder = try ledger.folder()
        let path = try key ?? StateFolder.ofUser().keyPath(origin)
        let founding = try founders.founding()
        // Before a key is made for a ledger that cannot be.
        try Ledger.checkMayCreate(folder: folder, origin: origin)
        let signing = Files.exists(path) ? try KeyFile.read(path) : try KeyFile.create(path)
        let head = try Ledger.create(folder: folder, origin: origin, key: signing, founding: founding, surroundings: .system)
        let verifier = VerifierKey(name: origin, publicKey: signing.publicKey)
        if common.json {
            var answer = JSONText()
            answer.put("origin", origin)
            answer.put("size", head.size)
            answer.put("root", head.root.hex)
            answer.put("verifierKey", verifier.text)
            if let founding { answer.put("administrators", founding.administrators.map(\.name)) }
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(tr("ledger    \(folder)", "账本      \(folder)"))
            Output.standard.line(tr("origin    \(origin)", "名称      \(origin)"))
            Output.standard.line(tr("key       \(path)", "密钥      \(path)"))
            Output.standard.line(tr("verifier  \(verifier.text)", "验证公钥  \(verifier.text)"))
            FounderOptions.say(founding)
        }
        Output.standard.flush()
    }
}
