internal import ArgumentParser
internal import Ledger
internal import Proofs

/// Which logs a witness cosigns for.
struct LogsOption: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp(tr("A policy whose `log` lines count.", "以其中的 log 行为准的策略文件。"), valueName: "file"),
        completion: .file())
    var policy: String?
    @Option(
        name: .long,
        help: ArgumentHelp(tr("A log's verifier key; may be repeated.", "日志的验证公钥；可重复。"), valueName: "key"))
    var log: [String] = []

    func validate() throws {
        guard policy != nil || !log.isEmpty else {
            throw ValidationError(tr("give --policy FILE or --log KEY", "请给出 --policy 文件或 --log 公钥"))
        }
    }

    func read() throws -> LogPolicy {
        var logs = try policy.map { try readPolicy($0).logs } ?? []
        for text in log {
            guard let key = VerifierKey(text), key.kind == .log else { throw LedgerError(.policyUnreadable, [text]) }
            logs.append(key)
        }
        return LogPolicy(logs: logs)
    }
}

/// - Throws: ``LedgerError`` `fileNotFound`, `policyUnreadable`.
func readPolicy(_ path: String) throws -> LogPolicy {
    let bytes = try readWhole(path)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw LedgerError(.policyUnreadable, [path]) }
    do throws(LogPolicy.Failure) { return try LogPolicy(text) } catch {
        switch error {
        case .malformed(let line): throw LedgerError(.policyUnreadable, [path, String(line)])
        case .noLog: throw LedgerError(.policyUnreadable, [path])
        }
    }
}
