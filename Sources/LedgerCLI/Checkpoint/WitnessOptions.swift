internal import ArgumentParser
internal import Ledger
internal import Proofs

/// Who a witness is.
struct WitnessOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("The name of the witness's key, such as witness.example.cn/w1.", "见证人密钥的名称，如 witness.example.cn/w1。")))
    var name: String
    @Option(
        name: .long,
        help: ArgumentHelp(tr("The witness's key; by default in the state folder.", "见证人密钥；默认位于状态目录。"), valueName: "file"),
        completion: .file())
    var key: String?

    /// A name that says audited is for those who audit, and the other way round: policies rest on it.
    func check(audited: Bool) throws {
        guard AuditorName.fits(name) == audited else {
            throw ValidationError(
                audited
                    ? tr("--audited: the name must end in \(AuditorName.ending)", "--audited：名称须以 \(AuditorName.ending) 结尾")
                    : tr(
                        "a name that ends in \(AuditorName.ending) is for `checkpoint cosign --audited`",
                        "以 \(AuditorName.ending) 结尾的名称只用于 `checkpoint cosign --audited`"))
        }
    }

    func open(logs: LogPolicy) throws -> Witness {
        let state = try StateFolder.ofUser()
        return try Witness(name: name, key: try KeyFile.read(key ?? state.witnessKeyPath(name)), logs: logs, state: state)
    }
}
