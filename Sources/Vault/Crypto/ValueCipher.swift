internal import COpenSSL
internal import Proofs

/// AES-256-GCM on one reused context. NIST SP 800-38D; libcrypto: `EVP_CIPHER`.
///
/// A nonce must never come twice under one key; whoever stores values sees to it. Not Sendable: one per thread.
@safe struct ValueCipher: ~Copyable {
    static let nonceBytes = 12
    static let tagBytes = 16
    private let algorithm: OpaquePointer
    private let context: OpaquePointer
    /// The key that the context is set up with: values of one party come together, and a key's schedule costs as much as a value.
    private var current: SecretKey?

    init() {
        unsafe (algorithm, context) = (EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)!, EVP_CIPHER_CTX_new()!)
        // From here on only keys and nonces change: naming the algorithm again would set everything up anew.
        unsafe expect(EVP_EncryptInit_ex2(context, algorithm, nil, nil, nil))
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
        unsafe EVP_CIPHER_free(algorithm)
    }

    /// Nonce, tag and ciphertext, one behind the other; the ciphertext is as long as the text.
    ///
    /// - Parameter row: replaced; keeps its memory.
    mutating func seal(
        _ text: Span<UInt8>, _ key: SecretKey, nonce: Span<UInt8>, bound associated: Span<UInt8>, into row: inout [UInt8]
    ) {
        precondition(nonce.count == Self.nonceBytes)
        let head = Self.nonceBytes + Self.tagBytes
        row.removeAll(keepingCapacity: true)
        row.append(contentsOf: repeatElement(0, count: head + text.count))
        for k in 0..<Self.nonceBytes { row[k] = nonce[k] }
        var done: Int32 = 0
        let fresh = unsafe key === current ? nil : UnsafePointer(key.bytes)
        unsafe nonce.withUnsafeBufferPointer {
            unsafe expect(EVP_EncryptInit_ex2(context, nil, fresh, $0.baseAddress, nil))
        }
        current = key
        unsafe associated.withUnsafeBufferPointer {
            unsafe expect(EVP_EncryptUpdate(context, nil, &done, $0.baseAddress, Int32($0.count)))
        }
        unsafe text.withUnsafeBufferPointer { source in
            unsafe row.withUnsafeMutableBufferPointer { target in
                if !source.isEmpty {
                    unsafe expect(
                        EVP_EncryptUpdate(context, target.baseAddress! + head, &done, source.baseAddress, Int32(source.count)))
                }
                unsafe expect(EVP_EncryptFinal_ex(context, target.baseAddress! + head + Int(done), &done))
                unsafe expect(
                    EVP_CIPHER_CTX_ctrl(
                        context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagBytes), target.baseAddress! + Self.nonceBytes))
            }
        }
    }

    /// The text of a row of ``seal(_:_:nonce:bound:)``; `nil` where anything of it, or what it is bound to, was changed. The
    /// caller wipes it.
    mutating func open(_ row: Span<UInt8>, _ key: SecretKey, bound associated: Span<UInt8>) -> [UInt8]? {
        let head = Self.nonceBytes + Self.tagBytes
        guard row.count >= head else { return nil }
        var text = [UInt8](repeating: 0, count: row.count - head)
        var done: Int32 = 0
        // Decryption sets the context up anew.
        current = nil
        let isSound = unsafe row.withUnsafeBufferPointer { source in
            unsafe expect(EVP_DecryptInit_ex2(context, nil, key.bytes, source.baseAddress, nil))
            unsafe associated.withUnsafeBufferPointer {
                unsafe expect(EVP_DecryptUpdate(context, nil, &done, $0.baseAddress, Int32($0.count)))
            }
            if source.count > head {
                unsafe text.withUnsafeMutableBufferPointer {
                    unsafe expect(
                        EVP_DecryptUpdate(
                            context, $0.baseAddress, &done, source.baseAddress! + head, Int32(source.count - head)))
                }
            }
            unsafe expect(
                EVP_CIPHER_CTX_ctrl(
                    context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagBytes),
                    UnsafeMutableRawPointer(mutating: source.baseAddress! + Self.nonceBytes)))
            var rest = InlineArray<16, UInt8>(repeating: 0)
            return unsafe withUnsafeMutableBytes(of: &rest) {
                unsafe EVP_DecryptFinal_ex(context, $0.bindMemory(to: UInt8.self).baseAddress, &done) == 1
            }
        }
        if isSound { return text }
        wipe(&text)
        return nil
    }

    private func expect(_ result: Int32) { precondition(result == 1, "AES-256-GCM failed") }
}
