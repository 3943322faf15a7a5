internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs

/// The administrators that a new ledger begins with.
struct FounderOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr(
                "An administrator and its public key (`deedlog actor key`); twice or more. With them drafts are held against signatures.",
                "管理员及其公钥文件（`deedlog actor key` 所生成）；至少两名。有管理员的账本会核验草稿签名。"), valueName: "id=file"))
    var administrator: [String] = []

    /// With the default policy; `nil` where nobody was given.
    ///
    /// - Throws: ``LedgerError`` `administratorsTooFew`, `fileNotFound`, `keyMalformed`, `malformed`.
    func founding() throws -> Founding? {
        if administrator.isEmpty { return nil }
        let administrators = try administrator.map { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw ValidationError("--administrator: ID=PUBLICKEYFILE") }
            return Founding.Administrator(name: String(parts[0]), key: try ActorKeyFile.readPublic(String(parts[1])))
        }
        return try Founding(administrators, SigningDefaults.policy)
    }

    static func say(_ founding: Founding?) {
        for one in founding?.administrators ?? [] {
            Output.standard.line(tr("admin     \(one.name), key \(one.key.id)", "管理员    \(one.name)，密钥 \(one.key.id)"))
        }
    }
}
