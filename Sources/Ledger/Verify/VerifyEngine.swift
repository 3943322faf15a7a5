internal import Proofs
internal import Storage

/// What the threads of one verification share. Written before they start, or each slot by one thread alone.
@safe final class VerifyEngine: @unchecked Sendable {
    /// Entries per superblock: what one buffer of records holds. Small enough that phase B finds the lines in the cache.
    static let blockEntries: UInt64 = 16_384

    let origin: String
    let originUnits: [UInt8]
    let tables: LedgerTables
    /// Entries to check: the head's size, or what is there if the head is absurd.
    let size: UInt64
    let range: Range<UInt64>
    let head: Head?
    let jobs: Int
    /// Random, per run: an index could be forged against a known one.
    let seed: UInt64
    let wantedSizes: Set<UInt64>
    let seals: VerifySeals
    /// What the log says of its keys; `nil` where entry 0 names none.
    let keys: Keys?
    let actors: Actors
    let barrier: Barrier
    let progress: (@Sendable (UInt64) -> Void)?
    var isWhole: Bool { range == 0..<size }

    /// Who signed what, and what does not hold of what the log says of actors.
    typealias Actors = (registry: ActorRegistry, flaws: [(index: UInt64, flaw: ActorFlaw)])
    typealias Keys = (history: KeyHistory, flaws: [(index: UInt64, flaw: KeyHistory.Flaw)])

    /// Two buffers in turn, so that one barrier per superblock is enough.
    let records: (UnsafeMutablePointer<VerifyRecord>, UnsafeMutablePointer<VerifyRecord>)
    /// The root of each complete tile, from the lines.
    let tileRoots: UnsafeMutablePointer<Digest>
    private let tileCount: Int

    /// Where phase A leaves entry `place` of a superblock.
    func record(_ buffer: Int, _ place: UInt64) -> UnsafeMutablePointer<VerifyRecord> {
        unsafe (buffer == 0 ? records.0 : records.1) + Int(place)
    }

    struct Shared {
        var faults = FaultLog()
        var bytes: UInt64 = 0
        var entries: UInt64 = 0
        var signed: UInt64 = 0
        var unsigned: UInt64 = 0
        var signaturesChecked: UInt64 = 0
        /// Leaves of the tile that holds a wanted size, by tile number.
        var leaves: [UInt64: [Digest]] = [:]
        var types: [[UInt8]: TypeFold] = [:]
        var streams = 0
        var streamsOutgrown = 0
        /// At a size that a seal is about, the leaves of the threads' streams, until all have come.
        var sealLeaves: [UInt64: [VerifySeals.Share]] = [:]
        /// What they made.
        var sealRoots: [UInt64: VerifySeals.Made] = [:]
    }

    let shared = Lock(Shared())
    /// Signed entries that no thread has taken up yet.
    let signed = Lock(SignedChunks())

    init(
        origin: String, tables: LedgerTables, size: UInt64, range: Range<UInt64>, head: Head?, jobs: Int, seed: UInt64,
        wantedSizes: Set<UInt64>, seals: VerifySeals, keys: Keys?, actors: Actors,
        progress: (@Sendable (UInt64) -> Void)?
    ) {
        self.origin = origin
        originUnits = Array(origin.utf8)
        self.tables = tables
        self.size = size
        self.range = range
        self.head = head
        self.jobs = jobs
        self.seed = seed
        self.wantedSizes = wantedSizes
        self.seals = seals
        self.keys = keys
        self.actors = actors
        self.progress = progress
        barrier = Barrier(count: jobs)
        let block = Int(min(Self.blockEntries, max(size, 1)))
        unsafe records = (.allocate(capacity: block), .allocate(capacity: block))
        tileCount = Int(size / 256)
        unsafe tileRoots = .allocate(capacity: max(tileCount, 1))
        unsafe tileRoots.initialize(repeating: .zero, count: max(tileCount, 1))
    }

    deinit {
        unsafe records.0.deallocate()
        unsafe records.1.deallocate()
        unsafe tileRoots.deallocate()
    }

    /// The root over the first `size` lines; `leaves` are those of its last, partial tile.
    func root(at size: UInt64, _ leaves: [Digest], _ hasher: inout Hasher256) -> Digest {
        var tiles = Frontier()
        for number in 0..<Int(size / 256) { tiles.append(leaf: unsafe tileRoots[number], &hasher) }
        var rest = Frontier()
        for leaf in leaves.prefix(Int(size % 256)) { rest.append(leaf: leaf, &hasher) }
        if rest.size == 0 { return tiles.root(&hasher) }
        return tiles.root(followedBy: rest.root(&hasher), &hasher)
    }
}

/// What phase A leaves of an entry for phase B. The subject lies in the map, which the transaction pins.
@safe struct VerifyRecord {
    var digest: Digest
    var subject: SubjectText
    var keyHash: UInt64
    var revision: UInt32
    var isSound: Bool
}

/// How often a type was met, and a fingerprint of where.
struct TypeFold: Hashable {
    var count: UInt64 = 0
    var fingerprint: UInt64 = 0
}

/// Mixes three numbers under a seed; sums of mixes compare sets whatever their order.
@inline(__always)
func mixFingerprint(_ seed: UInt64, _ a: UInt64, _ b: UInt64, _ c: UInt64) -> UInt64 {
    var x = seed ^ (a &* 0x9E37_79B9_7F4A_7C15)
    x = (x ^ (x >> 32)) &* 0xD6E8_FEB8_6659_FD93 ^ b
    x = (x ^ (x >> 29)) &* 0xBF58_476D_1CE4_E5B9 ^ c
    x = (x ^ (x >> 32)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
}
