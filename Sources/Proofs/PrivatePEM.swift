internal import COpenSSL

/// A private key as PKCS #8 in PEM. libcrypto: `PEM_write_bio_PKCS8PrivateKey`.
///
/// Whoever asked wipes it; libcrypto clears its own copy when the memory is freed.
@unsafe func privatePEM(_ key: OpaquePointer) -> [UInt8] {
    let memory = unsafe BIO_new(BIO_s_mem())
    defer { unsafe BIO_free(memory) }
    precondition(unsafe PEM_write_bio_PKCS8PrivateKey(memory, key, nil, nil, 0, nil, nil) == 1)
    var text = [UInt8](repeating: 0, count: 4096)
    defer { wipe(&text) }
    let count = unsafe BIO_read(memory, &text, Int32(text.count))
    precondition(count > 0)
    return Array(text[..<Int(count)])
}
