internal import COpenSSL

/// AES key wrap: a key of 256 bits under another one, with a check of its own. RFC 3394; libcrypto: `AES-256-WRAP`.
enum KeyWrap {
    static let wrappedBytes = 40
    /// Fetched once: a look-up costs more than the wrap. Read by any thread, never freed.
    private nonisolated(unsafe) static let algorithm: OpaquePointer = unsafe EVP_CIPHER_fetch(nil, "AES-256-WRAP", nil)!

    static func wrap(_ key: SecretKey, under wrapping: SecretKey) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: wrappedBytes + 8)
        var done: Int32 = 0
        let isDone = unsafe withContext { context, algorithm in
            unsafe EVP_EncryptInit_ex2(context, algorithm, wrapping.bytes, nil, nil) == 1
                && EVP_EncryptUpdate(context, &out, &done, key.bytes, Int32(SecretKey.count)) == 1
        }
        precondition(isDone && done == Int32(wrappedBytes), "AES key wrap failed")
        return Array(out[..<wrappedBytes])
    }

    /// `nil` where another key wrapped it, or a bit of it was changed.
    static func unwrap(_ wrapped: Span<UInt8>, under wrapping: SecretKey) -> SecretKey? {
        guard wrapped.count == wrappedBytes else { return nil }
        var isSound = false
        let key = unsafe SecretKey { out in
            // libcrypto writes no more than the key, but asks for room for all.
            let room = UnsafeMutablePointer<UInt8>.allocate(capacity: wrappedBytes)
            defer {
                unsafe OPENSSL_cleanse(room, wrappedBytes)
                unsafe room.deallocate()
            }
            var done: Int32 = 0
            isSound = unsafe withContext { context, algorithm in
                unsafe wrapped.withUnsafeBufferPointer {
                    unsafe EVP_DecryptInit_ex2(context, algorithm, wrapping.bytes, nil, nil) == 1
                        && EVP_DecryptUpdate(context, room, &done, $0.baseAddress, Int32($0.count)) == 1
                }
            }
            isSound = isSound && done == Int32(SecretKey.count)
            if isSound { unsafe out.update(from: room, count: SecretKey.count) }
        }
        ERR_clear_error()
        return isSound ? key : nil
    }

    @unsafe private static func withContext(_ body: (OpaquePointer, OpaquePointer) -> Bool) -> Bool {
        let context = unsafe EVP_CIPHER_CTX_new()!
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        unsafe EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW)
        return unsafe body(context, algorithm)
    }
}
