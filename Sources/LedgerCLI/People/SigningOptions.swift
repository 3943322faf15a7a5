internal import ArgumentParser
internal import Ledger

/// Who signs, and with which key.
struct SigningOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("Who acts and signs; again for who countersigns or approves.", "签名的登记人；可重复，其后为会签或核准人。"), valueName: "id"))
    var signAs: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("The private key of each --sign-as, in their order.", "各 --sign-as 的私钥文件，顺序一致。"), valueName: "file"),
        completion: .file())
    var signingKey: [String] = []

    func validate() throws {
        guard signAs.count == signingKey.count else {
            throw ValidationError(tr("each --sign-as needs its --signing-key", "每个 --sign-as 须有对应的 --signing-key"))
        }
    }

    /// What signs for `ledger`; `nil` where nobody does.
    ///
    /// - Throws: ``LedgerError`` `keyMissing`, `keyTooOpen`, `keyMalformed`.
    func signer(_ ledger: Ledger) throws -> ActorSigner? {
        let signatories = try signatories()
        return signatories.isEmpty ? nil : ActorSigner(signatories, ledger, surroundings: .system)
    }

    func signatories() throws -> [ActorSigner.Signatory] {
        try zip(signAs, signingKey).map { .init(actor: $0, key: try ActorKeyFile.read($1)) }
    }
}
