internal import ArgumentParser
internal import CanonicalJSON
internal import Ledger
internal import Storage

/// What somebody who signs elsewhere needs.
struct SealDraft: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "seal-draft",
            abstract: tr("Print the exact bytes that a remote signer signs, and join its signature.", "输出异地签名所需的确切字节，并附上其签名。"),
            discussion: tr(
                """
                First state what the draft leaves open, then sign the bytes, then join:
                  deedlog seal-draft draft.json --json > full.json
                  deedlog seal-draft full.json > message
                  openssl pkeyutl -sign -rawin -inkey key.pem -in message | base64 -w0
                  deedlog seal-draft full.json --signature KEYID:BASE64 | deedlog append
                """,
                """
                先补足草稿未注明之处，再对字节签名，最后附上签名：
                  deedlog seal-draft draft.json --json > full.json
                  deedlog seal-draft full.json > message
                  openssl pkeyutl -sign -rawin -inkey key.pem -in message | base64 -w0
                  deedlog seal-draft full.json --signature 密钥号:BASE64 | deedlog append
                """))
    }

    @Argument(help: ArgumentHelp(tr("One draft; - is standard input.", "一条草稿；- 为标准输入。"), valueName: "file"), completion: .file())
    var file = "-"
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("Join this signature, KEYID:BASE64, and print the draft; again for more.", "附上签名（密钥号:BASE64）并输出草稿；可重复。"),
            valueName: "signature"))
    var signature: [String] = []
    @Option(name: .long, help: ArgumentHelp(tr("Who acts, if the draft does not say.", "登记人，用于未注明的草稿。")))
    var actor: String?
    @Option(name: .long, help: ArgumentHelp(tr("In which role, if the draft does not say.", "角色，用于未注明的草稿。")))
    var role: String?
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let run = try read()
        if !signature.isEmpty {
            guard run.isComplete(0) else {
                throw LedgerError(
                    .usage,
                    [
                        tr(
                            "the draft is not the one that was signed: it leaves something open. Complete it with --json first",
                            "草稿未补足，不会是已签名的那一份。请先用 --json 补足")
                    ])
            }
            for one in signature { try run.add(signature: one, to: 0) }
        } else if !run.isComplete(0) {
            let ledger = try ledger.open(), surroundings = Surroundings.system
            let now = surroundings.wallMilliseconds()
            let revision = try ledger.withReader { try $0.count(of: run.subject(0)) }
            run.complete(0, source: ledger.origin, revision: revision, day: CivilTime.day(ofMilliseconds: now)) {
                surroundings.makeEntropy().freshKey(atMilliseconds: now)
            }
        }
        if common.json || !signature.isEmpty {
            let text = run.text(of: 0)
            Output.standard.line(text.span)
        } else if let message = run.message(0) {
            Output.standard.raw(message.span)
        }
        Output.standard.flush()
    }

    private func read() throws -> DraftRun {
        let input = try LineInput(path: file, interrupt: Interrupt())
        guard case .line(let line) = try input.next(wait: true) else {
            throw LedgerError(.malformed, [tr("one draft on one line", "应为一行一条草稿")])
        }
        let run = DraftRun()
        var parser = DraftParser(defaults: DraftDefaults(actor: actor, role: role))
        do throws(EntryFault) { try parser.parse(line, into: run) } catch {
            throw LedgerError(.malformed, [error.words], line: 1, offset: error.offset)
        }
        if run.holdsPersonal {
            throw LedgerError(
                .usage,
                [
                    tr(
                        "a draft with `$personal` values is sealed before it is signed: sign it with `deedlog append --sign-as`, where the vault is",
                        "含 `$personal` 的草稿须先密封再签名：请在保险库所在处用 `deedlog append --sign-as` 签名")
                ])
        }
        return run
    }
}
