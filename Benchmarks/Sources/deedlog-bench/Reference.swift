import CReference
import Proofs

/// The C program's handle on one folder.
@safe final class Reference {
    private let handle: OpaquePointer

    static let origin = "bench.example.cn/home-sale"
    static let keySeed = [UInt8](0..<32)

    init(creating folder: String) { unsafe handle = cref_create(folder, Self.origin, Self.keySeed) }
    init(opening folder: String) { unsafe handle = cref_open(folder) }
    deinit { unsafe cref_close(handle) }

    /// Size, time, digest, root and signature, as stored.
    var head: [UInt8] {
        var head = [UInt8](repeating: 0, count: cref_head_bytes)
        unsafe cref_head(handle, &head)
        return head
    }

    var sizes: cref_size { unsafe cref_sizes(handle) }

    /// - Returns: the duration of each commit in nanoseconds.
    func append(_ lines: UnsafePointer<cref_line>, _ count: Int, batch: Int) -> [UInt64] {
        var durations = [UInt64](repeating: 0, count: (count + batch - 1) / batch)
        unsafe cref_append(handle, lines, count, batch, &durations)
        return durations
    }

    func digestPass() -> (count: UInt64, sum: [UInt8]) {
        var sum = [UInt8](repeating: 0, count: 32)
        let count = unsafe cref_digest_pass(handle, &sum)
        return (count, sum)
    }

    /// - Returns: the root; a difference ends the program.
    func verify(_ corpus: Corpus, jobs: Int) -> [UInt8] {
        var root = [UInt8](repeating: 0, count: 32)
        let differences = unsafe cref_verify(handle, corpus.streamOfEntry, UInt32(corpus.streamCount), Int32(jobs), &root)
        precondition(differences == 0, "the reference found \(differences) differences in its own ledger")
        return root
    }

    func readStream(_ subject: Span<UInt8>, _ sum: inout UInt64) -> Int {
        Int(unsafe subject.withUnsafeBufferPointer { unsafe cref_read_stream(handle, $0.baseAddress, $0.count, &sum) })
    }

    func export(_ lines: UnsafeMutablePointer<cref_line>, _ count: Int) -> UnsafeMutablePointer<UInt8> {
        unsafe cref_export(handle, lines, count)
    }

    func differences(from other: Reference) -> UInt64 { unsafe cref_compare(handle, other.handle) }
}
