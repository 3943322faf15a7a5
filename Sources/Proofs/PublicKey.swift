internal import COpenSSL

/// An Ed25519 public key, 32 bytes. RFC 8032.
public struct PublicKey: Hashable, Sendable {
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) {
        precondition(bytes.count == 32)
        self.bytes = bytes
    }

    /// The first 16 hex digits of SHA-256 over the key: how an entry's signature names it. DESIGN.md section 2.
    public var keyId: String {
        var hasher = Hasher256()
        return String(hasher.digest(of: bytes.span).hex.prefix(16))
    }

    /// Whether `signature` is the key's over `message`; `false` also where the key is no point of the curve. About 56 µs.
    ///
    /// libcrypto: `EVP_DigestVerify`.
    public func verifies(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
        guard signature.count == 64,
            let key = unsafe EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, bytes, bytes.count)
        else { return false }
        let context = unsafe EVP_MD_CTX_new()
        defer {
            unsafe EVP_MD_CTX_free(context)
            unsafe EVP_PKEY_free(key)
        }
        return unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}
