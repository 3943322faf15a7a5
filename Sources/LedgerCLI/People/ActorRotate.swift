internal import ArgumentParser
internal import Ledger
internal import Proofs

struct ActorRotate: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rotate", abstract: tr("Put another key in the place of an actor's.", "更换人员的密钥。"),
            discussion: tr(
                "What the old key signed before stays good; it signs nothing more.", "旧密钥此前的签名仍然有效，此后不得再用。"))
    }

    @Argument(help: ArgumentHelp(tr("The actor.", "人员。"), valueName: "id")) var id: String
    @Option(name: .long, help: ArgumentHelp(tr("The new public key.", "新公钥文件。"), valueName: "file"), completion: .file())
    var publicKey: String
    @OptionGroup var change: ChangeOptions

    func run() throws {
        let key = try ActorKeyFile.readPublic(publicKey)
        try change.run(about: id) { registry, _ in
            .keyRotated(key, replaces: try registry.latestKey(of: id))
        }
    }
}

struct ActorRevoke: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revoke", abstract: tr("Revoke an actor's key.", "撤销人员的密钥。"),
            discussion: tr(
                "From that entry on it signs nothing; `deedlog actor rotate` gives the actor another.",
                "自该条起不得再用；可用 `deedlog actor rotate` 另行登记密钥。"))
    }

    @Argument(help: ArgumentHelp(tr("The actor.", "人员。"), valueName: "id")) var id: String
    @Option(
        name: .long,
        help: ArgumentHelp(RevocationReason.allCases.map(\.rawValue).joined(separator: ", ") + tr(".", "。"), valueName: "word"))
    var reason: String
    @Option(name: .long, help: ArgumentHelp(tr("Which; by default its latest.", "指定密钥；默认为最近一把。"), valueName: "key id"))
    var keyId: String?
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        guard RevocationReason(rawValue: reason) != nil else {
            throw ValidationError("--reason: " + RevocationReason.allCases.map(\.rawValue).joined(separator: ", "))
        }
        if let keyId, ActorKeyID(keyId) == nil { throw ValidationError(tr("--key-id: 16 hex digits", "--key-id：16 位十六进制")) }
    }

    func run() throws {
        try change.run(about: id) { registry, _ in
            let key = try keyId.flatMap { ActorKeyID($0) } ?? registry.latestKey(of: id)
            return .keyRevoked(key, RevocationReason(rawValue: reason) ?? .compromised)
        }
    }
}

extension ActorRegistry {
    /// - Throws: ``LedgerError`` `notFound`.
    fileprivate func latestKey(of name: String) throws -> ActorKeyID {
        guard let key = actor(name)?.keys.last else { throw LedgerError(.notFound, ["actor/" + name]) }
        return key
    }
}
