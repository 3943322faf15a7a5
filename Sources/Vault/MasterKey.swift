public import Ledger
internal import Proofs
internal import Storage

/// The key that everything in a vault hangs on. It lives in a file of its owner's, or comes from a command, never in the ledger's
/// folder. DESIGN.md section 9.
public final class MasterKey: @unchecked Sendable {
    let secret: SecretKey
    /// What it is known by: 16 hex digits that say nothing about it.
    public let id: String

    init(_ secret: SecretKey) {
        self.secret = secret
        var hash = KeyedHash()
        let digest = hash.derive(secret, "deedlog master id v1").withSpan { Digest($0) }
        id = String(digest.hex.prefix(16))
    }

    public static func random() -> MasterKey { MasterKey(.random()) }

    /// The key in the file `path`: 64 hex digits.
    ///
    /// - Throws: ``LedgerError`` `masterKeyMissing`, `keyTooOpen`, `masterKeyMalformed`.
    public static func read(_ path: String) throws -> MasterKey {
        guard let mode = Files.mode(path) else { throw LedgerError(.masterKeyMissing, [path]) }
        guard mode & 0o077 == 0 else { throw LedgerError(.keyTooOpen, [path]) }
        var text: [UInt8]
        do throws(StoreError) { text = try Files.read(path) } catch { throw LedgerError(.inputOutput, [path, "\(error)"]) }
        defer { wipe(&text) }
        return try MasterKey(text: text, from: path)
    }

    /// The key that `text`, 64 hex digits, stands for; the caller wipes it.
    ///
    /// - Parameter source: what an error names.
    public convenience init(text: [UInt8], from source: String) throws(LedgerError) {
        guard let secret = SecretKey(hex: text.span) else { throw LedgerError(.masterKeyMalformed, [source]) }
        self.init(secret)
    }

    /// Writes the key to `path`, which must not be there, for its owner alone: whole or not at all.
    public func create(_ path: String) throws {
        var text = secret.hexLine()
        defer { wipe(&text) }
        if Files.exists(path) { throw LedgerError(.outputExists, [path]) }
        do throws(StoreError) {
            try Files.createFolders(Files.parent(path))
            try Files.replace(path, text)
        } catch { throw LedgerError(.inputOutput, [path, "\(error)"]) }
    }
}
