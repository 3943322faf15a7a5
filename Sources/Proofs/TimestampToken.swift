internal import COpenSSL

/// A time-stamping authority's word that a digest existed at a time. RFC 3161 section 2.4.2, `TimeStampToken`.
///
/// What is read here is only what the token says; ``standing(under:)`` tells whether it holds.
public struct TimestampToken: Hashable, Sendable {
    /// `nil` where the digest is neither SHA-256 nor SM3.
    public let imprint: TimestampImprint?
    /// When, by the authority's clock: UTC, as `2026-03-01T02:03:04Z`, with its fraction of a second where it has one.
    public let time: String
    /// The same, whole seconds since 1970.
    public let seconds: Int64
    /// The policy that it was issued under, an object identifier in digits.
    public let policy: String
    /// Hex, without leading zeros.
    public let serial: String
    /// Who issued it, by its own name for itself or its certificate's, RFC 4514; empty where neither is in it.
    public let authority: String
    /// The request's number, big-endian; empty where it has none.
    public let nonce: [UInt8]
    /// The token itself, DER.
    public let der: [UInt8]

    /// Reads a token, DER, without the response around it; `nil` where it is none or has bytes after it.
    public init?(der: [UInt8]) {
        let token = unsafe TimestampToken.parse(der)
        defer {
            unsafe PKCS7_free(token)
            ERR_clear_error()
        }
        guard let token = unsafe token else { return nil }
        unsafe self.init(token)
    }

    init?(_ token: UnsafeMutablePointer<PKCS7>) {
        let info = unsafe PKCS7_to_TS_TST_INFO(token)
        defer { unsafe TS_TST_INFO_free(info) }
        guard let info = unsafe info, let stamp = unsafe TS_TST_INFO_get_time(info),
            let time = TimestampTime(unsafe contents(stamp)), let serial = unsafe TS_TST_INFO_get_serial(info)
        else { return nil }
        imprint = unsafe TimestampImprint(TS_TST_INFO_get_msg_imprint(info))
        (self.time, seconds) = (time.text, time.seconds)
        policy = unsafe objectText(TS_TST_INFO_get_policy_id(info))
        let digits = hexText(unsafe contents(serial)).drop { $0 == "0" }
        self.serial = digits.isEmpty ? "0" : String(digits)
        nonce = unsafe contents(TS_TST_INFO_get_nonce(info))
        authority = unsafe TimestampToken.name(info, token)
        der = unsafe writeDER { unsafe i2d_PKCS7(token, $0) }
    }

    static func parse(_ der: [UInt8]) -> UnsafeMutablePointer<PKCS7>? {
        var token: UnsafeMutablePointer<PKCS7>?
        if unsafe readDER(der, { unsafe token = d2i_PKCS7(nil, $0, $1) }) { return unsafe token }
        unsafe PKCS7_free(token)
        return nil
    }

    /// The name in the token, or else that of the certificate that signed it.
    private static func name(_ info: OpaquePointer, _ token: UnsafeMutablePointer<PKCS7>) -> String {
        if let general = unsafe TS_TST_INFO_get_tsa(info) {
            var kind: Int32 = 0
            let value = unsafe GENERAL_NAME_get0_value(general, &kind)
            if kind == GEN_DIRNAME, let value = unsafe value { return unsafe nameText(OpaquePointer(value)) }
        }
        let signers = unsafe PKCS7_get0_signers(token, nil, 0)
        defer { unsafe OPENSSL_sk_free(signers) }
        guard let first = unsafe OPENSSL_sk_value(signers, 0) else { return "" }
        return unsafe nameText(X509_get_subject_name(OpaquePointer(first)))
    }
}

/// An object identifier in digits and full stops.
private func objectText(_ object: OpaquePointer?) -> String {
    guard let object = unsafe object else { return "" }
    var text = [CChar](repeating: 0, count: 256)
    let count = unsafe OBJ_obj2txt(&text, Int32(text.count), object, 1)
    return String(decoding: text.prefix(Int(max(0, min(count, 255)))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// A distinguished name on one line, UTF-8. RFC 4514.
private func nameText(_ name: OpaquePointer?) -> String {
    guard let name = unsafe name else { return "" }
    let memory = unsafe BIO_new(BIO_s_mem())
    defer { unsafe BIO_free(memory) }
    // RFC 2253's form, with letters of any script as they are.
    let escapes = ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT | ASN1_STRFLGS_DUMP_UNKNOWN
    let flags = UInt(escapes | ASN1_STRFLGS_DUMP_DER | XN_FLAG_SEP_COMMA_PLUS | XN_FLAG_DN_REV)
    guard unsafe X509_NAME_print_ex(memory, name, 0, flags) >= 0 else { return "" }
    var text = [UInt8](repeating: 0, count: 4096)
    let count = unsafe BIO_read(memory, &text, Int32(text.count))
    return String(decoding: text[..<Int(max(0, count))], as: UTF8.self)
}
