internal import ArgumentParser
internal import Ledger
internal import Vault

struct Append: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Append drafts, one JSON object per line.", "追加草稿，每行一个 JSON 对象。"),
            discussion: tr(
                """
                A draft has subject, type and data, and if wanted actor, role, attestation, occurred, key, cause, schema, signature, and as
                expectations expect, revision, source. Each line is answered once it is durable, in order. State a key of your own: then a
                retry is answered as a duplicate and stores nothing.
                  {"subject":"listing/L-1","type":"listing.published","key":"pub-1","data":{"priceFen":98800000}}
                With --sign-as each draft is signed, after what it leaves open (key, occurred, revision) is stated.
                """,
                """
                草稿须有 subject、type、data，可有 actor、role、attestation、occurred、key、cause、schema、signature，以及作为预期的
                expect、revision、source。每行持久保存后按顺序答复。请自带 key：重试时会按重复答复，不会重复存入。
                  {"subject":"listing/L-1","type":"listing.published","key":"pub-1","data":{"priceFen":98800000}}
                给出 --sign-as 时逐条签名；未注明的 key、occurred、revision 先行补足。
                """))
    }

    @Argument(
        help: ArgumentHelp(tr("Where the drafts are; - is standard input.", "草稿文件；- 为标准输入。"), valueName: "file"),
        completion: .file())
    var file = "-"
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("For drafts that state none: new, any, or the stream's last revision.", "用于未注明预期的草稿：new、any 或流的最新版本。")))
    var expect: String?
    @Flag(name: .long, help: ArgumentHelp(tr("All of the input or nothing, at most 10,000 drafts.", "整份输入要么全存要么不存，最多 10,000 条。")))
    var atomic = false
    @Flag(
        name: .long, help: ArgumentHelp(tr("Go on after a draft that fails; its error stands in its place.", "某条失败后继续；其错误占据其位置。"))
    )
    var keepGoing = false
    @Flag(name: .long, help: ArgumentHelp(tr("Judge and answer, store nothing.", "只判定与答复，不存入。")))
    var dryRun = false
    @Option(name: .long, help: ArgumentHelp(tr("Who records, for drafts that do not say.", "记录人，用于未注明的草稿。")))
    var actor: String?
    @Option(name: .long, help: ArgumentHelp(tr("In which role, for drafts that do not say.", "角色，用于未注明的草稿。")))
    var role: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            tr(
                "Hand out a proof with each durable answer: a file in this folder, for `deedverify`.",
                "每条答复持久后附一份证明，写入此目录，供 `deedverify` 核验。"), valueName: "dir"),
        completion: .directory)
    var prove: String?

    @OptionGroup var signing: SigningOptions
    @OptionGroup var writer: WriterOptions
    @OptionGroup var vaultKey: VaultKeyOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if atomic && keepGoing {
            throw ValidationError(
                tr("--atomic is all or nothing: --keep-going does not go with it", "--atomic 为全有或全无，不能与 --keep-going 同用"))
        }
        if prove != nil && dryRun {
            throw ValidationError(tr("--dry-run stores nothing to --prove", "--dry-run 不存入，没有可证明的条目"))
        }
        _ = try expectation()
    }

    func run() throws {
        let interrupt = Interrupt()
        let folder = try ledger.folder()
        let input = try LineInput(path: file, interrupt: interrupt)
        let (ledger, writer, key, vault) = try writer.open(folder) { try vaultKey.openIfThere($0, .sealing) }
        defer { writer.close() }
        let receipts = try prove.map {
            try ReceiptFolder(path: $0, ledger: ledger, keys: KeyRing(path: key), state: try StateFolder.ofUser())
        }
        let standing = dryRun ? nil : try StandingSeal(ledger, writer)
        // Waits for a seal that was begun.
        defer { standing?.end() }
        let signer = try signing.signer(ledger)
        var session = AppendSession(
            writer: writer, input: input,
            defaults: DraftDefaults(actor: actor ?? signer?.actor, role: role, expectation: try expectation()),
            isAtomic: atomic, keepsGoing: keepGoing, isDryRun: dryRun, isJSON: common.json,
            receipts: receipts, standing: standing, vault: vault, signer: signer)
        let status: Int32
        do {
            status = try session.run()
        } catch {
            // What was refused is destroyed now rather than when the vault is opened again; the failure itself is what counts.
            try? vault?.flush()
            throw error
        }
        try vault?.flush()
        Output.standard.flush()
        if status != 0 { throw ExitCode(status) }
    }

    private func expectation() throws -> Expectation? {
        switch expect {
        case nil: return nil
        case "new": return .new
        case "any": return .any
        case let text?:
            guard let revision = UInt32(text), revision < 1 << 31 else { throw ValidationError("--expect: new, any, 0…") }
            return .last(revision)
        }
    }
}
