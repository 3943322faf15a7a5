/// What a witness says of a checkpoint: that it is the largest it has seen of that log, at that time, and extends every smaller one.
/// C2SP tlog-cosignature, Ed25519, type 0x04.
extension SignedNote {
    static let timeBytes = 8

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
        signatures.last { $0.isNamed(key) }.flatMap(\.cosignatureSeconds)
    }

    /// Only the signatures that stand under the name and hash of one of `keys`.
    public func signed(by keys: [VerifierKey]) -> SignedNote {
        SignedNote(body: body, signatures: signatures.filter { signature in keys.contains { signature.isNamed($0) } })
    }

    /// The note with `others` below its own signatures; one under the same name and hash takes the place of the one before.
    public func adding(_ others: [Signature]) -> SignedNote {
        var all = signatures
        for other in others {
            if let place = all.firstIndex(where: { $0.isAlike(other) }) { all[place] = other } else { all.append(other) }
        }
        return SignedNote(body: body, signatures: all)
    }

    /// Whether `bytes`, with the key's hash before them, are the key's cosignature.
    func isCosignature(_ bytes: [UInt8], of key: VerifierKey) -> Bool {
        guard let seconds = Signature(name: key.name, bytes: bytes).cosignatureSeconds else { return false }
        return key.publicKey.verifies(Array(bytes[(4 + Self.timeBytes)...]), Self.cosignatureMessage(body, seconds))
    }

    private static func cosignatureMessage(_ body: String, _ seconds: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n\(body)".utf8)
    }
}

extension SignedNote.Signature {
    /// The first 4 bytes: which key of that name it says it is of.
    public var keyHash: [UInt8] { Array(bytes.prefix(4)) }

    /// The time it claims, in seconds since 1970; `nil` where it has not the form of a cosignature.
    public var cosignatureSeconds: UInt64? {
        guard bytes.count == 4 + SignedNote.timeBytes + 64 else { return nil }
        let seconds = bytes[4..<(4 + SignedNote.timeBytes)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return seconds < 1 << 63 ? seconds : nil
    }

    func isAlike(_ other: Self) -> Bool { name.utf8.elementsEqual(other.name.utf8) && keyHash == other.keyHash }
}
