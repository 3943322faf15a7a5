/// Why the ledger refused or failed: one stable code per cause, with what a reader needs to act. DESIGN.md section 7.
public struct LedgerError: Error, Hashable, Sendable {
    public let code: Code
    /// What the message names, in the order the code's text asks for.
    public let details: [String]
    /// Where in the input, as far as known.
    public var line: Int?
    public var offset: Int?
    /// What there is instead of what a draft expected.
    public var found: Found?
    /// The rule that refused the step.
    public var refusal: StepRefusal?

    /// The stream or entry that contradicts an expectation.
    public struct Found: Hashable, Sendable {
        public let subject: String
        /// The stream's last revision; `nil` where the stream does not exist.
        public var revision: UInt32?
        /// The entry that holds the key already.
        public var index: UInt64?

        public init(subject: String, revision: UInt32? = nil, index: UInt64? = nil) {
            self.subject = subject
            self.revision = revision
            self.index = index
        }
    }

    public init(_ code: Code, _ details: [String] = [], line: Int? = nil, offset: Int? = nil, found: Found? = nil) {
        self.code = code
        self.details = details
        self.line = line
        self.offset = offset
        self.found = found
    }

    public enum Code: String, CaseIterable, Hashable, Sendable {
        // 1: unexpected
        case unexpected
        // 2: an integrity violation, proved
        case broken, rolledBack, headMismatch, storedRowBroken, sealBroken, noteUnsigned, logForked, checkpointBehind,
            inconsistent
        case noteBroken, timestampBroken, valueBroken, nonceReused
        case forked, sourceRolledBack, treeBroken
        // 3
        case notALedger, notFound, fileNotFound, notSealed
        // 4: conflict
        case vaultExists
        case ledgerExists, folderNotEmpty, revisionConflict, sourceConflict, keyReused, partlyStored, streamThere, oldSizeOther
        case outputExists
        case otherOrigin
        // 5: a business rule
        case rejected
        // 6: could not decide
        case formatNewer, keyChanged, undecided, noteUnreadable, notAFormat, noKey, policyUnreadable
        case timestampUnreadable, timestampRefused, timestampUnknown
        case checkpointUnsigned, policyUnmet, treeUnreadable, linesNotPublished
        // 64
        case usage, refAmbiguous, administratorsTooFew
        // 65
        case malformed, occurredInFuture, causeNotEarlier, lineTooLong, tooManyDrafts, inputTooLong, mapMalformed, originMalformed
        case typeUnknown, roleUnknown, payloadMalformed, personalWithoutKey, personalInClear, tokenMalformed
        // 74
        case inputOutput, diskFull, mapFull, readOnly, needsCheck, outcomeUnknown
        // 75
        case busy, queueFull, vaultInUse
        // 77
        case reservedName, notPermitted, replicaTakesNoDrafts, partyErased, accessDenied, tokenRefused
        // 78
        case keyMissing, keyTooOpen, keyMalformed, keyMismatch, keyRetired, keyInUse, tokenTooOpen
        case vaultMissing, clockImplausible, stateFolderUnknown, openTwice
        case masterKeyMissing, masterKeyMalformed, masterKeyWrong, vaultForeign

        public var exitStatus: Int32 {
            switch self {
            case .unexpected: 1
            case .broken, .rolledBack, .headMismatch, .storedRowBroken, .sealBroken, .noteUnsigned, .logForked, .checkpointBehind,
                .inconsistent, .noteBroken, .timestampBroken, .valueBroken, .nonceReused, .forked, .sourceRolledBack, .treeBroken:
                2
            case .notALedger, .notFound, .fileNotFound, .notSealed: 3
            case .vaultExists, .ledgerExists, .folderNotEmpty, .revisionConflict, .sourceConflict, .keyReused, .partlyStored,
                .streamThere,
                .oldSizeOther, .outputExists, .otherOrigin:
                4
            case .rejected: 5
            case .formatNewer, .keyChanged, .undecided, .noteUnreadable, .notAFormat, .noKey, .policyUnreadable,
                .timestampUnreadable, .timestampRefused, .timestampUnknown, .checkpointUnsigned, .policyUnmet, .treeUnreadable,
                .linesNotPublished:
                6
            case .usage, .refAmbiguous, .administratorsTooFew: 64
            case .malformed, .occurredInFuture, .causeNotEarlier, .lineTooLong, .tooManyDrafts, .inputTooLong, .mapMalformed,
                .originMalformed, .typeUnknown, .roleUnknown, .payloadMalformed, .personalWithoutKey, .personalInClear,
                .tokenMalformed:
                65
            case .inputOutput, .diskFull, .mapFull, .readOnly, .needsCheck, .outcomeUnknown: 74
            case .busy, .queueFull, .vaultInUse: 75
            case .reservedName, .notPermitted, .replicaTakesNoDrafts, .partyErased, .accessDenied, .tokenRefused: 77
            case .keyMissing, .keyTooOpen, .keyMalformed, .keyMismatch, .keyRetired, .keyInUse, .tokenTooOpen, .vaultMissing,
                .clockImplausible, .stateFolderUnknown, .openTwice, .masterKeyMissing, .masterKeyMalformed, .masterKeyWrong,
                .vaultForeign:
                78
            }
        }
    }
}

extension LedgerError: CustomStringConvertible {
    public var description: String { details.isEmpty ? code.rawValue : "\(code.rawValue): \(details.joined(separator: ", "))" }
}
