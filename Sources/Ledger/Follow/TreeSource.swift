internal import Storage

/// Where a published tree is read from: a folder, a web server. What it gives is not trusted.
public protocol TreeSource {
    /// What messages call it.
    var name: String { get }

    /// The whole of a file.
    ///
    /// - Parameters:
    ///   - path: as ``TreePath`` makes them.
    ///   - longest: in bytes.
    /// - Returns: `nil` where there is none.
    /// - Throws: ``LedgerError`` `treeUnreadable` for a longer file, or where the source cannot be asked.
    func read(_ path: String, longest: Int) throws(LedgerError) -> [UInt8]?
}

/// A published tree in a folder: a USB disk, a copy.
public struct FolderSource: TreeSource {
    public let name: String

    public init(_ folder: String) { name = folder }

    public func read(_ path: String, longest: Int) throws(LedgerError) -> [UInt8]? {
        do throws(StoreError) {
            return try Files.read("\(name)/\(path)", longest: longest)
        } catch {
            throw LedgerError(.treeUnreadable, ["\(name)/\(path)", "\(error)"])
        }
    }
}

extension TreeSource {
    /// The checkpoint that the source has now.
    ///
    /// - Throws: ``LedgerError`` `treeUnreadable`, `noteUnreadable`.
    func checkpoint() throws(LedgerError) -> PublishedNote {
        let path = "\(name)/\(TreePath.checkpoint)"
        guard let bytes = try read(TreePath.checkpoint, longest: PublishedNote.longestBytes) else {
            throw LedgerError(.treeUnreadable, [path, "absent"])
        }
        return try PublishedNote(bytes, path: path)
    }

    /// A file of up to 256 pieces in a tree that has `width` of them: the partial file, or the full one, which has replaced it.
    ///
    /// - Parameter isSound: whether so many bytes may be a file of so many pieces.
    /// - Returns: its bytes, and how many pieces it has.
    func file(
        width: Int, longestPiece: Int, _ path: (Int) -> String,
        _ isSound: (_ bytes: Int, _ pieces: Int) -> Bool = { _, _ in true }
    ) throws(LedgerError) -> (bytes: [UInt8], pieces: Int) {
        for pieces in width == TreePath.width ? [width] : [width, TreePath.width] {
            guard let bytes = try read(path(pieces), longest: pieces * longestPiece) else { continue }
            guard isSound(bytes.count, pieces) else {
                throw LedgerError(.treeUnreadable, ["\(name)/\(path(pieces))", "\(bytes.count) bytes"])
            }
            return (bytes, pieces)
        }
        throw LedgerError(.treeUnreadable, ["\(name)/\(path(width))", "absent"])
    }
}
