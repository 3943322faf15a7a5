internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Vault

/// What every verb takes.
struct CommonOptions: ParsableArguments {
    @Flag(name: .long, help: ArgumentHelp(tr("Answer in JSON Lines.", "以 JSON Lines 答复。")))
    var json = false

    @Flag(name: .long, help: ArgumentHelp(tr("Say nothing but answers and failures.", "只输出答复与错误。")))
    var quiet = false

    @Option(name: .long, help: ArgumentHelp(tr("en or zh-CN; by default as LANG says.", "en 或 zh-CN；默认随 LANG。")))
    var lang: String?

    func validate() throws {
        unsafe Talk.isQuiet = quiet
        if let lang, lang != "en", lang != "zh-CN" { throw ValidationError("--lang: en, zh-CN") }
    }
}

/// Which ledger.
struct LedgerOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(tr("The ledger's folder; by default $DEEDLOG_LEDGER.", "账本目录；默认取 $DEEDLOG_LEDGER。"), valueName: "dir"),
        completion: .directory)
    var ledger: String?

    func folder() throws -> String {
        guard let folder = ledger ?? environmentValue("DEEDLOG_LEDGER"), !folder.isEmpty else {
            throw LedgerError(
                .usage, [tr("which ledger? Give --ledger DIR or set DEEDLOG_LEDGER.", "哪个账本？请给出 --ledger 目录，或设置 DEEDLOG_LEDGER。")]
            )
        }
        return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }

    /// Opens it for reading; says so where it is read without its lock file.
    func open() throws -> Ledger {
        let ledger = try Ledger(folder: folder())
        if ledger.isReadWithoutLock {
            Talk.note(
                tr(
                    "note: the folder may not be written, so it is read without a lock; nobody else should write to it now.",
                    "提示：目录不可写，因此不加锁读取；此时不应有他人写入。"))
        }
        if ledger.isReplica { try sayWhatDoesNotCount(ledger) }
        return ledger
    }
}

/// Says where a replica's entries go beyond the checkpoint that it stores.
private func sayWhatDoesNotCount(_ ledger: Ledger) throws {
    let size = try ledger.head()?.size ?? 0
    let covered = try ledger.coveringNote().flatMap { Checkpoint(body: $0.body) }?.size ?? 0
    guard covered < size else { return }
    Talk.note(
        tr(
            "note: the replica is catching up; entries from \(covered) on do not count yet.",
            "提示：副本正在同步；自第 \(covered) 条起尚不作数。"))
}

/// How to append.
struct WriterOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(tr("The signing key; by default in the state folder.", "签名密钥；默认位于状态目录。"), valueName: "file"),
        completion: .file())
    var key: String?

    @Option(name: .long, help: ArgumentHelp(tr("Seconds to wait for another writer.", "等待其他写入者的秒数。"), valueName: "seconds"))
    var wait = 10

    @Flag(name: .long, help: ArgumentHelp(tr("A person looked at the clock; recorded in the ledger.", "已有人核对时钟；会记入账本。")))
    var clockChecked = false

    @Option(name: .long, help: ArgumentHelp(tr("Most bytes the map may grow to.", "映射空间上限（字节）。"), valueName: "bytes"))
    var mapBytes: Int?

    func validate() throws {
        guard wait >= 0, wait <= 86_400 else { throw ValidationError("--wait: 0…86400") }
        if let mapBytes, mapBytes < 1 << 20 { throw ValidationError("--map-bytes: at least 1048576") }
    }

    /// Opens `folder` for writing and starts a writer.
    ///
    /// - Parameter vault: opens the ledger's vault, where it has one; then refused drafts are coded under a key of it.
    func open(
        _ folder: String, surroundings: Surroundings = .system, vault: (Ledger) throws -> Vault? = { _ in nil }
    ) throws -> (ledger: Ledger, writer: LogWriter, key: String, vault: Vault?) {
        let state = try StateFolder.ofUser()
        let ledger = try openLedger(folder)
        // Before a key is asked for, which a replica has none of.
        try ledger.checkTakesDrafts()
        let ring = state.keyRing(ledger.origin, key)
        var options = options(state)
        options.makeRules = { HomeSaleJudge() }
        let signing = try ring.signingKey(of: ledger)
        let vault = try vault(ledger)
        options.codeOfRefused = vault?.codeOfRefused
        return (ledger, try LogWriter(ledger, key: signing, surroundings: surroundings, options: options), ring.path, vault)
    }

    /// Opens `folder` for writing.
    func openLedger(_ folder: String) throws -> Ledger {
        try Ledger(folder: folder, forWriting: true, mapBytes: min(mapBytes ?? .max, Ledger.defaultMapBytes))
    }

    /// Without business rules, which a writer adds.
    func options(_ state: StateFolder) -> LogWriter.Options {
        var options = LogWriter.Options()
        options.waitMilliseconds = wait * 1000
        options.isClockChecked = clockChecked
        options.state = state
        options.mapCeilingBytes = mapBytes ?? Ledger.mapCeilingBytes
        return options
    }
}

extension StateFolder {
    /// `$XDG_STATE_HOME/deedlog`, or `$HOME/.local/state/deedlog`.
    static func ofUser() throws -> StateFolder {
        if let state = environmentValue("XDG_STATE_HOME"), state.hasPrefix("/") { return StateFolder(path: state + "/deedlog") }
        if let home = environmentValue("HOME"), home.hasPrefix("/") { return StateFolder(path: home + "/.local/state/deedlog") }
        throw LedgerError(.stateFolderUnknown)
    }
}
