internal import CanonicalJSON
internal import Glibc
internal import Proofs

extension Surroundings {
    /// The machine's clocks and libcrypto's random numbers. Only programs ask for it.
    public static var system: Surroundings {
        Surroundings(
            wallMilliseconds: { clock(CLOCK_REALTIME) }, monotonicMilliseconds: { clock(CLOCK_MONOTONIC) },
            makeEntropy: { SystemEntropy() })
    }
}

private func clock(_ identifier: clockid_t) -> Int64 {
    var now = timespec()
    unsafe clock_gettime(identifier, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
}

private final class SystemEntropy: Entropy {
    private var random = SecureRandom()

    func salt() -> SIMD16<UInt8> { random.sixteen() }

    func freshKey(atMilliseconds milliseconds: Int64) -> SIMD16<UInt8> {
        uuidVersion7(milliseconds, random.sixteen())
    }
}

/// A UUID in its usual form. RFC 9562 section 4.
public func uuidText(_ value: SIMD16<UInt8>) -> String {
    var out = ByteBuilder(capacity: 64)
    out.append(uuid: value)
    return out.withSpan { String(copying: $0) }
}

/// A UUID of version 7 from an instant and 16 random bytes. RFC 9562 section 5.7.
public func uuidVersion7(_ milliseconds: Int64, _ random: SIMD16<UInt8>) -> SIMD16<UInt8> {
    var value = random
    for k in 0..<6 { value[k] = UInt8(truncatingIfNeeded: milliseconds >> Int64(40 - 8 * k)) }
    value[6] = 0x70 | value[6] & 0x0F
    value[8] = 0x80 | value[8] & 0x3F
    return value
}
