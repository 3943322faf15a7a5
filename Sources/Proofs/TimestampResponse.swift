internal import COpenSSL

/// What a time-stamping authority answers. RFC 3161 section 2.4.2.
public struct TimestampResponse: Hashable, Sendable {
    /// 0 granted, 1 granted with changes; above that refused.
    public let status: Int
    /// Why, in the authority's words; often empty.
    public let reason: String
    /// There exactly where the stamp was granted.
    public let token: TimestampToken?

    /// Reads a response, DER; `nil` where it is none, has bytes after it, or carries something else than a timestamp.
    ///
    /// libcrypto: `d2i_TS_RESP`.
    public init?(der: [UInt8]) {
        var response: OpaquePointer?
        let isWhole = unsafe readDER(der) { unsafe response = d2i_TS_RESP(nil, $0, $1) }
        defer {
            unsafe TS_RESP_free(response)
            ERR_clear_error()
        }
        guard isWhole, let response = unsafe response, let info = unsafe TS_RESP_get_status_info(response),
            let number = unsafe TS_STATUS_INFO_get0_status(info)
        else { return nil }
        status = Int(unsafe ASN1_INTEGER_get(number))
        var words: [String] = []
        let texts = unsafe TS_STATUS_INFO_get0_text(info)
        for place in 0..<max(0, unsafe OPENSSL_sk_num(texts)) {
            let text = unsafe OPENSSL_sk_value(texts, place)?.assumingMemoryBound(to: ASN1_STRING.self)
            words.append(String(decoding: unsafe contents(text), as: UTF8.self))
        }
        reason = words.joined(separator: "; ")
        guard let token = unsafe TS_RESP_get_token(response) else {
            token = nil
            return
        }
        guard let read = unsafe TimestampToken(token) else { return nil }
        self.token = read
    }

    public var isGranted: Bool { status == 0 || status == 1 }
}

extension TimestampToken {
    /// The token in a file: that of a response that was granted, or one that stands alone; `nil` where there is none.
    public init?(file: [UInt8]) {
        guard let token = TimestampResponse(der: file)?.token ?? TimestampToken(der: file) else { return nil }
        self = token
    }
}
