/// What a witness says of a checkpoint: that it is the largest it has seen of that log, at that time, and extends every smaller one.
/// C2SP tlog-cosignature, Ed25519, type 0x04.
extension SignedNote {
    private static let timeBytes = 8

    /// The note with a witness's signature below the others.
    ///
    /// - Parameter seconds: since 1970, at most 2^63 − 1.
    public func cosigned(by key: SigningKey, name: String, atSeconds seconds: UInt64) -> SignedNote {
        precondition(seconds < 1 << 63)
        let verifier = VerifierKey(name: name, publicKey: key.publicKey, kind: .cosignature)
        let time = (0..<Self.timeBytes).map { UInt8(truncatingIfNeeded: seconds >> UInt64(8 * (7 - $0))) }
        let signature = key.sign(Self.cosignatureMessage(body, seconds))
        return SignedNote(
            body: body, signatures: signatures + [Signature(name: name, bytes: verifier.hash + time + signature)])
    }

    /// When a witness's key says that it saw the checkpoint, seconds since 1970; `nil` where it did not sign.
    public func cosignatureSeconds(of key: VerifierKey) -> UInt64? {
        signatures.last { $0.isNamed(key) }.flatMap { Self.seconds($0.bytes) }
    }

    /// Whether `bytes`, with the key's hash before them, are the key's cosignature.
    func isCosignature(_ bytes: [UInt8], of key: VerifierKey) -> Bool {
        guard let seconds = Self.seconds(bytes) else { return false }
        return key.publicKey.verifies(Array(bytes[(4 + Self.timeBytes)...]), Self.cosignatureMessage(body, seconds))
    }

    private static func seconds(_ bytes: [UInt8]) -> UInt64? {
        guard bytes.count == 4 + timeBytes + 64 else { return nil }
        let seconds = bytes[4..<(4 + timeBytes)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return seconds < 1 << 63 ? seconds : nil
    }

    private static func cosignatureMessage(_ body: String, _ seconds: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n\(body)".utf8)
    }
}
