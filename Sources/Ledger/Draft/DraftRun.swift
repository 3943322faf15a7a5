internal import CanonicalJSON
public import Proofs
internal import Storage

/// Drafts in order, with their bytes: what is handed to the writer at once, and what comes back.
///
/// It belongs to whoever fills it until it is submitted, then to the writer until it answers. Reuse it with
/// ``removeAll()``: it keeps its memory.
public final class DraftRun: @unchecked Sendable {
    var bytes = ByteBuilder(capacity: 1 << 14)
    public internal(set) var drafts: [Draft] = []
    /// One per draft, in order, once the writer has answered.
    public internal(set) var outcomes: [DraftOutcome] = []
    /// All drafts are one batch, instead of one each.
    public var isAtomic: Bool
    /// A failed batch ends the run: what comes after it is not judged.
    public var stopsAtFailure: Bool
    /// For a rehearsal: the instant to record each draft at, instead of the clock's.
    public var times: [Int64] = []
    /// The run is a change of key: it gets a commit of its own, the last that its writer signs.
    var isKeyChange = false
    /// Whoever filled it looked for personal numbers already, and knows which codes only look like them: an import by the columns of its
    /// map, a rehearsal because the lines are in a log.
    public var isSearched = false
    /// Judge, answer, and store nothing.
    public var isDryRun = false
    /// What whoever sealed the run's personal values keeps of it until its fate is known.
    public var sealed: (any Sendable)?

    public init(isAtomic: Bool = false, stopsAtFailure: Bool = true) {
        self.isAtomic = isAtomic
        self.stopsAtFailure = stopsAtFailure
    }

    public var count: Int { drafts.count }

    public func removeAll() {
        bytes.removeAll()
        drafts.removeAll(keepingCapacity: true)
        times.removeAll(keepingCapacity: true)
        outcomes.removeAll(keepingCapacity: true)
    }

    /// The subject of draft `number`.
    public func subject(_ number: Int) -> String { text(drafts[number].subject) }

    /// The key that draft `number` states, or nothing.
    public func key(_ number: Int) -> String { text(drafts[number].key) }

    /// Lends subject and key of draft `number`, unescaped.
    public func withNames(_ number: Int, _ body: (_ subject: Span<UInt8>, _ key: Span<UInt8>) -> Void) {
        bytes.withSpan { body($0.extracting(drafts[number].subject), $0.extracting(drafts[number].key)) }
    }

    /// Whether the ledger holds draft `number`, from now or from before.
    public func isHeld(_ number: Int) -> Bool {
        guard number < outcomes.count else { return false }
        return switch outcomes[number] {
        case .stored, .duplicate: true
        case .wouldStore, .failed, .notStored: false
        }
    }

    private func text(_ range: Range<Int>) -> String {
        bytes.withSpan { String(decoding: Array(copying: $0.extracting(range)), as: UTF8.self) }
    }
}

/// What became of a draft.
public enum DraftOutcome: Hashable, Sendable {
    /// Durable now.
    case stored(Receipt)
    /// Was there before.
    case duplicate(Receipt)
    /// Would be accepted; nothing was stored. The index is the one it would have got.
    case wouldStore(Receipt)
    indirect case failed(LedgerError)
    /// Not judged, or taken back with its batch.
    case notStored
}

/// The answer to a draft. DESIGN.md section 7.
public struct Receipt: Hashable, Sendable {
    public let index: UInt64
    public let digest: Digest
    public let revision: UInt32
    /// Entries in the ledger with this one's batch, or when a duplicate was found.
    public let size: UInt64
}
