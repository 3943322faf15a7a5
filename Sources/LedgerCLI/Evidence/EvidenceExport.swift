internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

struct EvidenceExport: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export",
            abstract: tr("Write everything about a deal, with proofs, into a BagIt folder.", "将一笔交易的全部条目与证明写入 BagIt 目录。"),
            discussion: tr(
                """
                Exact lines, their places in a signed tree, that none is left out, how the deal stands and which entry says so, a report, \
                and how to check it all without this program. Needs a seal: see `deedlog seal`. With --checkpoint FILE its cosignatures go \
                along, and FILE.tsr where it is there. No personal data: a ledger has none.
                  deedlog evidence export D-0001 -o bag
                  deedlog evidence export D-0001 -o bag --checkpoint cp --ca authority.pem
                """,
                """
                条目原文、其在已签名树中的位置、无一遗漏的证明、交易状态及各项出自哪一条、报告，以及不用本程序的核验方法。须先封账，见 \
                `deedlog seal`。给出 --checkpoint 文件则附带联署；同名 .tsr 若存在亦附带。不含个人信息：账本中本无。
                  deedlog evidence export D-0001 -o bag
                  deedlog evidence export D-0001 -o bag --checkpoint cp --ca authority.pem
                """))
    }

    @OptionGroup var deal: DealArgument
    @Option(name: .shortAndLong, help: ArgumentHelp(tr("The folder; must not be there.", "目录；须尚不存在。"), valueName: "dir"))
    var output: String
    @OptionGroup var tree: TreeOptions
    @Option(
        name: .long,
        help: ArgumentHelp(tr("Root certificates of the time-stamping authority, PEM.", "时间戳机构的根证书，PEM。"), valueName: "file"),
        completion: .file())
    var ca: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("A policy to put in; by default a line with the log's key.", "附入的信任策略；默认仅含日志公钥一行。"), valueName: "file"),
        completion: .file())
    var policy: String?
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if ca != nil && tree.checkpoint == nil {
            throw ValidationError(tr("--ca is for the timestamp of a --checkpoint", "--ca 用于 --checkpoint 的时间戳"))
        }
    }

    func run() throws {
        let ledger = try ledger.open()
        let folder = output.count > 1 && output.hasSuffix("/") ? String(output.dropLast()) : output
        if Files.exists(folder) { throw LedgerError(.outputExists, [folder]) }
        let bag = try EvidenceBag(
            deal: ClerkSource.name(deal.id, of: "deal"), ledger: ledger, note: tree.note(of: ledger), policy: policyText(ledger),
            timestamp: timestamp(), authorities: ca.map { try TimestampFiles.read($0) })
        let made = try bag.write(folder)
        if common.json {
            var answer = JSONText()
            answer.put("deal", bag.deal)
            answer.put("folder", folder)
            answer.put("size", made.size)
            answer.put("sealed", made.sealed)
            answer.put("entries", made.entries)
            answer.put("fields", made.fields)
            answer.put("files", made.files)
            answer.put("timestamp", bag.timestamp?.token.time)
            answer.put("pdf", made.hasPDF)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(
                tr(
                    "\(made.entries) entries of \(bag.deal), sealed as of the first \(grouped(made.sealed)), in the tree of \(grouped(made.size)): \(folder)",
                    "\(bag.deal) 共 \(made.entries) 条，封账截至前 \(grouped(made.sealed)) 条，位于共 \(grouped(made.size)) 条的树中：\(folder)"))
            if !made.hasPDF {
                Talk.note(
                    tr(
                        "note: no PDF; report.html is there. `pip install weasyprint` makes one next time.",
                        "提示：未生成 PDF，报告见 report.html。安装 weasyprint 后可生成。"))
            }
        }
        Output.standard.flush()
    }

    private func policyText(_ ledger: Ledger) throws -> [UInt8] {
        guard let policy else { return Array("log \(try ledger.verifierKey().text)\n".utf8) }
        let bytes = try TimestampFiles.read(policy)
        guard let text = String(validating: bytes, as: UTF8.self), (try? LogPolicy(text)) != nil else {
            throw LedgerError(.noteUnreadable, [policy])
        }
        return bytes
    }

    /// The stamp beside the checkpoint: it must be about it, and hold where authorities are given.
    private func timestamp() throws -> EvidenceBag.Timestamp? {
        guard let checkpoint = tree.checkpoint else { return nil }
        let path = checkpoint + ".tsr"
        guard Files.exists(path) else {
            if ca != nil { throw LedgerError(.timestampUnreadable, [path, tr("no such file", "文件不存在")]) }
            return nil
        }
        let bytes = try TimestampFiles.read(path), token = try TimestampFiles.token(bytes, path)
        if let ca {
            switch token.standing(under: try TimestampFiles.authorities(ca)) {
            case .sound: break
            case .unknown: throw LedgerError(.timestampUnknown, [path])
            case .broken: throw LedgerError(.timestampBroken, [path, tr("its signature or certificate", "签名或证书不符")])
            }
        }
        try TimestampFiles.checkImprint(token, path, of: TimestampFiles.checkpoint(checkpoint))
        return EvidenceBag.Timestamp(bytes: bytes, token: token)
    }
}
