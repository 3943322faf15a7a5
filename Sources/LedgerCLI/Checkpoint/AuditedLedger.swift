internal import HomeSale
internal import Ledger
internal import Proofs

/// What stands behind a cosignature under a name that ends in `/audited`: every line and seal was read and recomputed, and the
/// tree of the checkpoint is this ledger's. DESIGN.md section 3.
enum AuditedLedger {
    /// Nothing that this machine remembers is asked: what is audited is what is there.
    ///
    /// - Throws: ``LedgerError`` `broken`; `undecided` where a rule is unknown.
    static func check(_ ledger: Ledger, contains checkpoint: Checkpoint, from path: String) throws {
        let progress = Progress(total: try ledger.head()?.size, unit: tr("entries", "条"))
        var verifier = Verifier(ledger)
        verifier.jobs = coreCount()
        verifier.progress = { progress.show($0) }
        verifier.known = [.init(checkpoint, source: path, kind: .checkpointRoot)]
        let report = try verifier.run()
        progress.end()
        if let fault = report.firstFault {
            let place = fault.index.map { tr(" at index \($0)", "，序号 \($0)") } ?? ""
            throw LedgerError(.broken, [fault.kind.rawValue + place])
        }
        guard report.undecided.isEmpty else { throw LedgerError(.undecided, [report.undecided.joined(separator: ", ")]) }
        let steps = try StepAudit.run(ledger, size: report.size)
        if let finding = steps.findings.first {
            throw LedgerError(.broken, [finding.kind.rawValue + tr(" at index \(finding.index)", "，序号 \(finding.index)")])
        }
        if let unknown = steps.unknownRules.first { throw LedgerError(.undecided, [unknown.rule]) }
    }
}
