public import Proofs
internal import Storage

/// An actor's keys in files: the private one as PKCS #8 in PEM, readable by its owner alone; the public one a line beside it.
public enum ActorKeyFile {
    /// Reads the private key in `path`.
    ///
    /// - Throws: ``LedgerError`` `keyMissing`, `keyTooOpen`, `keyMalformed`.
    public static func read(_ path: String) throws(LedgerError) -> ActorPrivateKey {
        guard let mode = Files.mode(path) else { throw LedgerError(.keyMissing, [path]) }
        guard mode & 0o077 == 0 else { throw LedgerError(.keyTooOpen, [path]) }
        var bytes: [UInt8]
        do throws(StoreError) { bytes = try Files.read(path) } catch { throw LedgerError(opening: error, path) }
        guard let key = ActorPrivateKey(erasing: &bytes) else { throw LedgerError(.keyMalformed, [path, "Ed25519, SM2"]) }
        return key
    }

    /// Makes a fresh key in `path` and its public half in `path.pub`; neither may be there.
    ///
    /// - Throws: ``LedgerError`` `outputExists`, or what writing says.
    public static func create(_ path: String, _ algorithm: ActorAlgorithm) throws(LedgerError) -> ActorPrivateKey {
        for one in [path, path + ".pub"] where Files.exists(one) { throw LedgerError(.outputExists, [one]) }
        let key = ActorPrivateKey.generate(algorithm)
        do throws(StoreError) {
            try Files.createFolders(Files.parent(path))
            try Files.create(path, key.pem)
            try Files.create(path + ".pub", Array((key.publicKey.text + "\n").utf8))
        } catch { throw LedgerError(opening: error, path) }
        return key
    }

    /// Reads a public key file.
    ///
    /// - Throws: ``LedgerError`` `fileNotFound`, `keyMalformed`.
    public static func readPublic(_ path: String) throws(LedgerError) -> ActorPublicKey {
        guard let size = Files.size(path) else { throw LedgerError(.fileNotFound, [path]) }
        guard size <= 1024 else { throw LedgerError(.keyMalformed, [path, "public"]) }
        let bytes: [UInt8]
        do throws(StoreError) { bytes = try Files.read(path) } catch { throw LedgerError(opening: error, path) }
        guard let key = ActorPublicKey(text: String(decoding: bytes, as: UTF8.self)) else {
            throw LedgerError(.keyMalformed, [path, "public"])
        }
        return key
    }
}
