internal import CanonicalJSON
public import Proofs
internal import Storage

/// A seal (封账): the claim that at one size there were these streams, each with so many entries and this digest, and no other.
/// DESIGN.md section 3.
public struct Seal: Hashable, Sendable {
    /// Index of the entry that says it.
    public let id: UInt64
    /// The size of the log that it is about: at most its own id.
    public let size: UInt64
    /// RFC 6962 root over one ``StreamLeaf`` for each stream, by subject.
    public let root: Digest
    public let streams: UInt64

    public static let type = "ledger.sealed"

    public init(id: UInt64, size: UInt64, root: Digest, streams: UInt64) {
        (self.id, self.size, self.root, self.streams) = (id, size, root, streams)
    }

    /// Reads a stored line; `nil` where it is no seal of the form that the ledger writes.
    public init?(line: Span<UInt8>) {
        guard let entry = try? parseEntryLine(line), EntryGrammar.matches(line, entry.range(.type).lowerBound, "ledger.sealed\"")
        else { return nil }
        let data = entry.range(.data).lowerBound
        guard let root = memberValue(line, data, "root"), let size = memberValue(line, data, "size"),
            let streams = memberValue(line, data, "streams"), line[root.lowerBound] == 0x22,
            let digest = Digest(hex: line.extracting((root.lowerBound + 1)..<(root.upperBound - 1))),
            EntryGrammar.isDigit(line[size.lowerBound]), EntryGrammar.isDigit(line[streams.lowerBound])
        else { return nil }
        self.init(
            id: entry.index, size: UInt64(integerValue(line, size)), root: digest, streams: UInt64(integerValue(line, streams)))
        guard Array(copying: line.extracting(entry.range(.data))) == self.data,
            EntryGrammar.matches(line, entry.range(.key).lowerBound, "seal-"),
            attributeText(line, entry, .key).utf8.elementsEqual(key.utf8)
        else { return nil }
    }

    public var key: String { "seal-\(size)" }

    /// The payload, canonical.
    public var data: [UInt8] {
        JSONWriter.object { writer in
            writer.member("root", root.hex)
            writer.member("size", Int64(size))
            writer.member("streams", Int64(streams))
        }
    }
}
