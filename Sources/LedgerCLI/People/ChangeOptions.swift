internal import ArgumentParser
internal import Ledger
internal import Storage

/// How a change of actors or policy is made: appended, or written as a request for a second administrator.
struct ChangeOptions: ParsableArguments {
    @OptionGroup var signing: SigningOptions
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            tr(
                "Append nothing: write a request with the signatures so far, for `deedlog actor approve`.",
                "不追加，写出带有现有签名的申请文件，供 `deedlog actor approve` 核准。"), valueName: "request"),
        completion: .file())
    var output: String?
    @OptionGroup var writer: WriterOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if signing.signAs.isEmpty {
            throw ValidationError(tr("--sign-as ID --signing-key FILE: an administrator's", "请给出管理员的 --sign-as 与 --signing-key"))
        }
    }

    /// Makes the change that `body` reads out of the registry as it is, and says what became of it.
    ///
    /// - Parameters:
    ///   - actor: whom it is about; `nil` for the policy.
    ///   - body: gets the registry and today's date, as a day.
    func run(about actor: String?, _ body: (ActorRegistry, Int32) throws -> ActorChange) throws {
        let day = CivilTime.day(ofMilliseconds: Surroundings.system.wallMilliseconds())
        if let output {
            let ledger = try ledger.open()
            let (run, _) = try draft(ledger, actor, try body(try ledger.actorRegistry(), day))
            guard let signer = try signing.signer(ledger) else { return }
            try signer.sign(run)
            try write(run, to: output)
            Output.standard.line(
                tr(
                    "request   \(output): \(run.type(0)), to be approved by `deedlog actor approve`",
                    "申请      \(output)：\(run.type(0))，待 `deedlog actor approve` 核准"))
            Output.standard.flush()
            return
        }
        let (ledger, writer, _, _) = try writer.open(ledger.folder())
        defer { writer.close() }
        let (run, signer) = try draft(ledger, actor, try body(try ledger.actorRegistry(), day))
        try signer.append(run, to: writer)
        try ChangeAnswer.say(run, isJSON: common.json)
    }

    private func draft(_ ledger: Ledger, _ actor: String?, _ change: ActorChange) throws -> (DraftRun, ActorSigner) {
        guard let signer = try signing.signer(ledger) else { throw LedgerError(.usage, ["--sign-as"]) }
        let subject = actor.map { "actor/" + $0 } ?? "ledger"
        let number: UInt32
        if case .policySet = change {
            number = UInt32(try ledger.actorRegistry().policies.count)
        } else {
            number = try ledger.withReader { try $0.count(of: subject) }
        }
        let run = try DraftRun.own(
            change.type, on: subject, key: change.key(number), data: change.data, actor: signer.actor)
        return (run, signer)
    }

    private func write(_ run: DraftRun, to path: String) throws {
        if Files.exists(path) { throw LedgerError(.outputExists, [path]) }
        do throws(StoreError) { try Files.create(path, run.text(of: 0) + [0x0A]) } catch {
            throw LedgerError(wrapping: error, path)
        }
    }
}
