internal import Ledger

/// The source that a URL or a folder names.
func treeSource(_ address: String) -> any TreeSource {
    FolderSource(address.count > 1 && address.hasSuffix("/") ? String(address.dropLast()) : address)
}
