internal import HomeSale
internal import Ledger
internal import Storage

extension Ledger {
    /// Every token that was issued, and what became of it.
    func accessTokens() throws -> AccessTokens {
        var tokens = AccessTokens()
        try withReader { log in
            for type in [AccessToken.issuedType, AccessToken.revokedType] {
                try log.forEachLine(ofType: type) { _, line in
                    tokens.apply(line: line)
                    return true
                }
            }
        }
        return tokens
    }
}

/// The token in a file of its holder's; the caller wipes it.
///
/// - Throws: ``LedgerError`` `fileNotFound`, `tokenTooOpen`.
func readToken(_ path: String) throws -> [UInt8] {
    guard let mode = Files.mode(path) else { throw LedgerError(.fileNotFound, [path]) }
    guard mode & 0o077 == 0 else { throw LedgerError(.tokenTooOpen, [path]) }
    var text: [UInt8]
    do throws(StoreError) { text = try Files.read(path) } catch { throw LedgerError(.inputOutput, [path, "\(error)"]) }
    while let last = text.last, last == 0x0A || last == 0x0D { text.removeLast() }
    return text
}
