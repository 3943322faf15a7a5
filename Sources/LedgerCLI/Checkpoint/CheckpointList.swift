internal import ArgumentParser
internal import Ledger
internal import Proofs

struct CheckpointList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: tr("The checkpoints of this ledger that were made on this machine.", "本机签发过的本账本检查点。"))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        let state = try StateFolder.ofUser()
        for note in try state.kept(ledger.origin) {
            guard let checkpoint = Checkpoint(body: note.body) else { continue }
            let cosigners = note.signatures.filter { $0.cosignatureSeconds != nil }.map(\.name)
            let isContained = try ledger.contains(checkpoint)
            if common.json {
                var answer = JSONText()
                answer.put("size", checkpoint.size)
                answer.put("root", checkpoint.root.hex)
                answer.put("cosignedBy", cosigners)
                answer.put("contained", isContained)
                answer.put("file", state.keptPath(ledger.origin, size: checkpoint.size))
                Output.standard.line(answer.text)
            } else {
                var line = tr(
                    "\(grouped(checkpoint.size)) entries  \(checkpoint.root)", "\(grouped(checkpoint.size)) 条  \(checkpoint.root)"
                )
                if !cosigners.isEmpty { line += "  " + cosigners.joined(separator: ", ") }
                if !isContained { line += tr("  NOT IN THIS LEDGER", "  本账本中没有") }
                Output.standard.line(line)
            }
        }
        Output.standard.flush()
    }
}
