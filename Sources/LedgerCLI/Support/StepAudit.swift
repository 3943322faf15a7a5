internal import HomeSale
internal import Ledger

/// What `verify` finds about the steps themselves, once the log is known to be sound: automatic ones are made anew, and what no
/// rule reads is counted.
struct StepAudit {
    private(set) var findings: [AutomaticAudit.Finding] = []
    private(set) var unknownRules: [(index: UInt64, rule: String)] = []
    /// Automatic steps that were recomputed.
    private(set) var checked: UInt64 = 0
    /// Steps that fell due since the last tick and up to now: nobody's fault.
    private(set) var due: UInt64 = 0
    /// Entries of types that are neither the catalogue's nor the ledger's own.
    private(set) var opaque: UInt64 = 0

    /// How types begin that only the ledger's own verbs make. DESIGN.md section 2.
    private static let ownKinds = ["ledger.", "step.", "actor.", "access.", "erasure."]

    var verdict: VerifyReport.Verdict { findings.isEmpty ? unknownRules.isEmpty ? .ok : .inconclusive : .broken }

    /// - Parameter size: reads the entries below it only: those that were verified.
    static func run(_ ledger: Ledger, size: UInt64) throws -> StepAudit {
        var audit = StepAudit()
        var hasAutomatic = false
        for type in try ledger.statistics().types {
            if let name = EventName(name: type.name) {
                if AutomaticRule.makes(name) { hasAutomatic = true }
            } else if !Self.ownKinds.contains(where: type.name.hasPrefix) {
                audit.opaque += type.count
            }
        }
        // Without any, none is wrong and no tick passed one over.
        guard hasAutomatic else { return audit }
        var steps = AutomaticAudit { deal, below in
            DealFile(id: deal, facts: try ledger.withReader { try $0.facts(ofDeal: deal, below: below) })
        }
        try ledger.forEachEntry(LogQuery()) { index, line in
            guard index < size else { return false }
            if let fact = Fact(line: line) { try steps.take(fact) }
            return true
        }
        audit.due = UInt64(try steps.finish(now: Surroundings.system.wallMilliseconds()).count)
        (audit.findings, audit.unknownRules, audit.checked) = (steps.findings, steps.unknownRules, steps.checked)
        return audit
    }
}
