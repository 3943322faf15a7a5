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
        key.reserveCapacity(64)
        for part in parts { append(part, to: &key) }
        return key
    }

    private static func append(_ part: String, to key: inout [UInt8]) {
        func append(count: Int) {
            key.append(UInt8(count >> 8))
            key.append(UInt8(count & 0xFF))
        }
        if part.utf8.count <= longest {
            append(count: part.utf8.count)
            key.append(contentsOf: part.utf8)
        } else {
            var hasher = Hasher256()
            let whole = Array(part.utf8), bytes = whole[..<kept] + hasher.digest(of: whole.span).array
            append(count: bytes.count)
            key.append(contentsOf: bytes)
        }
    }

    /// Whether a key comes before another.
    static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        let common = min(a.count, b.count)
        var place = 0
        while place < common, a[place] == b[place] { place += 1 }
        return place < common ? a[place] < b[place] : a.count < b.count
    }

    /// The first part of a key, with its length: the thing that the row is of.
    static func first(of key: [UInt8]) -> [UInt8] {
        guard key.count >= 2 else { return key }
        return Array(key.prefix(2 + (Int(key[0]) << 8 | Int(key[1]))))
    }

    /// A key for people: its parts with `/` between; of a part that was cut, what is kept of it and where its digest begins.
    static func words(_ key: [UInt8]) -> String {
        var parts: [String] = [], place = 0
        while place + 2 <= key.count {
            let count = Int(key[place]) << 8 | Int(key[place + 1])
            guard place + 2 + count <= key.count else { break }
            parts.append(words(key[(place + 2)..<(place + 2 + count)]))
            place += 2 + count
        }
        return parts.joined(separator: "/")
    }

    /// A whole part is text; one that ends in a digest hardly ever is.
    private static func words(_ part: ArraySlice<UInt8>) -> String {
        if let whole = String(validating: part, as: UTF8.self) { return whole }
        // The cut may have gone through a character, of four bytes at most.
        let text = (0...3).lazy.compactMap { String(validating: part.prefix(kept - $0), as: UTF8.self) }.first
        guard let text, part.count > kept else { return String(decoding: part, as: UTF8.self) }
        let digest = part.dropFirst(kept).prefix(4).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }
        return "\(text)…\(digest.joined())"
    }
}
