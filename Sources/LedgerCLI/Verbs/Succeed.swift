internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct Succeed: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "succeed",
            abstract: tr(
                "Open the successor of a ledger whose key was stolen or whose store was put back.", "密钥被盗或存储遭回退后，另立后继账本。"),
            discussion: tr(
                """
                The successor has a name and a key of its own; its entry 0 says from which state of the old ledger it goes on.
                The old ledger is verified first, by itself, and left as it is. Its entries stay there.
                  deedlog succeed --from old/ --ledger new/ --origin ledger.example.cn/ningbo-2
                  deedlog verify --ledger new/ --continues old/
                With --size only the first entries of the old ledger count: those before a thief wrote.
                """,
                """
                后继账本有自己的名称与密钥；其第 0 条写明承接旧账本的哪一状态。
                先就旧账本本身加以核验，并保持其原样；旧条目仍留在旧账本。
                  deedlog succeed --from 旧/ --ledger 新/ --origin ledger.example.cn/ningbo-2
                  deedlog verify --ledger 新/ --continues 旧/
                用 --size 可只承接旧账本的前若干条：即盗用者写入之前的部分。
                """))
    }

    @Option(name: .long, help: ArgumentHelp(tr("The old ledger's folder.", "旧账本目录。"), valueName: "dir"), completion: .directory)
    var from: String
    @Option(
        name: .long,
        help: ArgumentHelp(tr("The successor's name, another than the old one's.", "后继账本的名称，须与旧账本不同。"), valueName: "name"))
    var origin: String
    @Option(
        name: .long, help: ArgumentHelp(tr("Go on from so many entries; by default all.", "承接前多少条；默认全部。"), valueName: "entries"))
    var size: UInt64?
    @Option(
        name: .long, help: ArgumentHelp(tr("The signing key; made if it is absent.", "签名密钥；不存在则生成。"), valueName: "file"),
        completion: .file())
    var key: String?
    @OptionGroup var founders: FounderOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let folder = try ledger.folder(), state = try StateFolder.ofUser(), founding = try founders.founding()
        try Ledger.checkMayCreate(folder: folder, origin: origin)
        let old = try Ledger(folder: from)
        if old.origin.utf8.elementsEqual(origin.utf8) {
            throw LedgerError(
                .usage, [tr("a successor needs a name of its own: \(origin) is the old one's", "后继账本须另取名称：\(origin) 是旧账本的名称")])
        }
        if founding == nil, try old.actorRegistry().isGoverned {
            Talk.note(
                tr(
                    "note: the old ledger held drafts against signatures; without --administrator the new one never can",
                    "提示：旧账本核验草稿签名；不给出 --administrator 则新账本永远无法核验"))
        }
        let continues = try continuation(of: old)
        try tellWhatIsLost(old, state)

        let path = key ?? state.keyPath(origin)
        let signing = Files.exists(path) ? try KeyFile.read(path) : try KeyFile.create(path)
        if let known = try old.keyHistory().keys.first(where: { $0.publicKey == signing.publicKey }) {
            throw LedgerError(.keyRetired, [known.text])
        }
        let head = try Ledger.create(
            folder: folder, origin: origin, key: signing, continues: continues, founding: founding, surroundings: .system)
        answer(folder, path, VerifierKey(name: origin, publicKey: signing.publicKey), head, continues)
        if !common.json { FounderOptions.say(founding) }
        Output.standard.flush()
    }

    /// The state to go on from, out of a ledger that is sound in itself.
    ///
    /// - Throws: ``LedgerError`` `broken`, `notFound`.
    private func continuation(of old: Ledger) throws -> Continuation {
        let progress = Progress(total: try old.head()?.size, unit: tr("entries", "条"))
        var verifier = Verifier(old)
        verifier.jobs = coreCount()
        verifier.progress = { progress.show($0) }
        let report = try verifier.run()
        progress.end()
        guard report.verdict == .ok else { throw LedgerError(.broken, [report.firstFault?.kind.rawValue ?? "", from]) }
        if let reason = report.undecided.first { throw LedgerError(.undecided, [reason]) }
        // Of a replica what no checkpoint covers does not count.
        let size = size ?? report.covered
        guard size > 0, size <= report.covered else { throw LedgerError(.notFound, [String(size)]) }
        return Continuation(origin: old.origin, size: size, root: try old.root(at: size))
    }

    /// Says what this machine knows of the old ledger and the old ledger does not contain: that is why it is left.
    private func tellWhatIsLost(_ old: Ledger, _ state: StateFolder) throws {
        let released = try state.released(old.origin).flatMap { Checkpoint(body: $0.body) }
        for checkpoint in [released, try state.trust(old.origin)?.checkpoint].compactMap({ $0 }) {
            if try old.contains(checkpoint) { continue }
            Talk.note(
                tr(
                    "note: the old ledger does not contain the \(checkpoint.size) entries that this machine knew; what is missing stays missing",
                    "提示：旧账本不含本机已知的 \(checkpoint.size) 条；缺失部分不会恢复"))
        }
    }

    private func answer(_ folder: String, _ path: String, _ verifier: VerifierKey, _ head: Head, _ continues: Continuation) {
        if common.json {
            var old = JSONText()
            old.put("origin", continues.origin)
            old.put("root", continues.root.hex)
            old.put("size", continues.size)
            var answer = JSONText()
            answer.put("origin", origin)
            answer.put("size", head.size)
            answer.put("root", head.root.hex)
            answer.put("verifierKey", verifier.text)
            answer.put("continues", old)
            Output.standard.line(answer.text)
        } else {
            let size = grouped(continues.size)
            Output.standard.line(tr("ledger    \(folder)", "账本      \(folder)"))
            Output.standard.line(tr("origin    \(origin)", "名称      \(origin)"))
            Output.standard.line(tr("key       \(path)", "密钥      \(path)"))
            Output.standard.line(tr("verifier  \(verifier.text)", "验证公钥  \(verifier.text)"))
            Output.standard.line(
                tr(
                    "continues \(continues.origin), \(size) entries, root \(continues.root)",
                    "承接      \(continues.origin)，\(size) 条，根 \(continues.root)"))
        }
    }
}
