internal import Ledger
internal import Storage
internal import Vault

/// What `doctor` looks at of a vault. It opens nothing and settles nothing.
struct VaultCheckup {
    let ledger: Ledger
    let options: VaultKeyOptions

    /// - Returns: nothing for a ledger without a vault.
    func run() throws -> [Checkup.Finding] {
        guard Vault.exists(ledger) else { return [] }
        let glance: VaultGlance
        do { glance = try VaultGlance(ledger) } catch let error as LedgerError {
            return [Checkup.Finding(check: "vault", isWell: false, message: error.words.what)]
        }
        var findings: [Checkup.Finding] = []
        func add(_ isWell: Bool, _ english: String, _ chinese: String) {
            findings.append(Checkup.Finding(check: "vault", isWell: isWell, message: tr(english, chinese)))
        }
        addFiles(add)
        addKey(glance, add)
        // What is pending while somebody is at work is theirs.
        add(
            glance.pending == 0 || glance.isInUse,
            "\(glance.pending) portions unsettled\(glance.pending > 0 && !glance.isInUse ? ": `deedlog vault check` settles them" : "")",
            "\(glance.pending) 批未了结\(glance.pending > 0 && !glance.isInUse ? "：`deedlog vault check` 会处理" : "")")
        if glance.isCompactionDue {
            add(
                false,
                "what was destroyed may still be in free pages of the file: run `deedlog party erase` or `deedlog vault rotate` again",
                "已销毁的内容可能仍在文件空闲页中：请再次运行 `deedlog party erase` 或 `deedlog vault rotate`")
        }
        try addErasures(glance, add)
        if glance.previousMasterKeyID != nil, try ledger.index(ofKey: VaultRotated.key(glance.masterKeyID), in: "ledger") == nil {
            add(
                false, "the log does not say yet that the master key was changed: run `deedlog vault rotate` again",
                "更换主密钥尚未记入日志：请再次运行 `deedlog vault rotate`")
        }
        return findings
    }

    private func addFiles(_ add: (Bool, String, String) -> Void) {
        let folder = Vault.path(of: ledger)
        for name in ["", "/data.mdb", "/lock.mdb", "/users.lock"] {
            guard let mode = Files.mode(folder + name), mode & 0o077 != 0 else { continue }
            let path = "vault" + name
            add(false, "others may read \(path): chmod go= it", "他人可读取 \(path)：请 chmod go=")
        }
    }

    private func addKey(_ glance: VaultGlance, _ add: (Bool, String, String) -> Void) {
        do {
            let key = try options.key(ledger.origin)
            let fits = key.id == glance.masterKeyID
            add(
                fits,
                fits ? "master key \(key.id) is at hand" : "master key \(key.id) does not open it; \(glance.masterKeyID) does",
                fits ? "主密钥 \(key.id) 在手" : "主密钥 \(key.id) 打不开此库，应为 \(glance.masterKeyID)")
            if options.vaultKeyCommand == nil, case let next = VaultKeyOptions.next(try options.path(ledger.origin)),
                Files.exists(next)
            {
                add(
                    false, "a change of the master key was cut off (\(next) is there): run `deedlog vault rotate` again",
                    "主密钥更换中断（存在 \(next)）：请再次运行 `deedlog vault rotate`")
            }
        } catch {
            let what = LedgerError(wrapping: error, "").words.what
            add(false, what, what)
        }
    }

    /// Erasures that were decided and not done, or done and undone by a restored copy.
    private func addErasures(_ glance: VaultGlance, _ add: (Bool, String, String) -> Void) throws {
        var done: Set<String> = [], open: [String] = []
        for type in [ErasureEntry.executedType, ErasureEntry.requestedType] {
            var query = LogQuery()
            query.type = type
            try ledger.forEachEntry(query) { _, line in
                guard let entry = try? parseEntryLine(line) else { return true }
                let party = String(attributeText(line, entry, .subject).dropFirst(6))
                if type == ErasureEntry.executedType { done.insert(party) } else if !done.contains(party) { open.append(party) }
                return true
            }
        }
        for party in open {
            add(
                false, "the erasure of \(party) was decided and not ended: run `deedlog party erase \(party)`",
                "\(party) 的删除已决定而未完成：请运行 `deedlog party erase \(party)`")
        }
        for party in done.intersection(glance.live).sorted() {
            add(
                false, "\(party) was erased, and a restored vault has its key: run `deedlog party erase \(party)`",
                "\(party) 已删除，而恢复的保险库中仍有其密钥：请运行 `deedlog party erase \(party)`")
        }
    }
}
