public import Proofs
internal import Storage

/// The signing key in a file: PKCS #8 in PEM, readable by its owner alone.
public enum KeyFile {
    /// Reads the key in `path`.
    ///
    /// - Throws: ``LedgerError`` `keyMissing`, `keyTooOpen`, `keyMalformed`.
    public static func read(_ path: String) throws -> SigningKey {
        var bytes = try SecretFile.read(path)
        defer { wipe(&bytes) }
        guard let key = SigningKey(pem: bytes) else { throw LedgerError(.keyMalformed, [path]) }
        return key
    }

    /// Makes a fresh key in `path`, which must not be there.
    public static func create(_ path: String) throws -> SigningKey {
        ProcessSecrecy.begin()
        let key = SigningKey.generate()
        var pem = key.pem
        defer { wipe(&pem) }
        do throws(StoreError) {
            try Files.createFolders(Files.parent(path))
            try Files.create(path, pem)
        } catch { throw LedgerError(opening: error, path) }
        return key
    }
}
