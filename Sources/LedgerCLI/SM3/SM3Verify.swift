internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct SM3Verify: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify", abstract: tr("Check a note over the second root.", "核验第二个根的签名文本。"),
            discussion: tr(
                """
                With the key alone: that it signed both roots. With --checkpoint: that the log's own note says the same SHA-256 root. \
                With --ledger: that the lines make both. Exit 0: it holds. 2: it does not. 6: unreadable, or not that key's.
                """,
                """
                仅凭公钥：确认其签署了两个根。给出 --checkpoint：确认日志检查点的 SHA-256 根相同。给出 --ledger：由各行重算两个根。\
                退出码 0：成立；2：不成立；6：无法读取，或不是该公钥的签名。
                """))
    }

    @Argument(help: ArgumentHelp(tr("The note.", "签名文本。"), valueName: "note"), completion: .file())
    var note: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("A file with the verifier key that `sm3 key` printed.", "存有 `sm3 key` 所输出公钥的文件。"), valueName: "file"),
        completion: .file())
    var key: String
    @Option(
        name: .long, help: ArgumentHelp(tr("The log's checkpoint of that size.", "同一条数的日志检查点。"), valueName: "file"),
        completion: .file())
    var checkpoint: String?
    @Option(
        name: .long, help: ArgumentHelp(tr("A ledger to compute both roots from.", "用于重算两个根的账本。"), valueName: "dir"),
        completion: .directory)
    var ledger: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let signed = try readNote(note)
        guard let second = SM3Checkpoint(body: signed.body) else { throw LedgerError(.noteUnreadable, [note]) }
        guard let text = String(validating: try readWhole(key), as: UTF8.self),
            let verifier = text.split(separator: "\n").first.flatMap({ SM2VerifierKey(String($0)) })
        else { throw LedgerError(.undecided, [tr("no SM2 verifier key in \(key)", "\(key) 中没有 SM2 公钥")]) }
        guard verifier.name.utf8.elementsEqual(second.origin.utf8) else {
            throw LedgerError(.undecided, [tr("the key is named \(verifier.name)", "公钥名为 \(verifier.name)")])
        }
        switch signed.standing(of: verifier) {
        case .verified: break
        case .absent: throw LedgerError(.undecided, [tr("not signed by \(verifier.text)", "没有 \(verifier.text) 的签名")])
        case .broken: throw LedgerError(.noteBroken, [note, tr("the signature", "签名不符")])
        }
        if let checkpoint {
            guard try readCheckpoint(checkpoint).checkpoint == second.log else {
                throw LedgerError(.noteBroken, [note, tr("it is bound to another checkpoint", "所绑定的是另一检查点")])
            }
        }
        if let ledger { try compare(second, try Ledger(folder: ledger)) }
        answer(second)
    }

    private func compare(_ second: SM3Checkpoint, _ ledger: Ledger) throws {
        let progress = Progress(total: second.log.size, unit: tr("entries", "条"))
        guard ledger.origin.utf8.elementsEqual(second.log.origin.utf8) else {
            throw LedgerError(.undecided, [tr("the ledger is \(ledger.origin)", "账本为 \(ledger.origin)")])
        }
        let roots = try ledger.roots(at: second.log.size) { progress.show($0) }
        progress.end()
        guard roots.sha256 == second.log.root, roots.sm3 == second.root else {
            throw LedgerError(.noteBroken, [note, tr("the ledger's lines make other roots", "账本各行得出的根不同")])
        }
    }

    private func answer(_ second: SM3Checkpoint) {
        if common.json {
            var answer = JSONText()
            answer.put("verdict", "ok")
            answer.put("source", second.log.origin)
            answer.put("size", second.log.size)
            answer.put("sm3", second.root.hex)
            answer.put("sha256", second.log.root.hex)
            answer.put("checkpoint", checkpoint != nil)
            answer.put("ledger", ledger != nil)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(
                tr(
                    "ok  \(second.log.origin): SM3 root \(second.root.hex) of \(grouped(second.log.size)) entries",
                    "通过  \(second.log.origin)：前 \(grouped(second.log.size)) 条的 SM3 根 \(second.root.hex)"))
        }
        Output.standard.flush()
    }
}
