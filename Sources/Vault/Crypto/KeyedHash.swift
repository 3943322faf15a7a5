internal import COpenSSL
internal import Proofs

/// HMAC-SHA-256 and HKDF-SHA-256 over libcrypto's SHA-256, on its one reused context. RFC 2104, RFC 5869.
///
/// Not Sendable: one per thread. Each is two lines over a digest; libcrypto's own `EVP_MAC` takes four times as long, since it sets up
/// parameters and three contexts for every key, and a value needs three codes.
struct KeyedHash: ~Copyable {
    private var hasher = Hasher256()
    private static let blockBytes = 64

    init() {}

    /// HMAC(key, first ‖ second).
    mutating func code(_ key: Span<UInt8>, _ first: Span<UInt8>, _ second: Span<UInt8> = Span()) -> Digest {
        if key.count > Self.blockBytes { return hasher.digest(of: key).withSpan { code($0, first, second) } }
        var pad = InlineArray<64, UInt8>(repeating: 0x36)
        defer { unsafe withUnsafeMutableBytes(of: &pad) { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) } }
        for k in 0..<key.count { pad[k] ^= key[k] }
        let inner = hasher.digest(of: pad.span, first, second)
        for k in 0..<Self.blockBytes { pad[k] ^= 0x36 ^ 0x5C }
        return inner.withSpan { hasher.digest(of: pad.span, $0, Span()) }
    }

    mutating func code(_ key: SecretKey, _ text: Span<UInt8>) -> Digest { key.withSpan { code($0, text) } }

    /// HKDF's first half: a key that is as good as random, out of one that may be not. RFC 5869 section 2.2.
    mutating func extract(salt: Span<UInt8>, _ input: Span<UInt8>) -> SecretKey { SecretKey(code(salt, input)) }

    /// HKDF's second half: the first 32 bytes for `info`. RFC 5869 section 2.3.
    mutating func expand(_ key: SecretKey, _ info: Span<UInt8>) -> SecretKey { SecretKey(expanded(key, info)) }

    /// As ``expand(_:_:)``, for a secret that opens one value alone and is used at once.
    mutating func expanded(_ key: SecretKey, _ info: Span<UInt8>) -> Digest {
        let counter = InlineArray<1, UInt8>(repeating: 1)
        return key.withSpan { code($0, info, counter.span) }
    }

    /// HKDF with a salt of zeros, as RFC 5869 has it where there is none.
    mutating func derive(_ key: SecretKey, _ info: StaticString) -> SecretKey {
        let salt = InlineArray<32, UInt8>(repeating: 0)
        let extracted = key.withSpan { extract(salt: salt.span, $0) }
        return expand(extracted, unsafe UnsafeBufferPointer(start: info.utf8Start, count: info.utf8CodeUnitCount).span)
    }
}
