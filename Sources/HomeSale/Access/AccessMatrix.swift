internal import CanonicalJSON
public import Proofs

/// Who may do what with a person's data, and for what: rows, and nothing that they do not name. DOMAIN.md section 7, B22.
public struct AccessMatrix: Hashable, Sendable {
    /// In the order of role, resource, action and purpose, as words byte by byte; one row per cell.
    public let rows: [AccessRow]
    /// The rows as one canonical JSON object: what ``digest`` is of. docs/FORMAT.md.
    public let canonical: [UInt8]
    /// SHA-256 of ``canonical``: each decision names the matrix it was made by.
    public let digest: Digest

    /// - Parameter rows: in any order; two of one cell are a bug.
    public init(_ rows: [AccessRow]) {
        let sorted = rows.sorted { Self.cell($0).lexicographicallyPrecedes(Self.cell($1)) }
        precondition(zip(sorted, sorted.dropFirst()).allSatisfy { Self.cell($0) != Self.cell($1) }, "two rows for one cell")
        precondition(
            sorted.allSatisfy { ($0.cover == .consent) == $0.purpose.asksConsent }, "consent is for purposes that ask it")
        self.rows = sorted
        let canonical = JSONWriter.object { writer in
            writer.member("format", 1)
            writer.member("rows", objects: sorted.map(Self.object))
        }
        self.canonical = canonical
        var hasher = Hasher256()
        digest = hasher.digest(of: canonical.span)
    }

    /// The row of a cell; `nil` where access is denied.
    public func row(_ role: Role, _ resource: PersonalResource, _ action: AccessAction, _ purpose: Purpose) -> AccessRow? {
        rows.first { $0.isAt(role, resource, action, purpose) }
    }

    private static func cell(_ row: AccessRow) -> [UInt8] {
        let words = [row.role.rawValue, row.resource.rawValue, row.action.rawValue, row.purpose.rawValue]
        return Array(words.joined(separator: " ").utf8)
    }

    private static func object(_ row: AccessRow) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("action", row.action.rawValue)
            writer.member("basis", row.cover.word)
            if let brief = row.brief { writer.member("brief", brief.rawValue) }
            writer.member("purpose", row.purpose.rawValue)
            writer.member("resource", row.resource.rawValue)
            writer.member("role", row.role.rawValue)
            writer.member("sight", row.sight.rawValue)
            writer.member("source", row.source)
        }
    }
}
