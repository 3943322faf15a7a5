internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct SM3Key: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "key",
            abstract: tr("Print the SM2 verifier key; make the key where there is none.", "输出 SM2 公钥；没有密钥则生成。"),
            discussion: tr(
                "The private key is PKCS #8 in PEM, mode 0600, outside the ledger's folder. What is printed is for everybody.",
                "私钥为 PEM 格式 PKCS #8，权限 0600，不在账本目录中。所输出的公钥可公布。"))
    }

    @OptionGroup var key: SM2KeyOption
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        let path = try key.path(ledger.origin), isThere = Files.exists(path)
        let key = try isThere ? SM2KeyFile.read(path) : SM2KeyFile.create(path)
        let verifier = SM2VerifierKey(name: ledger.origin + SM3Checkpoint.ending, publicKey: key.publicKey)
        if common.json {
            var answer = JSONText()
            answer.put("verifierKey", verifier.text)
            answer.put("key", path)
            answer.put("made", !isThere)
            Output.standard.line(answer.text)
        } else {
            if !isThere { Talk.note(tr("made the SM2 key \(path)", "已生成 SM2 密钥 \(path)")) }
            Output.standard.line(verifier.text)
        }
        Output.standard.flush()
    }
}
