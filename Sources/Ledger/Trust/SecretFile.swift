internal import Storage

/// Files that only their owner may read: keys and tokens.
public enum SecretFile {
    /// Most bytes of one.
    public static let longestBytes = 1 << 16

    /// The whole of `path`, in a process that from here on leaves no core file (``ProcessSecrecy``). Whoever asked wipes it.
    ///
    /// The file that is read is the one whose mode was looked at.
    /// - Throws: ``LedgerError`` `missing` where nothing is, `tooOpen` where anybody but the owner may read or write it.
    public static func read(
        _ path: String, missing: LedgerError.Code = .keyMissing, tooOpen: LedgerError.Code = .keyTooOpen
    ) throws(LedgerError) -> [UInt8] {
        ProcessSecrecy.begin()
        let found: [UInt8]?
        do throws(StoreError) { found = try Files.read(path, longest: longestBytes, isPrivate: true) } catch {
            throw error.code == .openToOthers ? LedgerError(tooOpen, [path]) : LedgerError(opening: error, path)
        }
        guard let found else { throw LedgerError(missing, [path]) }
        return found
    }
}
