internal import Proofs

/// What binds a sealed value to ledger, commitment and party: moved elsewhere it does not open. docs/FORMAT.md.
///
/// Keeps its memory between values.
struct BoundText {
    private var bytes: [UInt8]
    private let fixed: Int

    /// - Parameter created: digest of the ledger's entry 0.
    init(_ created: Digest) {
        bytes = Array("deedlog value v1\n".utf8) + created.array
        fixed = bytes.count
    }

    /// - Returns: memory that is written anew next time, so that nobody should keep it.
    mutating func of(_ commitment: Digest, _ party: Span<UInt8>) -> [UInt8] {
        bytes.removeLast(bytes.count - fixed)
        commitment.withSpan { append($0) }
        append(party)
        return bytes
    }

    private mutating func append(_ text: Span<UInt8>) {
        unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
}
