internal import Proofs
internal import Storage

/// What one machine remembers of ledgers, outside their folders: keys, trust, releases. DESIGN.md sections 3, 5, 7.
public struct StateFolder: Hashable, Sendable {
    public let path: String

    /// - Parameter path: usually `$XDG_STATE_HOME/deedlog`; made when first needed.
    public init(path: String) { self.path = path }

    /// Where the signing key of `origin` is by default.
    public func keyPath(_ origin: String) -> String { "\(path)/keys/\(name(origin)).pem" }
    /// Where the SM2 key for second roots of `origin` is by default.
    public func sm2KeyPath(_ origin: String) -> String { "\(path)/keys/\(name(origin)).sm2.pem" }
    /// Where the master key of the vault of `origin` is by default.
    public func vaultKeyPath(_ origin: String) -> String { "\(path)/vault/\(name(origin)).key" }
    public func trustPath(_ origin: String) -> String { "\(path)/trust/\(name(origin))" }
    public func releasePath(_ origin: String) -> String { "\(path)/released/\(name(origin))" }

    func name(_ origin: String) -> String {
        var hasher = Hasher256()
        let units = Array(origin.utf8)
        return hasher.digest(of: units.span).hex
    }

    /// Runs `body` while no other process changes the record at `record`.
    func withLock<R>(_ record: String, _ body: () throws -> R) throws -> R {
        try Files.createFolders(Files.parent(record))
        let lock = try FileLock(path: record + ".lock")
        try lock.lock(waitMilliseconds: 10_000)
        defer { lock.unlock() }
        return try body()
    }
}
