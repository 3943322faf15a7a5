internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct ActorApprove: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "approve", abstract: tr("Sign another administrator's request.", "核准另一管理员的申请。"),
            discussion: tr(
                "Needs no ledger: the request names it. Read what is said before you sign; `deedlog actor submit` appends it.",
                "无需账本：申请已载明账本。请先阅读内容再签名；由 `deedlog actor submit` 追加。"))
    }

    @Argument(
        help: ArgumentHelp(tr("The request, which gets the signature.", "申请文件，签名写入其中。"), valueName: "request"),
        completion: .file())
    var request: String
    @OptionGroup var signing: SigningOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if signing.signAs.isEmpty {
            throw ValidationError(tr("--sign-as ID --signing-key FILE: an administrator's", "请给出管理员的 --sign-as 与 --signing-key"))
        }
    }

    func run() throws {
        let run = try readRequest(request)
        let signatories = try signing.signatories()
        guard let message = run.message(0), let signatures = run.signature(0).flatMap({ EntrySignature.parse($0) }) else {
            throw LedgerError(.malformed, [request])
        }
        for one in signatories where signatures.contains(where: { $0.keyId == one.key.publicKey.id }) {
            throw LedgerError(
                .usage, [tr("\(one.actor) has signed this request already", "\(one.actor) 已签署此申请")])
        }
        for one in signatories { try run.add(signature: one.key.signatureText(message), to: 0) }
        do throws(StoreError) { try Files.replace(request, run.text(of: 0) + [0x0A]) } catch {
            throw LedgerError(wrapping: error, request)
        }
        if common.json {
            Output.standard.line(String(decoding: run.text(of: 0), as: UTF8.self))
        } else {
            Output.standard.line(tr("ledger    \(run.source(0) ?? "")", "账本      \(run.source(0) ?? "")"))
            Output.standard.line(tr("asked by  \(run.actor(0))", "申请人    \(run.actor(0))"))
            Output.standard.line(tr("change    \(run.type(0)) on \(run.subject(0))", "事项      \(run.type(0))，\(run.subject(0))"))
            if let change = run.change(0)?.change {
                Output.standard.line(
                    tr("content   ", "内容      ") + String(decoding: change.data, as: UTF8.self))
            }
            Output.standard.line(
                tr("approved  by \(signing.signAs.joined(separator: ", "))", "核准人    \(signing.signAs.joined(separator: "、"))"))
        }
        Output.standard.flush()
    }
}

struct ActorSubmit: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "submit", abstract: tr("Append a request that was approved.", "追加已核准的申请。"),
            discussion: tr(
                "The ledger checks every signature. Submitted twice it adds nothing.", "账本核验全部签名。重复提交不会重复存入。"))
    }

    @Argument(help: ArgumentHelp(tr("The request.", "申请文件。"), valueName: "request"), completion: .file())
    var request: String
    @OptionGroup var writer: WriterOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let run = try readRequest(request)
        let (_, writer, _, _) = try writer.open(ledger.folder())
        defer { writer.close() }
        try writer.appendAndWait(run)
        try ChangeAnswer.say(run, isJSON: common.json)
    }
}

/// - Throws: ``LedgerError`` `fileNotFound`, `malformed`.
private func readRequest(_ path: String) throws(LedgerError) -> DraftRun {
    guard let size = Files.size(path) else { throw LedgerError(.fileNotFound, [path]) }
    guard size <= LineInput.longestLine else { throw LedgerError(.inputTooLong, [String(LineInput.longestLine)]) }
    let text: [UInt8]
    do throws(StoreError) { text = try Files.read(path) } catch { throw LedgerError(wrapping: error, path) }
    return try DraftRun.request(text)
}
