internal import Ledger
internal import Wire

/// A published tree on a web server: any that hands out files.
struct WebSource: TreeSource {
    let name: String

    private static let timeoutSeconds = 60

    func read(_ path: String, longest: Int) throws(LedgerError) -> [UInt8]? {
        let url = "\(name)/\(path)"
        let response: WireResponse
        do throws(WireError) {
            response = try WireClient.get(url, timeoutSeconds: Self.timeoutSeconds, longestBody: longest)
        } catch {
            throw LedgerError(.treeUnreadable, [url, error.reason])
        }
        switch response.status {
        case 200: return response.body
        case 404, 410: return nil
        default: throw LedgerError(.treeUnreadable, [url, "HTTP \(response.status)"])
        }
    }
}

/// The source that a URL or a folder names.
func treeSource(_ address: String) -> any TreeSource {
    let name = address.count > 1 && address.hasSuffix("/") ? String(address.dropLast()) : address
    return name.hasPrefix("http://") || name.hasPrefix("https://") ? WebSource(name: name) : FolderSource(name)
}
