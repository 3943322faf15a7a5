internal import CanonicalJSON
public import Proofs

/// One stream at one size, as a seal counts it: `{"count":…,"digest":hex,"subject":…}`. DESIGN.md section 3.
public struct StreamLeaf: Hashable, Sendable {
    public let subject: String
    public let count: UInt32
    public let digest: Digest

    /// The leaf, canonical.
    public var bytes: [UInt8] {
        var out = ByteBuilder(capacity: 256)
        let subject = Array(subject.utf8)
        Self.write(subject.span, count, digest, to: &out)
        return out.bytes
    }

    static func write(_ subject: Span<UInt8>, _ count: UInt32, _ digest: Digest, to out: inout ByteBuilder) {
        out.append("{\"count\":")
        out.append(decimal: UInt64(count))
        out.append(",\"digest\":\"")
        out.append(hex: digest)
        out.append("\",\"subject\":")
        do throws(Fault) { try appendCanonicalString(subject, to: &out) } catch { preconditionFailure("a subject is UTF-8") }
        out.append(0x7D)
    }
}
