internal import ArgumentParser
internal import Ledger
internal import Proofs

struct CheckpointVerify: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify", abstract: tr("Judge a checkpoint by a policy.", "按策略判定检查点。"),
            discussion: tr(
                "The log must have signed it, and as many witnesses as the policy asks for. With --ledger that log must contain it, with --old the proof in the file must lead from an older checkpoint to it. Exit 0: it counts. 2: broken, proved. 6: could not decide, or too few witnesses.",
                "须有日志签名及策略要求的联署人数。给出 --ledger 时该账本须包含它；给出 --old 时文件中的证明须由旧检查点延伸至此。退出码 0：有效；2：已证实损坏；6：无法判定或联署不足。"))
    }

    @Argument(
        help: ArgumentHelp(tr("A checkpoint, or a request to a witness.", "检查点，或给见证人的请求。"), valueName: "file"),
        completion: .file())
    var file: String
    @Option(
        name: .long, help: ArgumentHelp(tr("Whom you trust (C2SP tlog-policy).", "信任策略（C2SP tlog-policy）。"), valueName: "file"),
        completion: .file())
    var policy: String
    @Option(
        name: .long, help: ArgumentHelp(tr("The ledger that must contain it.", "须包含它的账本目录。"), valueName: "dir"),
        completion: .directory)
    var ledger: String?
    @Option(
        name: .long, help: ArgumentHelp(tr("An older checkpoint that it must extend.", "须由其延伸而来的旧检查点。"), valueName: "file"),
        completion: .file())
    var old: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let policy = try readPolicy(policy)
        let file = try NoteFile(file)
        let ledger = try ledger.map { try Ledger(folder: $0) }
        if let ledger { try checkOrigin(file, ledger) }
        let old = try old.map { try olderNote($0, than: file, policy) }
        let verdict = try CheckpointVerdict(file, policy: policy, ledger: ledger, old: old?.checkpoint)
        verdict.say(isJSON: common.json)
        if verdict.status != 0 { throw ExitCode(verdict.status) }
    }
}

/// - Throws: ``LedgerError`` `undecided` where the note is of another log.
func checkOrigin(_ file: NoteFile, _ ledger: Ledger) throws {
    guard file.checkpoint.origin.utf8.elementsEqual(ledger.origin.utf8) else {
        throw LedgerError(
            .undecided, [tr("\(file.path) is of \(file.checkpoint.origin)", "\(file.path) 属于 \(file.checkpoint.origin)")])
    }
}

/// The checkpoint in `path`, which must be of the same log and, where there is a policy, signed by it.
func olderNote(_ path: String, than file: NoteFile, _ policy: LogPolicy?) throws -> NoteFile {
    let old = try NoteFile(path)
    guard old.checkpoint.origin.utf8.elementsEqual(file.checkpoint.origin.utf8) else {
        throw LedgerError(.undecided, [tr("\(path) is of \(old.checkpoint.origin)", "\(path) 属于 \(old.checkpoint.origin)")])
    }
    if let policy {
        let standings = policy.keys(for: old.checkpoint.origin).map { old.note.standing(of: $0) }
        guard standings.contains(.verified), !standings.contains(.broken) else {
            throw LedgerError(.noteUnsigned, [old.checkpoint.origin])
        }
    }
    return old
}
