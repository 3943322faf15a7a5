internal import COpenSSL

/// Random bytes from libcrypto, drawn 4 KiB at a time: one draw of 16 costs 500 ns, sixteen out of a pool 4.
///
/// Used bytes are wiped. Not Sendable: one per thread. libcrypto: `RAND_bytes`.
public struct SecureRandom: ~Copyable {
    private var pool = InlineArray<4096, UInt8>(repeating: 0)
    private var used = 4096

    public init() {}

    /// 16 fresh bytes.
    public mutating func sixteen() -> SIMD16<UInt8> {
        if used == 4096 {
            unsafe withUnsafeMutableBytes(of: &pool) {
                precondition(
                    unsafe RAND_bytes($0.baseAddress!.assumingMemoryBound(to: UInt8.self), 4096) == 1, "RAND_bytes failed")
            }
            used = 0
        }
        let offset = used
        used += 16
        return unsafe withUnsafeMutableBytes(of: &pool) { bytes in
            let result = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
            unsafe bytes.storeBytes(of: SIMD16<UInt8>(), toByteOffset: offset, as: SIMD16<UInt8>.self)
            return result
        }
    }

    /// libcrypto's version as it says it itself.
    public static var libraryVersion: String { unsafe String(cString: OpenSSL_version(OPENSSL_VERSION)) }
}
