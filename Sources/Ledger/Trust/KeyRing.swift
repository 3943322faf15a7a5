public import Proofs
internal import Storage

/// The files of a ledger's signing keys, beside each other: the one in force at `path`, during a change the next one, and those that
/// went out of force. docs/FORMAT.md.
///
/// A change is: the next key in its file, the entry, the checkpoint, the old key kept, the next one renamed to `path`. Cut off
/// anywhere, one of the first two files holds the key in force.
public struct KeyRing: Hashable, Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    private var stem: String { path.hasSuffix(".pem") ? String(path.dropLast(4)) : path }
    /// Where a key waits until its change is done.
    public var nextPath: String { stem + ".next.pem" }
    /// Where a key is kept that signed heads up to `size`.
    public func retiredPath(until size: UInt64) -> String { "\(stem).until-\(size).pem" }

    /// Whether a change was begun and not ended.
    public var isChanging: Bool { Files.exists(nextPath) }

    /// The signing key in force, also where a change of key was cut off.
    ///
    /// - Throws: ``LedgerError`` `keyMissing`, `keyTooOpen`, `keyMalformed`, `keyMismatch`, `storedRowBroken`.
    public func signingKey(of ledger: Ledger) throws -> SigningKey { try signingKey(in: try ledger.keyHistory()) }

    func signingKey(in keys: KeyHistory) throws -> SigningKey {
        let current = keys.current.publicKey
        if Files.exists(path) {
            let key = try KeyFile.read(path)
            if key.publicKey == current { return key }
        }
        if isChanging {
            let next = try KeyFile.read(nextPath)
            if next.publicKey == current { return next }
        }
        guard Files.exists(path) else { throw LedgerError(.keyMissing, [path]) }
        throw LedgerError(.keyMismatch, [keys.current.text])
    }

    /// The key that waits for its change; made where there is none.
    func nextKey() throws -> SigningKey {
        if isChanging { return try KeyFile.read(nextPath) }
        ProcessSecrecy.begin()
        let key = SigningKey.generate()
        var pem = key.pem
        defer { wipe(&pem) }
        // Whole or not there: an entry may name it once it is.
        do throws(StoreError) { try Files.replace(nextPath, pem) } catch { throw LedgerError(opening: error, nextPath) }
        return key
    }

    /// A key that went out of force, or is about to, where its file is still there.
    func retiredKey(_ key: VerifierKey, in keys: KeyHistory) throws -> SigningKey? {
        var places = [path]
        if let number = keys.keys.firstIndex(of: key), number < keys.changes.count {
            places.append(retiredPath(until: keys.changes[number] + 1))
        }
        for place in places where Files.exists(place) {
            let found = try KeyFile.read(place)
            if found.publicKey == key.publicKey { return found }
        }
        return nil
    }

    /// Ends a change whose key is in force: keeps the old key by the size up to which it signed, and puts the next in its place.
    func settle(_ keys: KeyHistory) throws {
        guard isChanging, try KeyFile.read(nextPath).publicKey == keys.current.publicKey else { return }
        do {
            if Files.exists(path) {
                let old = try KeyFile.read(path)
                guard let number = keys.keys.firstIndex(where: { $0.publicKey == old.publicKey }) else {
                    throw LedgerError(.keyMismatch, [keys.current.text])
                }
                if number < keys.changes.count {
                    var pem = old.pem
                    defer { wipe(&pem) }
                    try Files.replace(retiredPath(until: keys.changes[number] + 1), pem)
                }
            }
            try Files.rename(nextPath, to: path)
        } catch let error as StoreError {
            throw LedgerError(opening: error, path)
        }
    }
}

extension StateFolder {
    /// The key files of a ledger.
    ///
    /// - Parameter path: of the key in force, where it is not the default.
    public func keyRing(_ origin: String, _ path: String?) -> KeyRing { KeyRing(path: path ?? keyPath(origin)) }
}
