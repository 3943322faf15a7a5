internal import COpenSSL

/// What a timestamp is about: the digest of a message. RFC 3161 section 2.4.1, `MessageImprint`.
public struct TimestampImprint: Hashable, Sendable {
    public let algorithm: Hasher256.Algorithm
    public let digest: Digest

    /// The imprint of `message`.
    public init(of message: [UInt8], _ algorithm: Hasher256.Algorithm) {
        var hasher = Hasher256(algorithm)
        (self.algorithm, digest) = (algorithm, hasher.digest(of: message.span))
    }

    /// `nil` where it is of an algorithm other than SHA-256 and SM3, or not as long as that one's digests.
    init?(_ imprint: OpaquePointer?) {
        guard let imprint = unsafe imprint, let algorithm = unsafe TS_MSG_IMPRINT_get_algo(imprint),
            let message = unsafe TS_MSG_IMPRINT_get_msg(imprint)
        else { return nil }
        var object: OpaquePointer?
        unsafe X509_ALGOR_get0(&object, nil, nil, algorithm)
        let number = unsafe OBJ_obj2nid(object), bytes = unsafe contents(message)
        guard let known = Hasher256.Algorithm.allCases.first(where: { $0.objectNumber == number }), bytes.count == 32 else {
            return nil
        }
        (self.algorithm, digest) = (known, Digest(bytes.span))
    }
}

extension Hasher256.Algorithm {
    /// libcrypto's number for the object identifier.
    var objectNumber: Int32 {
        switch self {
        case .sha256: NID_sha256
        case .sm3: NID_sm3
        }
    }
}

/// The content bytes of an ASN.1 string, integer or time: an integer's are its magnitude, big-endian.
func contents(_ string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    guard let string = unsafe string, let start = unsafe ASN1_STRING_get0_data(string) else { return [] }
    return unsafe Array(UnsafeBufferPointer(start: start, count: Int(max(0, ASN1_STRING_length(string)))))
}
