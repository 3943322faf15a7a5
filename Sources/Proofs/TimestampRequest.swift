internal import COpenSSL

/// What is sent to a time-stamping authority: a digest, and never the message. RFC 3161 section 2.4.1.
public struct TimestampRequest: Hashable, Sendable {
    public let imprint: TimestampImprint
    /// The number that the answer must repeat, big-endian without leading zeros; empty where the request has none.
    public let nonce: [UInt8]
    /// The request itself, DER.
    public let der: [UInt8]

    /// Asks for a stamp with the authority's certificate in it.
    ///
    /// libcrypto: `TS_REQ_new`, `i2d_TS_REQ`.
    public init(_ imprint: TimestampImprint, nonce: UInt64) {
        let request = unsafe TS_REQ_new()!, message = unsafe TS_MSG_IMPRINT_new()!, algorithm = unsafe X509_ALGOR_new()!
        let number = unsafe ASN1_INTEGER_new()!
        defer {
            unsafe TS_REQ_free(request)
            unsafe TS_MSG_IMPRINT_free(message)
            unsafe X509_ALGOR_free(algorithm)
            unsafe ASN1_INTEGER_free(number)
        }
        var digest = imprint.digest.array
        let object = unsafe OBJ_nid2obj(imprint.algorithm.objectNumber)
        // The setters copy what they are given.
        let isMade =
            unsafe X509_ALGOR_set0(algorithm, object, V_ASN1_NULL, nil) == 1
            && TS_MSG_IMPRINT_set_algo(message, algorithm) == 1
            && TS_MSG_IMPRINT_set_msg(message, &digest, Int32(digest.count)) == 1
            && ASN1_INTEGER_set_uint64(number, nonce) == 1 && TS_REQ_set_version(request, 1) == 1
            && TS_REQ_set_msg_imprint(request, message) == 1 && TS_REQ_set_nonce(request, number) == 1
            && TS_REQ_set_cert_req(request, 1) == 1
        precondition(isMade, "libcrypto timestamp request failed")
        (self.imprint, self.nonce, der) = (imprint, unsafe contents(number), unsafe writeDER { unsafe i2d_TS_REQ(request, $0) })
    }

    /// Reads a request; `nil` where it is none, has bytes after it, or asks for another algorithm.
    public init?(der: [UInt8]) {
        var request: OpaquePointer?
        let isWhole = unsafe readDER(der) { unsafe request = d2i_TS_REQ(nil, $0, $1) }
        defer {
            unsafe TS_REQ_free(request)
            ERR_clear_error()
        }
        guard isWhole, let request = unsafe request, let imprint = unsafe TimestampImprint(TS_REQ_get_msg_imprint(request)) else {
            return nil
        }
        (self.imprint, self.der) = (imprint, der)
        nonce = unsafe contents(TS_REQ_get_nonce(request))
    }
}
