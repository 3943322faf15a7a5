internal import COpenSSL
internal import Proofs

/// HMAC-SHA-256 on one reused context, and HKDF-SHA-256 over it. RFC 2104, RFC 5869; libcrypto: `EVP_MAC`.
///
/// Not Sendable: one per thread. HKDF is two lines over HMAC and so shares its context; libcrypto's `EVP_KDF` looks the digest up
/// anew for every key.
@safe struct KeyedHash: ~Copyable {
    private let algorithm: OpaquePointer
    private let context: OpaquePointer

    init() {
        unsafe algorithm = EVP_MAC_fetch(nil, "HMAC", nil)!
        unsafe context = EVP_MAC_CTX_new(algorithm)!
        var name = Array("SHA256".utf8CString)
        let isSet = unsafe name.withUnsafeMutableBufferPointer { text in
            var parameters = unsafe [
                OSSL_PARAM_construct_utf8_string("digest", text.baseAddress, 0), OSSL_PARAM_construct_end(),
            ]
            return unsafe EVP_MAC_CTX_set_params(context, &parameters)
        }
        precondition(isSet == 1, "HMAC-SHA-256 is missing")
    }

    deinit {
        unsafe EVP_MAC_CTX_free(context)
        unsafe EVP_MAC_free(algorithm)
    }

    /// HMAC(key, first ‖ second).
    mutating func code(_ key: Span<UInt8>, _ first: Span<UInt8>, _ second: Span<UInt8> = Span()) -> Digest {
        var result = Digest()
        unsafe withUnsafeMutableBytes(of: &result.bytes) { unsafe write(key, first, second, to: $0) }
        return result
    }

    mutating func code(_ key: SecretKey, _ text: Span<UInt8>) -> Digest { key.withSpan { code($0, text) } }

    /// HKDF's first half: a key that is as good as random, out of one that may be not. RFC 5869 section 2.2.
    mutating func extract(salt: Span<UInt8>, _ input: Span<UInt8>) -> SecretKey {
        unsafe SecretKey { out in unsafe write(salt, input, Span(), to: UnsafeMutableRawBufferPointer(start: out, count: 32)) }
    }

    /// HKDF's second half: the first 32 bytes for `info`. RFC 5869 section 2.3.
    mutating func expand(_ key: SecretKey, _ info: Span<UInt8>) -> SecretKey {
        let counter = InlineArray<1, UInt8>(repeating: 1)
        return unsafe SecretKey { out in
            key.withSpan { unsafe write($0, info, counter.span, to: UnsafeMutableRawBufferPointer(start: out, count: 32)) }
        }
    }

    /// HKDF with a salt of zeros, as RFC 5869 has it where there is none.
    mutating func derive(_ key: SecretKey, _ info: StaticString) -> SecretKey {
        let salt = InlineArray<32, UInt8>(repeating: 0)
        let extracted = key.withSpan { extract(salt: salt.span, $0) }
        return expand(extracted, unsafe UnsafeBufferPointer(start: info.utf8Start, count: info.utf8CodeUnitCount).span)
    }

    private mutating func write(
        _ key: Span<UInt8>, _ first: Span<UInt8>, _ second: Span<UInt8>, to out: UnsafeMutableRawBufferPointer
    ) {
        precondition(out.count == 32)
        // An empty key would mean "the key before".
        let none = InlineArray<1, UInt8>(repeating: 0)
        let begun =
            key.isEmpty
            ? unsafe none.span.withUnsafeBufferPointer { unsafe EVP_MAC_init(context, $0.baseAddress, 0, nil) }
            : unsafe key.withUnsafeBufferPointer { unsafe EVP_MAC_init(context, $0.baseAddress, $0.count, nil) }
        precondition(begun == 1, "HMAC failed")
        update(first)
        update(second)
        var count = 0
        precondition(
            unsafe EVP_MAC_final(context, out.bindMemory(to: UInt8.self).baseAddress, &count, 32) == 1 && count == 32,
            "HMAC failed")
    }

    private mutating func update(_ text: Span<UInt8>) {
        if text.isEmpty { return }
        let isTaken = unsafe text.withUnsafeBufferPointer { unsafe EVP_MAC_update(context, $0.baseAddress, $0.count) }
        precondition(isTaken == 1, "HMAC failed")
    }
}
