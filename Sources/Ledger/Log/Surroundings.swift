/// Clock and chance, handed in from outside: nothing below the command line reads either by itself.
public struct Surroundings: Sendable {
    /// The wall clock, in milliseconds since 1970, UTC.
    public var wallMilliseconds: @Sendable () -> Int64
    /// A clock that only runs forward, from any start.
    public var monotonicMilliseconds: @Sendable () -> Int64
    /// Made once per writer, used on its thread alone.
    public var makeEntropy: @Sendable () -> any Entropy

    public init(
        wallMilliseconds: @escaping @Sendable () -> Int64, monotonicMilliseconds: @escaping @Sendable () -> Int64,
        makeEntropy: @escaping @Sendable () -> any Entropy
    ) {
        self.wallMilliseconds = wallMilliseconds
        self.monotonicMilliseconds = monotonicMilliseconds
        self.makeEntropy = makeEntropy
    }
}

/// Where fresh salts and keys come from.
public protocol Entropy: AnyObject {
    /// 16 bytes that nobody can guess.
    func salt() -> SIMD16<UInt8>
    /// A UUID of version 7 for a draft that states no key.
    func freshKey(atMilliseconds milliseconds: Int64) -> SIMD16<UInt8>
}
