internal import Ledger
internal import Proofs

/// The answer to a change of actors or policy that was appended.
enum ChangeAnswer {
    /// - Throws: what became of it, where it was not stored.
    static func say(_ run: DraftRun, isJSON: Bool) throws {
        let receipt: Receipt, isDuplicate: Bool
        switch run.outcomes[0] {
        case .stored(let stored): (receipt, isDuplicate) = (stored, false)
        case .duplicate(let stored): (receipt, isDuplicate) = (stored, true)
        case .failed(let error): throw error
        case .wouldStore, .notStored: throw LedgerError(.unexpected, [run.key(0)])
        }
        if isJSON {
            var answer = JSONText()
            answer.put("index", receipt.index)
            answer.put("digest", receipt.digest.hex)
            answer.put("subject", run.subject(0))
            answer.put("revision", UInt64(receipt.revision))
            answer.put("size", receipt.size)
            answer.put("duplicate", isDuplicate)
            Output.standard.line(answer.text)
        } else {
            let word = isDuplicate ? tr("present", "已有") : tr("stored ", "存入")
            Output.standard.line("\(word)  \(receipt.index)  \(run.subject(0)):\(receipt.revision)  \(run.type(0))")
        }
        Output.standard.flush()
    }
}
