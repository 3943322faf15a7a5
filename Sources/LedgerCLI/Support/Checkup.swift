internal import Ledger
internal import Proofs
internal import Storage

/// What `doctor` looks at.
struct Checkup {
    struct Finding {
        let check: String
        let isWell: Bool
        let message: String
    }

    let ledger: Ledger
    let keyPath: String?

    func run() throws -> [Finding] {
        let folder = ledger.folder
        var findings: [Finding] = []
        func add(_ check: String, _ isWell: Bool, _ message: String) {
            findings.append(Finding(check: check, isWell: isWell, message: message))
        }

        add(
            "version", true,
            "deedlog \(versionText), format \(Ledger.format), \(Environment.libraryVersion), \(SecureRandom.libraryVersion)")
        for name in ["data.mdb", "lock.mdb", "writer.lock", "ledger.json"] {
            guard let mode = Files.mode("\(folder)/\(name)") else {
                if name == "data.mdb" || name == "ledger.json" { add("files", false, tr("\(name) is missing", "缺少 \(name)")) }
                continue
            }
            if mode & 0o077 != 0 {
                add("permissions", false, tr("others may read \(name): chmod 600 it", "他人可读取 \(name)：请 chmod 600"))
            }
        }
        if let space = Files.diskSpace(folder) {
            let megabytes = space.free >> 20
            add("disk", megabytes >= 1024, tr("\(grouped(UInt64(megabytes))) MiB free", "剩余 \(grouped(UInt64(megabytes))) MiB"))
        }
        let info = try ledger.storeInfo()
        let used = info.usedPages * info.pageBytes
        add(
            "map", used < info.mapBytes / 10 * 9,
            tr(
                "\(grouped(UInt64(used >> 20))) of \(grouped(UInt64(info.mapBytes >> 20))) MiB used",
                "已用 \(grouped(UInt64(used >> 20))) / \(grouped(UInt64(info.mapBytes >> 20))) MiB"))
        if !ledger.isReadWithoutLock {
            let stale = try ledger.clearStaleReaders()
            add("readers", true, tr("\(stale) stale reader slots cleared", "清理了 \(stale) 个失效的读者槽"))
        }
        let needsCheck = Files.exists(folder + "/needs-check")
        add(
            "needs-check", !needsCheck,
            needsCheck
                ? tr("a commit may not have reached the disk: append anything to have it verified", "有提交可能未落盘：追加任意内容即会先行核验")
                : tr("none", "无"))
        try addClock(&findings)
        try addState(&findings)
        return findings
    }

    private func addClock(_ findings: inout [Finding]) throws {
        guard let head = try ledger.head() else { return }
        let now = Surroundings.system.wallMilliseconds()
        let behind = head.timeMilliseconds - now
        findings.append(
            Finding(
                check: "clock", isWell: behind <= 2000,
                message: tr(
                    "now \(CivilTime.text(ofMilliseconds: now)), last entry \(CivilTime.text(ofMilliseconds: head.timeMilliseconds))",
                    "现在 \(CivilTime.text(ofMilliseconds: now))，末条 \(CivilTime.text(ofMilliseconds: head.timeMilliseconds))")))
    }

    private func addState(_ findings: inout [Finding]) throws {
        let state = try StateFolder.ofUser()
        if ledger.isReplica {
            findings.append(Finding(check: "key", isWell: true, message: tr("a replica has none", "副本没有密钥")))
        } else {
            try addKey(state, &findings)
        }
        let size = try ledger.head()?.size ?? 0
        if let trusted = try state.trust(ledger.origin), let checkpoint = trusted.checkpoint {
            let isBehind = ledger.isReplica && checkpoint.size > size
            let isContained = try isBehind || ledger.contains(checkpoint)
            findings.append(
                Finding(
                    check: "trust", isWell: isContained,
                    message: isContained
                        ? tr("verified up to \(trusted.size) of \(size) entries", "已核验至 \(trusted.size) / \(size) 条")
                        : tr(
                            "this ledger does not contain the \(trusted.size) entries verified before: run `deedlog verify`",
                            "本账本不含此前核验的 \(trusted.size) 条：请运行 `deedlog verify`")))
        } else {
            findings.append(
                Finding(
                    check: "trust", isWell: false,
                    message: tr("never verified on this machine: run `deedlog verify`", "本机从未核验：请运行 `deedlog verify`")))
        }
    }

    /// Which key is in force, since when, and whether its file is at hand.
    private func addKey(_ state: StateFolder, _ findings: inout [Finding]) throws {
        let ring = state.keyRing(ledger.origin, keyPath)
        func add(_ isWell: Bool, _ message: String) { findings.append(Finding(check: "key", isWell: isWell, message: message)) }
        do {
            let keys = try ledger.keyHistory()
            _ = try ring.signingKey(of: ledger)
            let since = keys.changes.last.map { tr("since entry \($0)", "自第 \($0) 条起") } ?? tr("from the beginning", "自始")
            add(true, tr("\(ring.path), \(keys.current.text) in force \(since)", "\(ring.path)，\(keys.current.text) 有效，\(since)"))
        } catch let error as LedgerError {
            let isOther = error.code == .keyMismatch
            add(
                false,
                isOther
                    ? tr(
                        "\(ring.path) is not this ledger's key; in force is \(error.details[0])",
                        "\(ring.path) 不是本账本的密钥；现行密钥为 \(error.details[0])") : error.words.what)
        }
        if ring.isChanging {
            add(
                false,
                tr(
                    "a change of key was cut off (\(ring.nextPath) is there): run `deedlog key change` to end it",
                    "换钥中断（存在 \(ring.nextPath)）：请运行 `deedlog key change` 完成"))
        }
    }
}
