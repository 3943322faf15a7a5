public import Proofs
internal import Storage

/// The SM2 key in a file: PKCS #8 in PEM, readable by its owner alone.
public enum SM2KeyFile {
    /// Reads the key in `path`.
    ///
    /// - Throws: ``LedgerError`` `keyMissing`, `keyTooOpen`, `keyMalformed`.
    public static func read(_ path: String) throws -> SM2SigningKey {
        var bytes = try SecretFile.read(path)
        defer { wipe(&bytes) }
        guard let key = SM2SigningKey(pem: bytes) else { throw LedgerError(.keyMalformed, [path, "SM2"]) }
        return key
    }

    /// Makes a fresh key in `path`, which must not be there.
    public static func create(_ path: String) throws -> SM2SigningKey {
        ProcessSecrecy.begin()
        let key = SM2SigningKey.generate()
        var pem = key.pem
        defer { wipe(&pem) }
        do throws(StoreError) {
            try Files.createFolders(Files.parent(path))
            try Files.create(path, pem)
        } catch { throw LedgerError(opening: error, path) }
        return key
    }
}
