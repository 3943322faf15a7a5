internal import ArgumentParser
internal import Glibc
internal import Proofs

/// `deedverify`: for people who hold a proof and nothing else. No store, no network, and no clock unless the
/// policy names witnesses.
@main
struct DeedVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deedverify",
        abstract: "Check proofs that left a ledger, with keys alone. 仅凭公钥核验账本给出的证明。",
        discussion: """
            FILE is a C2SP tlog-proof; the entry's stored bytes are in FILE.entry beside it. A folder made by
            `deedlog prove --deal|--stream|--absent` proves that a history is complete, or that there is none. The policy is a C2SP tlog-policy:
            a line `log VERIFIERKEY` for each log you trust, and who must have witnessed it. `deedlog init` printed the key; ask for it by another way than
            the proof came.
              deedverify entry-42.tlog-proof --policy policy.txt
              deedverify bag --policy policy.txt --ca authority.pem      a folder of `deedlog evidence export`
            Exit 0: every proof holds. 2: one is proved broken. 6: one could not be decided.
            FILE 为 C2SP tlog-proof，条目原文在旁边的 FILE.entry；文件夹证明经过完整或不存在；策略文件每行一个所信任日志的公钥。
            """)

    @Argument(help: "Proofs. 证明文件。")
    var files: [String]

    @Option(help: "Which logs you trust. 信任策略。")
    var policy: String

    @Option(help: "Root certificates of time-stamping authorities that you trust, PEM. 所信任的时间戳机构根证书。")
    var ca: String?

    @Flag(help: "One JSON object per proof. 每个证明输出一个 JSON 对象。")
    var json = false

    @Option(help: "en or zh-CN. 语言。")
    var lang: String?

    func run() throws {
        let words = Words(lang)
        var statuses: [Int32] = []
        let verdicts = judge()
        for verdict in verdicts {
            print(json ? words.json(verdict) : words.line(verdict))
            statuses.append(verdict.outcome.status)
        }
        // What is proved broken outweighs what could not be decided.
        let status = statuses.contains(2) ? 2 : statuses.max() ?? 0
        if status != 0 { throw ExitCode(status) }
    }

    private func judge() -> [ProofVerdict] {
        guard let bytes = readFile(policy), let text = String(validating: bytes, as: UTF8.self) else {
            return [ProofVerdict(file: policy, fault: .policyUnreadable)]
        }
        var authorities: TimestampAuthorities?
        if let ca {
            authorities = readFile(ca).flatMap { TimestampAuthorities(pem: $0) }
            if authorities == nil { return [ProofVerdict(file: ca, fault: .authoritiesUnreadable)] }
        }
        do throws(LogPolicy.Failure) {
            let policy = try LogPolicy(text)
            return files.map { file in
                if isFolder(file), readFile(file + "/bagit.txt") != nil { return checkBag(file, policy, authorities) }
                if isFolder(file) { return checkStreams(file, StreamsFolder(file), policy) }
                return checkEntryProof(file, proof: readFile(file), entry: readFile(file + ".entry"), policy)
            }
        } catch {
            return [ProofVerdict(file: self.policy, fault: .policyUnreadable)]
        }
    }
}
