internal import Proofs

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
        case proofUnreadable, entryUnreadable, folderUnreadable, policyUnreadable
        case noKey, unsigned, quorum, fromTheFuture
        /// Of a bag: cannot be read, or nobody known stamped it.
        case bagUnreadable, evidenceUnreadable, timestampUnreadable, authority, authoritiesUnreadable
        case signature, path, entry, index, source
        /// Of a folder: what does not fit between its parts.
        case checkpoint, seal, claim, leaf, proofMissing, proofExtra, order, foreign, revision, count, digest
        /// Of a bag: manifests, files, or what is said of the entries do not fit.
        case manifest, bagMissing, bagExtra, bagDigest, evidence, field, timestamp

        var outcome: Outcome {
            switch self {
            case .proofUnreadable, .entryUnreadable, .folderUnreadable, .policyUnreadable, .noKey, .unsigned, .quorum,
                .fromTheFuture,
                .bagUnreadable, .evidenceUnreadable, .timestampUnreadable, .authority, .authoritiesUnreadable:
                .inconclusive
            case .signature, .path, .entry, .index, .source, .checkpoint, .seal, .claim, .leaf, .proofMissing,
                .proofExtra, .order, .foreign, .revision, .count, .digest, .manifest, .bagMissing, .bagExtra, .bagDigest,
                .evidence, .field, .timestamp:
                .broken
            }
        }
    }

    let file: String
    var fault: Fault?
    var source: String?
    var size: UInt64?
    var index: UInt64?
    var subject: String?
    /// The witnesses of the policy that cosigned the checkpoint.
    var cosigners: [String] = []
    /// Of a folder: what it says, as of which size, how many entries show it and how many came after.
    var claim: StreamsFile.Claim?
    var sealed: UInt64?
    var entries: Int?
    var later: Int?
    /// Of a bag: when it was stamped and by whom, and whether anybody trusted says so.
    var isBag = false
    var timestamp: String?
    var timestampBy: String?
    var isTimestampChecked = false

    var outcome: Outcome { fault?.outcome ?? .ok }

    /// The witnesses who say that they read every line and recomputed every seal: those whose key is named so.
    var auditors: [String] { cosigners.filter(AuditorName.fits) }
}
