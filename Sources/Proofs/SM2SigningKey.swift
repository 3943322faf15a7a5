internal import COpenSSL

/// An SM2 private key. GB/T 32918; libcrypto: `EVP_DigestSign`.
@safe public final class SM2SigningKey: @unchecked Sendable {
    private let key: OpaquePointer
    public let publicKey: SM2PublicKey

    /// Makes a fresh key.
    public static func generate() -> SM2SigningKey {
        var key: OpaquePointer?
        let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "SM2", nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        precondition(unsafe EVP_PKEY_keygen_init(context) == 1 && EVP_PKEY_generate(context, &key) == 1, "keygen failed")
        return unsafe SM2SigningKey(key!)!
    }

    /// The key in `pem` (PKCS #8, or SEC 1), or `nil` where there is no SM2 key, or its two halves do not belong together: nobody could
    /// check what such a key signs. An encrypted one is refused.
    public convenience init?(pem: [UInt8]) {
        let memory = unsafe BIO_new_mem_buf(pem, Int32(clamping: pem.count))
        defer {
            unsafe BIO_free(memory)
            ERR_clear_error()
        }
        let refuse: @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 = {
            _, _, _, _ in -1
        }
        guard let key = unsafe PEM_read_bio_PrivateKey(memory, nil, refuse, nil) else { return nil }
        unsafe self.init(key)
    }

    /// Takes `key` over; `nil` where it is no SM2 key, or not a sound one.
    private init?(_ key: OpaquePointer) {
        guard let publicKey = unsafe SM2PublicKey(of: key), unsafe Self.isSound(key) else {
            unsafe EVP_PKEY_free(key)
            return nil
        }
        unsafe self.key = key
        self.publicKey = publicKey
    }

    /// Both halves in range, and the one the other's. libcrypto: `EVP_PKEY_check`.
    private static func isSound(_ key: OpaquePointer) -> Bool {
        let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key, nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        return unsafe EVP_PKEY_check(context) == 1
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// The key as PKCS #8 in PEM.
    public var pem: [UInt8] { unsafe privatePEM(key) }

    /// A signature over `message`, DER: SM3 under the default user id. It draws random bytes, so each one is another.
    public func sign(_ message: [UInt8]) -> [UInt8] {
        unsafe withSM2Context(key) { context in
            var signature = [UInt8](repeating: 0, count: 128)
            var count = signature.count
            precondition(
                unsafe EVP_DigestSignInit(context, nil, EVP_sm3(), nil, key) == 1
                    && EVP_DigestSign(context, &signature, &count, message, message.count) == 1,
                "libcrypto signature failed")
            return Array(signature[..<count])
        }
    }
}
