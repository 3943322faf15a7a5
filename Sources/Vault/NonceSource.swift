internal import Proofs

/// Where the nonces of AES-GCM come from.
public protocol NonceSource: AnyObject {
    /// 12 bytes that did not come before under the key they are for.
    func next() -> InlineArray<12, UInt8>
}

/// Random nonces: among 2^32 values of one party two are equal with a chance below 2^-32, and then the second is refused.
public final class RandomNonces: NonceSource {
    private var random = SecureRandom()

    public init() {}

    public func next() -> InlineArray<12, UInt8> {
        let bytes = random.sixteen()
        return InlineArray { bytes[$0] }
    }
}
