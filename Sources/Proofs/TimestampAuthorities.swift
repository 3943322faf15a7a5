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
        var found: [[UInt8]] = []
        while let certificate = unsafe PEM_read_bio_X509(memory, nil, nil, nil) {
            defer { unsafe X509_free(certificate) }
            found.append(unsafe writeDER { unsafe i2d_X509(certificate, $0) })
        }
        // One that is cut off ends the reading with one error or another: as many must be found as begin.
        guard !found.isEmpty, found.count == Self.beginnings(in: pem) else { return nil }
        certificates = found
    }

    /// How many certificates begin in a PEM file, whatever becomes of them. RFC 7468 section 5.
    private static func beginnings(in pem: [UInt8]) -> Int {
        let start = Array("-----BEGIN ".utf8), end = Array("CERTIFICATE-----".utf8)
        return pem.split(separator: 0x0A).count { line in
            let line = line.last == 0x0D ? line.dropLast() : line
            return line.starts(with: start) && line.suffix(end.count).elementsEqual(end)
        }
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
