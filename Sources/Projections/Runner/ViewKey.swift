internal import CanonicalJSON
internal import Proofs

/// Keys of rows: parts one after the other, each behind its length in two bytes, so that no part runs into the next and all rows
/// of one thing stand together. A part over 120 bytes is its first 80 and the SHA-256 of the whole: LMDB's keys end at 511 bytes.
/// DESIGN.md section 8.
public enum ViewKey {
    static let longest = 120
    static let kept = 80
    /// Parts of a key: more would not fit.
    static let most = 4

    public static func bytes(_ parts: [String]) -> [UInt8] {
        precondition((1...most).contains(parts.count), "a key has one to four parts")
        var key: [UInt8] = []
        for part in parts {
            let whole = Array(part.utf8)
            var bytes = whole
            if whole.count > longest {
                var hasher = Hasher256()
                bytes = whole[..<kept] + hasher.digest(of: whole.span).array
            }
            key += [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
        }
        return key
    }

    /// The first part of a key, with its length: the thing that the row is of.
    static func first(of key: [UInt8]) -> [UInt8] {
        guard key.count >= 2 else { return key }
        return Array(key.prefix(2 + (Int(key[0]) << 8 | Int(key[1]))))
    }

    /// A key for people: its parts with `/` between; of a part that was cut, what is kept of it.
    static func words(_ key: [UInt8]) -> String {
        var parts: [String] = [], place = 0
        while place + 2 <= key.count {
            let count = Int(key[place]) << 8 | Int(key[place + 1])
            guard place + 2 + count <= key.count else { break }
            let part = key[(place + 2)..<(place + 2 + count)]
            parts.append(String(decoding: count > kept && count <= longest ? part.prefix(kept) : part, as: UTF8.self))
            place += 2 + count
        }
        return parts.joined(separator: "/")
    }
}
