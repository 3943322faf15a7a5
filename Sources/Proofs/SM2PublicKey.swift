internal import COpenSSL

/// An SM2 public key: a point, 0x04 ‖ X ‖ Y. GB/T 32918.
public struct SM2PublicKey: Hashable, Sendable {
    /// 65 bytes.
    public let bytes: [UInt8]

    /// The user id that goes into every signature: the one that GM/T 0009 names as the default.
    static let userId: [UInt8] = Array("1234567812345678".utf8)
    /// A `SubjectPublicKeyInfo` up to the point: an elliptic-curve key on the curve sm2p256v1.
    private static let header: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55,
        0x01, 0x82, 0x2D, 0x03, 0x42, 0x00,
    ]

    /// `nil` where `bytes` are no point of the curve, uncompressed.
    ///
    /// libcrypto: `d2i_PUBKEY`.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 65, bytes[0] == 0x04 else { return nil }
        self.bytes = bytes
        let key = unsafe key()
        defer {
            unsafe EVP_PKEY_free(key)
            ERR_clear_error()
        }
        if unsafe key == nil { return nil }
    }

    /// The public half of `key`; `nil` where it is no SM2 key, or its point is not written uncompressed: compressed, or in the hybrid
    /// form of SEC 1, which libcrypto would keep.
    init?(of key: OpaquePointer) {
        guard unsafe EVP_PKEY_is_a(key, "SM2") == 1 else { return nil }
        let info = unsafe writeDER { unsafe i2d_PUBKEY(key, $0) }
        guard info.count == Self.header.count + 65, info.starts(with: Self.header + [0x04]) else { return nil }
        bytes = Array(info[Self.header.count...])
    }

    /// Whether `signature` is the key's over `message`: SM3 under the default user id, the pair of numbers in DER.
    /// GB/T 32918.2, GM/T 0009. About 350 µs.
    ///
    /// libcrypto: `EVP_PKEY_CTX_set1_id`, `EVP_DigestVerify`.
    public func verifies(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
        let key = unsafe key()
        defer {
            unsafe EVP_PKEY_free(key)
            ERR_clear_error()
        }
        guard let key = unsafe key else { return false }
        return unsafe withSM2Context(key) { context in
            unsafe EVP_DigestVerifyInit(context, nil, EVP_sm3(), nil, key) == 1
                && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        }
    }

    /// To be freed by whoever asked.
    func key() -> OpaquePointer? {
        var key: OpaquePointer?
        let isWhole = unsafe readDER(Self.header + bytes) { unsafe key = d2i_PUBKEY(nil, $0, $1) }
        guard isWhole, let made = unsafe key, unsafe EVP_PKEY_is_a(made, "SM2") == 1 else {
            unsafe EVP_PKEY_free(key)
            return nil
        }
        return unsafe made
    }
}

/// Lends a digest context that knows the user id.
func withSM2Context<R>(_ key: OpaquePointer, _ body: (OpaquePointer) -> R) -> R {
    let context = unsafe EVP_MD_CTX_new()!, keyContext = unsafe EVP_PKEY_CTX_new(key, nil)!
    defer {
        unsafe EVP_MD_CTX_free(context)
        unsafe EVP_PKEY_CTX_free(keyContext)
    }
    unsafe EVP_MD_CTX_set_pkey_ctx(context, keyContext)
    let id = SM2PublicKey.userId
    precondition(unsafe EVP_PKEY_CTX_set1_id(keyContext, id, Int32(id.count)) == 1, "libcrypto refused the user id")
    return unsafe body(context)
}
