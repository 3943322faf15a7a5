internal import COpenSSL

/// The certificates that somebody trusts to name time-stamping authorities.
public struct TimestampAuthorities: Hashable, Sendable {
    /// X.509, DER.
    let certificates: [[UInt8]]

    /// Reads the certificates of a PEM file; `nil` where there is none, or one that cannot be read.
    ///
    /// libcrypto: `PEM_read_bio_X509`.
    public init?(pem: [UInt8]) {
        let memory = unsafe BIO_new_mem_buf(pem, Int32(clamping: pem.count))
        defer {
            unsafe BIO_free(memory)
            ERR_clear_error()
        }
        ERR_clear_error()
        var found: [[UInt8]] = []
        while let certificate = unsafe PEM_read_bio_X509(memory, nil, nil, nil) {
            defer { unsafe X509_free(certificate) }
            found.append(unsafe writeDER { unsafe i2d_X509(certificate, $0) })
        }
        // Reading ends where nothing more begins; anything else is a damaged file.
        let reason = ERR_peek_last_error()
        guard !found.isEmpty, reason & 0x7F_FFFF == UInt(PEM_R_NO_START_LINE) else { return nil }
        certificates = found
    }

    /// A store that trusts them and judges certificates as of `seconds`; the caller frees it.
    func store(atSeconds seconds: Int64) -> OpaquePointer {
        let store = unsafe X509_STORE_new()!
        for der in certificates {
            var certificate: OpaquePointer?
            _ = unsafe readDER(der) { unsafe certificate = d2i_X509(nil, $0, $1) }
            unsafe X509_STORE_add_cert(store, certificate)
            unsafe X509_free(certificate)
        }
        unsafe X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), Int(seconds))
        return unsafe store
    }
}
