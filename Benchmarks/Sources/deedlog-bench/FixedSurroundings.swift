import Glibc
import Ledger
import Proofs

extension Surroundings {
    /// The system's clocks and random numbers are asked as ever, so that their cost counts, and then fixed ones are given: two
    /// programs that do the same work end at the same head digest.
    static func fixed(seed: UInt64) -> Surroundings {
        Surroundings(
            wallMilliseconds: { fixedTime + (nanoseconds(CLOCK_REALTIME) >> 63) },
            monotonicMilliseconds: { nanoseconds(CLOCK_MONOTONIC) >> 63 },
            makeEntropy: { FixedEntropy(seed: seed) })
    }
}

/// 2026-03-01T00:00:00Z, the recording time of every entry.
let fixedTime: Int64 = 1_772_323_200_000

private final class FixedEntropy: Entropy {
    private var system = SecureRandom()
    private var seeded: SeededRandom
    private var drawn = SIMD16<UInt8>()

    init(seed: UInt64) { seeded = SeededRandom(seed ^ 0x5A17_5A17_5A17_5A17) }

    func salt() -> SIMD16<UInt8> {
        drawn ^= system.sixteen()
        return unsafe unsafeBitCast(SIMD2(seeded.next(), seeded.next()), to: SIMD16<UInt8>.self)
    }

    func freshKey(atMilliseconds milliseconds: Int64) -> SIMD16<UInt8> { uuidVersion7(milliseconds, salt()) }
}

/// A clock of the system, in nanoseconds; never negative.
func nanoseconds(_ clock: clockid_t = CLOCK_MONOTONIC) -> Int64 {
    var now = timespec()
    unsafe clock_gettime(clock, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
}

/// Seconds since an earlier ``nanoseconds(_:)``.
func seconds(since start: Int64) -> Double { Double(nanoseconds() - start) / 1e9 }
