internal import Proofs

/// The streams of one thread's share, folded from the log: state, and a fingerprint of their index rows.
///
/// Open addressing by a hash of the subject as it stands in the line, escapes and all: canonical escaping is one to one.
@safe struct StreamFolds: ~Copyable {
    @safe struct Fold {
        var subject: SubjectText
        var state: StreamState
        var fingerprint: UInt64
        /// Its row in the streams table was met.
        var isMet: Bool
    }

    private(set) var folds: UnsafeMutablePointer<Fold>
    private var slots: UnsafeMutablePointer<Int32>
    private(set) var count = 0
    private var capacity: Int

    init() {
        capacity = 1 << 12
        unsafe folds = .allocate(capacity: capacity)
        unsafe slots = .allocate(capacity: capacity * 2)
        unsafe slots.initialize(repeating: -1, count: capacity * 2)
    }

    deinit {
        unsafe folds.deallocate()
        unsafe slots.deallocate()
    }

    /// The number of the fold for this subject, or -1.
    @inline(__always)
    func find(_ subject: SubjectText) -> Int {
        let mask = capacity &* 2 &- 1
        var slot = Int(truncatingIfNeeded: subject.hash >> 8) & mask
        while true {
            let number = unsafe Int(slots[slot])
            if number < 0 { return -1 }
            if unsafe folds[number].subject.isSame(as: subject) { return number }
            slot = (slot &+ 1) & mask
        }
    }

    /// Folds one entry in.
    ///
    /// - Returns: the revision that the entry should have.
    @inline(__always)
    mutating func apply(_ record: VerifyRecord, _ index: UInt64, _ seed: UInt64, _ hasher: inout Hasher256) -> UInt32 {
        var number = find(record.subject)
        if number < 0 {
            number = insert(record, index)
        }
        let fold = unsafe folds + number
        let revision = unsafe fold.pointee.state.count
        unsafe fold.pointee.state.digest = hasher.stream(fold.pointee.state.digest, record.digest)
        unsafe fold.pointee.state.count = revision &+ 1
        unsafe fold.pointee.fingerprint &+= mixFingerprint(seed, UInt64(revision), index, record.keyHash)
        return revision
    }

    func fold(_ number: Int) -> Fold { unsafe folds[number] }
    func state(_ number: Int) -> StreamState { unsafe folds[number].state }

    func markMet(_ number: Int) { unsafe folds[number].isMet = true }

    @inline(never)
    private mutating func insert(_ record: VerifyRecord, _ index: UInt64) -> Int {
        if count == capacity { grow() }
        var state = StreamState()
        state.number = index
        unsafe (folds + count).initialize(
            to: Fold(subject: record.subject, state: state, fingerprint: 0, isMet: false))
        place(count)
        count += 1
        return count - 1
    }

    private func place(_ number: Int) {
        let mask = capacity * 2 - 1
        var slot = unsafe Int(truncatingIfNeeded: folds[number].subject.hash >> 8) & mask
        while unsafe slots[slot] >= 0 { slot = (slot + 1) & mask }
        unsafe slots[slot] = Int32(number)
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Fold>.allocate(capacity: capacity * 2)
        unsafe larger.moveInitialize(from: folds, count: count)
        unsafe folds.deallocate()
        unsafe slots.deallocate()
        unsafe folds = larger
        capacity *= 2
        unsafe slots = .allocate(capacity: capacity * 2)
        unsafe slots.initialize(repeating: -1, count: capacity * 2)
        for number in 0..<count { place(number) }
    }
}
