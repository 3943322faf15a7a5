internal import HomeSale
internal import Ledger
internal import Storage

/// Scenarios in files. An `include:` is looked for in the file's own folder, then in those above it, so that
/// `base/contract-signed` is found from anywhere under `fixtures/scenarios`.
enum ScenarioFile {
    static let ending = ".scenario"

    /// - Throws: ``LedgerError`` `fileNotFound`, `malformed`.
    static func read(_ path: String) throws -> Scenario {
        let folder = Files.parent(path)
        do {
            return try ScenarioParser.parse(try text(path), file: path) { name in
                try place(of: name, from: folder).map { try text($0) }
            }
        } catch let fault as ScenarioFault {
            let words = tr(fault.wording.english, fault.wording.chinese)
            throw LedgerError(.malformed, ["\(fault.place): \(words)"])
        }
    }

    private static func text(_ path: String) throws -> String {
        let bytes: [UInt8]
        do throws(StoreError) { bytes = try Files.read(path) } catch {
            throw LedgerError(.fileNotFound, [path, "\(error)"])
        }
        // Swift would put a replacement character for bytes that are no text.
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw LedgerError(.malformed, [tr("\(path) is not UTF-8", "\(path) 不是 UTF-8")])
        }
        return text
    }

    private static func place(of name: String, from folder: String) -> String? {
        var folder = folder
        // As deep as any sensible tree; a relative path ends at `.` anyway.
        for _ in 0..<16 {
            let path = "\(folder)/\(name)\(ending)"
            if Files.exists(path) { return path }
            let above = Files.parent(folder)
            if above == folder { break }
            folder = above
        }
        return nil
    }

    /// Every scenario under a folder, in order of path.
    static func all(under folder: String) throws -> [String] {
        let names: [String]
        do throws(StoreError) { names = try Files.names(folder) } catch {
            throw LedgerError(.fileNotFound, [folder, "\(error)"])
        }
        var found: [String] = []
        for name in names where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            if name.hasSuffix(ending) {
                found.append(path)
            } else if let inner = try? all(under: path) {
                found += inner
            }
        }
        return found
    }
}
