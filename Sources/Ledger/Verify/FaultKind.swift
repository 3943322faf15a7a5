/// What `verify` can find. A closed list, documented in docs/FORMAT.md; in one layer the lowest index
/// is named first, and there the earlier kind.
public enum FaultKind: String, CaseIterable, Hashable, Sendable, Comparable {
    case entryMissing = "entry.missing"
    case entryDigest = "entry.digest"
    case tileMissing = "tile.missing"
    case tileLeaf = "tile.leaf"
    case entryLink = "entry.link"
    case entryJSON = "entry.json"
    case entryGrammar = "entry.grammar"
    case entryId = "entry.id"
    case entrySource = "entry.source"
    case entryTime = "entry.time"
    case entryOccurred = "entry.occurred"
    case entryCause = "entry.cause"
    case entryReserved = "entry.reserved"
    case ledgerCreated = "ledger.created"
    case entryRevision = "entry.revision"
    case entryKey = "entry.key"
    case entryPayload = "entry.payload"
    case entrySignature = "entry.signature"
    case actorChange = "actor.change"
    case keyChange = "key.change"
    case sealSize = "seal.size"
    case indexMissing = "index.missing"
    case indexExtra = "index.extra"
    case streamState = "stream.state"
    case tileNode = "tile.node"
    case sealRoot = "seal.root"
    case entryExtra = "entry.extra"
    case tileExtra = "tile.extra"
    case headMissing = "head.missing"
    case headSize = "head.size"
    case headDigest = "head.digest"
    case headTime = "head.time"
    case headRoot = "head.root"
    case headSignature = "head.signature"
    case ledgerRolledBack = "ledger.rolledBack"
    case ledgerContinues = "ledger.continues"
    case checkpointSignature = "checkpoint.signature"
    case checkpointRoot = "checkpoint.root"

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Lines with their leaves and links come first, what is derived from them next, the end of the log last: a broken
    /// line also spoils the nodes and streams above it, and is what should be named.
    var layer: Int {
        switch self {
        case .entryMissing, .entryDigest, .tileMissing, .tileLeaf, .entryLink, .entryJSON, .entryGrammar, .entryId, .entrySource,
            .entryTime, .entryOccurred, .entryCause, .entryReserved, .ledgerCreated, .entryRevision, .entryKey, .entryPayload,
            .entrySignature, .actorChange, .keyChange, .sealSize:
            0
        case .indexMissing, .indexExtra, .streamState, .tileNode, .sealRoot, .entryExtra, .tileExtra: 1
        default: 2
        }
    }

    public static func < (a: FaultKind, b: FaultKind) -> Bool { a.rank < b.rank }
}

/// One finding: where, and what was expected and found.
public struct VerifyFault: Hashable, Sendable {
    public let kind: FaultKind
    /// `nil` where only a bracket of sizes is known, or the fault is not one entry's.
    public let index: UInt64?
    public let expected: String
    public let found: String
    /// The largest known signed size that still fits, and the smallest that does not.
    public var after: UInt64?
    public var before: UInt64?

    public init(_ kind: FaultKind, _ index: UInt64?, expected: String, found: String, after: UInt64? = nil, before: UInt64? = nil)
    {
        self.kind = kind
        self.index = index
        self.expected = expected
        self.found = found
        self.after = after
        self.before = before
    }

    /// By layer, then by index, then by kind.
    func precedes(_ other: VerifyFault) -> Bool {
        (kind.layer, index ?? .max, kind) < (other.kind.layer, other.index ?? .max, other.kind)
    }
}

/// The first fault and how many there are.
public struct FaultLog: Hashable, Sendable {
    public private(set) var first: VerifyFault?
    public private(set) var count = 0

    public init() {}

    @inline(never)
    mutating func add(_ fault: VerifyFault) {
        count += 1
        if first.map({ fault.precedes($0) }) ?? true { first = fault }
    }

    /// Counts `number` more that are not named.
    mutating func add(unnamed number: Int) { count += number }

    mutating func add(_ other: FaultLog) {
        count += other.count
        if let fault = other.first, first.map({ fault.precedes($0) }) ?? true { first = fault }
    }
}
