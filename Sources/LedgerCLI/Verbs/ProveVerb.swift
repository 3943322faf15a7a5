internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct ProveVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "prove",
            abstract: tr("Prove an entry, a whole history or an absence to people who have no ledger.", "向没有账本的人证明一条、全部经过或不存在。"),
            discussion: tr(
                """
                What is written is checked with `deedverify` and your log's public key alone: no ledger, no network.
                  deedlog prove 42 -o entry-42.tlog-proof
                  deedlog prove --deal D-0001 -o proof/       every stream of the deal, nothing left out
                  deedlog prove --stream listing/L-1 -o proof/
                  deedlog prove --absent deal/D-9 -o proof/   discloses the subjects on either side of the name
                A whole history and an absence rest on the last seal: see `deedlog seal`.
                """,
                """
                所写内容仅凭日志公钥即可用 `deedverify` 核验，无需账本与网络。
                  deedlog prove 42 -o entry-42.tlog-proof
                  deedlog prove --deal D-0001 -o proof/       交易的所有流，无一遗漏
                  deedlog prove --stream listing/L-1 -o proof/
                  deedlog prove --absent deal/D-9 -o proof/   会披露名称两侧的主题
                全部经过与不存在以最近一次封账为据：见 `deedlog seal`。
                """))
    }

    @Argument(
        help: ArgumentHelp(
            tr("An index, @DIGEST, HEAD, HEAD~n or SUBJECT:r.", "序号、@摘要、HEAD、HEAD~n 或 SUBJECT:r。"), valueName: "ref"))
    var reference: String?
    @Option(name: .long, help: ArgumentHelp(tr("All entries of this stream.", "此流的全部条目。"), valueName: "subject"))
    var stream: String?
    @Option(name: .long, help: ArgumentHelp(tr("All streams of this deal.", "此交易的全部流。")))
    var deal: String?
    @Option(name: .long, help: ArgumentHelp(tr("That there is no such stream.", "证明没有此流。"), valueName: "subject"))
    var absent: String?
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(tr("The file, or for all but a REF the new folder.", "文件；除 REF 外为新目录。"), valueName: "path"))
    var output: String
    @OptionGroup var tree: TreeOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard [reference, stream, deal, absent].compactMap({ $0 }).count == 1 else {
            throw ValidationError(tr("give one of REF, --stream, --deal, --absent", "REF、--stream、--deal、--absent 须且只能给出一个"))
        }
    }

    func run() throws {
        let ledger = try ledger.open()
        if let reference {
            try proveEntry(try ledger.resolve(reference), ledger)
        } else {
            let claim = stream.map { StreamClaim.stream($0) } ?? deal.map { .deal($0) } ?? absent.map { .absent($0) }
            if let claim { try proveStreams(claim, ledger) }
        }
        Output.standard.flush()
    }

    private func proveEntry(_ index: UInt64, _ ledger: Ledger) throws {
        let note = try tree.note(of: ledger)
        try ledger.prove([index], in: note) { entry in
            try Files.create(output, Array(entry.proof.text.utf8), mode: 0o644)
            try Files.create(output + ".entry", entry.line, mode: 0o644)
        }
        guard let size = Checkpoint(body: note.body)?.size else { throw LedgerError(.noteUnreadable, [output]) }
        if common.json {
            var answer = JSONText()
            answer.put("index", index)
            answer.put("size", size)
            answer.put("proof", output)
            answer.put("entry", output + ".entry")
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(
                tr(
                    "entry \(index) in the tree of \(grouped(size)) entries: \(output), \(output).entry",
                    "第 \(index) 条，位于共 \(grouped(size)) 条的树中：\(output)、\(output).entry"))
        }
    }

    private func proveStreams(_ claim: StreamClaim, _ ledger: Ledger) throws {
        guard let seal = try ledger.lastSeal() else { throw LedgerError(.notSealed, [claim.name]) }
        let note = try tree.note(of: ledger)
        guard let size = Checkpoint(body: note.body)?.size, size > seal.id else {
            throw LedgerError(.notFound, [String(seal.id)])
        }
        let (entries, disclosed) = try ProofFolder(path: output, ledger: ledger, checkpoint: note, seal: seal, claim: claim)
            .write()
        if common.json {
            var answer = JSONText()
            answer.put(claim.kind, claim.name)
            answer.put("seal", seal.id)
            answer.put("sealed", seal.size)
            answer.put("size", size)
            answer.put("entries", entries)
            answer.put("folder", output)
            answer.put("discloses", disclosed)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(
                tr(
                    "\(entries) entries, sealed as of the first \(grouped(seal.size)), in the tree of \(grouped(size)): \(output)",
                    "\(entries) 条，封账截至前 \(grouped(seal.size)) 条，位于共 \(grouped(size)) 条的树中：\(output)"))
            if !disclosed.isEmpty {
                let names = disclosed.joined(separator: comma)
                Output.standard.line(
                    tr("it also discloses that these streams exist: \(names)", "同时披露下列流存在：\(names)"))
            }
        }
    }
}
