internal import COpenSSL

extension TimestampToken {
    /// Whether a token holds. The order of the cases is the order of judgement, DESIGN.md section 5.
    public enum Standing: Hashable, Sendable {
        /// Its certificate does not lead to one of the authorities: nobody known says so.
        case unknown
        /// The signature fails, or the certificate was not one for time-stamping or not valid at the token's own time.
        case broken
        case sound
    }

    /// Judges signature and certificate at the token's own time: whoever checks years later needs no clock. Revocation is not
    /// looked up; that takes a network, or a list of a later day.
    ///
    /// libcrypto: `X509_verify_cert`, `TS_RESP_verify_token`. RFC 3161 section 2.3: the certificate is for `timeStamping`, critical.
    public func standing(under authorities: TimestampAuthorities) -> Standing {
        let token = unsafe TimestampToken.parse(der)
        let store = unsafe authorities.store(atSeconds: seconds)
        defer {
            unsafe PKCS7_free(token)
            unsafe X509_STORE_free(store)
            ERR_clear_error()
        }
        guard let token = unsafe token else { return .broken }
        if let fault = unsafe Self.certificateFault(token, store) { return fault }
        let context = unsafe TS_VERIFY_CTX_new()
        defer { unsafe TS_VERIFY_CTX_free(context) }
        // The context frees its store.
        unsafe X509_STORE_up_ref(store)
        unsafe TS_VERIFY_CTX_set_store(context, store)
        unsafe TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_SIGNATURE | TS_VFY_VERSION | TS_VFY_SIGNER))
        return unsafe TS_RESP_verify_token(context, token) == 1 ? .sound : .broken
    }

    /// What is wrong with the certificate of the one signer; `nil` where it leads to an authority.
    private static func certificateFault(_ token: UnsafeMutablePointer<PKCS7>, _ store: OpaquePointer) -> Standing? {
        guard unsafe OBJ_obj2nid(token.pointee.type) == NID_pkcs7_signed, let sign = unsafe token.pointee.d.sign else {
            return .broken
        }
        let signers = unsafe PKCS7_get0_signers(token, nil, 0)
        defer { unsafe OPENSSL_sk_free(signers) }
        // Without a certificate in it nobody can say whose signature it is.
        guard let first = unsafe OPENSSL_sk_value(signers, 0), unsafe OPENSSL_sk_num(signers) == 1 else { return .unknown }
        let context = unsafe X509_STORE_CTX_new()
        defer { unsafe X509_STORE_CTX_free(context) }
        guard unsafe X509_STORE_CTX_init(context, store, OpaquePointer(first), sign.pointee.cert) == 1,
            unsafe X509_STORE_CTX_set_purpose(context, X509_PURPOSE_TIMESTAMP_SIGN) == 1
        else { return .broken }
        if unsafe X509_verify_cert(context) == 1 { return nil }
        let unknown = [
            X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED,
        ]
        return unknown.contains(unsafe X509_STORE_CTX_get_error(context)) ? .unknown : .broken
    }
}
