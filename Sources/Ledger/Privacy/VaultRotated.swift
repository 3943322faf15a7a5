internal import CanonicalJSON

/// `ledger.vaultRotated` on `ledger`: the keys of a vault are wrapped under another master key. docs/FORMAT.md.
public struct VaultRotated: Hashable, Sendable {
    public static let type = "ledger.vaultRotated"

    /// What the operator says of copies of the old master key. The ledger knows nothing of them.
    public enum Statement: String, CaseIterable, Hashable, Sendable { case destroyed, kept }

    /// Ids of master keys, 16 hex digits.
    public let from: String
    public let to: String
    public let statement: Statement

    public init(from: String, to: String, statement: Statement) { (self.from, self.to, self.statement) = (from, to, statement) }

    public var key: String { Self.key(to) }
    public static func key(_ to: String) -> String { "vaultRotated-\(to)" }

    /// Canonical.
    public var data: [UInt8] {
        JSONWriter.object { writer in
            writer.member("from", from)
            writer.member("statement", statement.rawValue)
            writer.member("to", to)
        }
    }

    /// Reads a stored line; `nil` where schema, key or data are of another form.
    public init?(line: Span<UInt8>) {
        guard let entry = try? parseEntryLine(line) else { return nil }
        self.init(line: line, entry)
    }

    init?(line: Span<UInt8>, _ entry: EntryLine) {
        let data = entry.range(.data).lowerBound
        guard entry.schema == 1, memberCount(line, data) == 3, isHex(line, stringRange(line, data, "from"), 16),
            isHex(line, stringRange(line, data, "to"), 16), let from = stringMember(line, data, "from"),
            let to = stringMember(line, data, "to"), from != to,
            let statement = stringMember(line, data, "statement").flatMap(Statement.init)
        else { return nil }
        self.init(from: from, to: to, statement: statement)
        guard attributeText(line, entry, .key).utf8.elementsEqual(key.utf8) else { return nil }
    }
}
