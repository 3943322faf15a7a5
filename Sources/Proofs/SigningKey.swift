internal import COpenSSL

/// An Ed25519 private key. RFC 8032; libcrypto: `EVP_DigestSign`.
@safe public final class SigningKey: @unchecked Sendable {
    private let key: OpaquePointer
    public let publicKey: PublicKey

    /// The key that `seed`, 32 bytes, stands for.
    public convenience init(seed: [UInt8]) {
        precondition(seed.count == 32)
        let key = unsafe EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, seed, seed.count)
        unsafe self.init(key!)
    }

    /// Makes a fresh key.
    public static func generate() -> SigningKey {
        var key: OpaquePointer?
        let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "ED25519", nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        precondition(unsafe EVP_PKEY_keygen_init(context) == 1 && EVP_PKEY_generate(context, &key) == 1, "keygen failed")
        return unsafe SigningKey(key!)
    }

    /// The key in `pem` (PKCS #8), or `nil` where there is no Ed25519 key.
    public convenience init?(pem: [UInt8]) {
        let memory = unsafe BIO_new_mem_buf(pem, Int32(clamping: pem.count))
        defer { unsafe BIO_free(memory) }
        // A passphrase is never asked for: an encrypted key is refused.
        let refuse: @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 = {
            _, _, _, _ in -1
        }
        guard let key = unsafe PEM_read_bio_PrivateKey(memory, nil, refuse, nil) else { return nil }
        guard unsafe EVP_PKEY_is_a(key, "ED25519") == 1 else {
            unsafe EVP_PKEY_free(key)
            return nil
        }
        unsafe self.init(key)
    }

    private init(_ key: OpaquePointer) {
        unsafe self.key = key
        var raw = [UInt8](repeating: 0, count: 32)
        var count = raw.count
        precondition(unsafe EVP_PKEY_get_raw_public_key(key, &raw, &count) == 1 && count == 32)
        publicKey = PublicKey(raw)
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// The key as PKCS #8 in PEM.
    public var pem: [UInt8] { unsafe privatePEM(key) }

    /// The signature over `message`: 64 bytes, the same for the same message. About 25 µs.
    public func sign(_ message: [UInt8]) -> [UInt8] {
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: 64)
        var count = signature.count
        precondition(
            unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1
                && EVP_DigestSign(context, &signature, &count, message, message.count) == 1 && count == 64,
            "libcrypto signature failed")
        return signature
    }
}
