internal import ArgumentParser
internal import Ledger
internal import Proofs

struct ActorKeyVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "key", abstract: tr("Make a key to sign with.", "生成签名密钥。"),
            discussion: tr(
                "The private half goes into FILE, for its owner alone; the public half into FILE.pub, for an administrator.",
                "私钥写入 FILE，仅本人可读；公钥写入 FILE.pub，交管理员登记。"))
    }

    @Argument(help: ArgumentHelp(tr("Where the private key goes; must not be there.", "私钥文件；须不存在。"), valueName: "file"))
    var file: String
    @Flag(name: .long, help: ArgumentHelp(tr("SM2 with SM3 instead of Ed25519.", "使用 SM2（SM3），而非 Ed25519。")))
    var sm2 = false
    @OptionGroup var common: CommonOptions

    func run() throws {
        let key = try ActorKeyFile.create(file, sm2 ? .sm2 : .ed25519).publicKey
        if common.json {
            var answer = JSONText()
            answer.put("keyId", key.id.text)
            answer.put("algorithm", key.algorithm.rawValue)
            answer.put("publicKey", base64Text(key.bytes))
            answer.put("file", file)
            answer.put("publicFile", file + ".pub")
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(tr("key     \(key.id)", "密钥  \(key.id)"))
            Output.standard.line(tr("public  \(key.text)", "公钥  \(key.text)"))
            Output.standard.line(tr("files   \(file), \(file).pub", "文件  \(file)、\(file).pub"))
        }
        Output.standard.flush()
    }
}
