internal import ArgumentParser
internal import Ledger
internal import Proofs

/// Whose checkpoints count.
struct LogKeyOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("The log's public key, as `deedlog init` printed it.", "日志公钥，即 `deedlog init` 所示。"), valueName: "vkey"))
    var log: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("A policy: logs, witnesses, quorum (C2SP tlog-policy).", "策略文件：日志、见证人与法定数（C2SP tlog-policy）。"), valueName: "file"),
        completion: .file())
    var policy: String?

    func validate() throws {
        if log != nil && policy != nil { throw ValidationError(tr("give --log or --policy", "--log 与 --policy 只能给出一个")) }
        if let log, VerifierKey(log)?.kind != .log {
            throw ValidationError(tr("--log: NAME+ID+BASE64, a log's key", "--log：应为 名称+编号+BASE64 形式的日志公钥"))
        }
    }

    /// What was given; `nil` where nothing was.
    func read() throws -> LogPolicy? {
        if let log, let key = VerifierKey(log) { return LogPolicy(logs: [key]) }
        return try policy.map(readPolicy)
    }
}
