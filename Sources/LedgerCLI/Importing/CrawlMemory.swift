internal import Glibc
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

/// Which rows one crawl has had, in a scratch store on disk: memory does not grow with the file.
final class CrawlMemory {
    private let folder: String
    private var environment: Environment?
    private let table: Table
    private var hasher = Hasher256()

    enum Place {
        /// Equal in every cell to an earlier row.
        case repeated
        /// The how-manieth differing row of its identity, from 1.
        case number(UInt32)
    }

    init() throws {
        var template = Array((environmentValue("TMPDIR") ?? "/tmp").utf8) + Array("/deedlog-import-XXXXXX".utf8) + [0]
        let path: String? = unsafe template.withUnsafeMutableBytes { buffer in
            guard unsafe mkdtemp(buffer.baseAddress!.assumingMemoryBound(to: CChar.self)) != nil else { return nil }
            return unsafe String(decoding: buffer.dropLast(), as: UTF8.self)
        }
        guard let path else { throw LedgerError(.inputOutput, ["TMPDIR", unsafe String(cString: strerror(errno))]) }
        folder = path
        let environment = try Environment(path: path, access: .scratch, mapBytes: 1 << 36, tables: 1)
        table = try environment.openTables(["rows"])[0]
        self.environment = environment
    }

    deinit {
        environment = nil
        Files.removeFolder(folder)
    }

    /// Places each of `observations`, in order.
    func place(_ observations: [Observation]) throws -> [Place] {
        guard let environment else { return [] }
        return try environment.write { transaction in
            var places: [Place] = []
            for observation in observations {
                let identity = hasher.digest(of: Array(observation.subjectIdentity.utf8).span).array
                let row = identity + observation.cellsDigest.array
                if try transaction.value(row.span, in: table) != nil {
                    places.append(.repeated)
                    continue
                }
                let count =
                    try transaction.value(identity.span, in: table).map { bytes in
                        bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                    } ?? 0
                let number = count + 1
                let value = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
                let nothing: [UInt8] = []
                try transaction.put(identity.span, value.span, in: table)
                try transaction.put(row.span, nothing.span, in: table)
                places.append(.number(number))
            }
            return places
        }
    }
}
