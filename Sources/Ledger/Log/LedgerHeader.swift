internal import FoundationEssentials
internal import Storage

/// `ledger.json`: what a folder says it is, before its store is opened.
struct LedgerHeader: Hashable, Sendable, Codable {
    let format: Int
    let origin: String
    let isReplica: Bool

    enum CodingKeys: String, CodingKey {
        case format, origin
        case isReplica = "replica"
    }

    init(format: Int, origin: String, isReplica: Bool) {
        self.format = format
        self.origin = origin
        self.isReplica = isReplica
    }

    /// - Throws: ``LedgerError`` `notALedger`, `formatNewer`, `notAFormat`.
    init(folder: String) throws(LedgerError) {
        struct Format: Decodable { let format: Int }
        let bytes: [UInt8]
        do throws(StoreError) {
            bytes = try Files.read(folder + "/ledger.json")
        } catch {
            if error.code == .noSuchFile || error.code.rawValue == 20 { throw LedgerError(.notALedger, [folder]) }
            throw LedgerError(opening: error, folder)
        }
        let decoder = JSONDecoder()
        guard let format = try? decoder.decode(Format.self, from: Data(bytes)) else {
            throw LedgerError(.notAFormat, [folder, "ledger.json"])
        }
        guard format.format <= Ledger.format else {
            throw LedgerError(.formatNewer, [String(format.format), String(Ledger.format)])
        }
        guard format.format == Ledger.format, let header = try? decoder.decode(LedgerHeader.self, from: Data(bytes)) else {
            throw LedgerError(.notAFormat, [folder, "ledger.json"])
        }
        let units = Array(header.origin.utf8)
        guard EntryGrammar.isOrigin(units.span, 0..<units.count) else { throw LedgerError(.notAFormat, [folder, "ledger.json"]) }
        self = header
    }

    /// Canonical JSON and a line feed.
    var text: [UInt8] { Array("{\"format\":\(format),\"origin\":\"\(origin)\",\"replica\":\(isReplica)}\n".utf8) }
}
