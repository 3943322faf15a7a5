/// For who makes no entry of their own: nothing may be drawn.
final class NoEntropy: Entropy {
    func salt() -> SIMD16<UInt8> { preconditionFailure("a replica makes no entry") }
    func freshKey(atMilliseconds milliseconds: Int64) -> SIMD16<UInt8> { preconditionFailure("a replica makes no entry") }
}

extension Surroundings {
    /// For who records no time of their own.
    static let unasked = Surroundings(wallMilliseconds: { 0 }, monotonicMilliseconds: { 0 }, makeEntropy: { NoEntropy() })
}
