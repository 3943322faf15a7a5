public import Proofs

/// Takes personal values out of drafts and gives back what the log may hold of them. DESIGN.md section 9.
public protocol PersonalSealer: AnyObject {
    /// - Parameters:
    ///   - value: canonical JSON.
    ///   - place: valid for this call.
    /// - Returns: the commitment to it; `nil` where the party was erased.
    func seal(_ value: Span<UInt8>, party: Span<UInt8>, info: Span<UInt8>, place: PersonalPlace) throws -> Digest?
}

/// The draft that a personal value stands in: what tells later whether the log holds it.
public struct PersonalPlace: Sendable {
    /// Of the run's drafts, from 0.
    public let draft: Int
    public let subject: [UInt8]
    public let key: [UInt8]
}
