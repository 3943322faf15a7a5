public import Proofs

/// Takes personal values out of drafts and gives back what the log may hold of them. DESIGN.md section 9.
public protocol PersonalSealer: AnyObject {
    /// - Parameters:
    ///   - value: canonical JSON.
    ///   - info: what the opening is made for: canonical `[source, subject, key, JSON Pointer in data]`.
    ///   - draft: of the run's drafts, from 0.
    /// - Returns: the commitment to it; `nil` where the party was erased.
    func seal(_ value: Span<UInt8>, party: Span<UInt8>, info: Span<UInt8>, draft: Int) throws -> Digest?
}
