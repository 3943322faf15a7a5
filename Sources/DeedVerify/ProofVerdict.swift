/// What became of one proof. The order of the cases is the order of judgement, DESIGN.md section 5.
struct ProofVerdict {
    enum Outcome: String {
        case ok, broken, inconclusive

        /// The exit code.
        var status: Int32 {
            switch self {
            case .ok: 0
            case .broken: 2
            case .inconclusive: 6
            }
        }
    }

    /// Why a proof does not hold, or cannot be judged.
    enum Fault: String {
        case proofUnreadable, entryUnreadable, policyUnreadable, policyUnsupported
        case noKey
        case unsigned, signature, path, entry, index, source

        var outcome: Outcome {
            switch self {
            case .proofUnreadable, .entryUnreadable, .policyUnreadable, .policyUnsupported, .noKey: .inconclusive
            case .unsigned, .signature, .path, .entry, .index, .source: .broken
            }
        }
    }

    let file: String
    var fault: Fault?
    var source: String?
    var size: UInt64?
    var index: UInt64?
    var subject: String?

    var outcome: Outcome { fault?.outcome ?? .ok }
}
