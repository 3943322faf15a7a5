internal import CanonicalJSON
internal import Proofs

/// `streams.json` of a folder that proves a history complete or a stream absent. DESIGN.md section 7, docs/FORMAT.md.
struct StreamsFile {
    struct Leaf {
        let subject: String
        let count: Int64
        let digest: Digest
        let position: UInt64
        let path: [Digest]
        /// The leaf itself: what the tree of the seal was made of.
        let bytes: [UInt8]
    }

    enum Claim: Equatable {
        case stream(String), deal(String), absent(String)
    }

    let claim: Claim
    let leaves: [Leaf]
    /// The index of the seal's entry.
    let seal: UInt64
    let size: UInt64
    let streams: UInt64

    /// Reads the file strictly; `nil` where it is none.
    init?(_ bytes: [UInt8]) {
        let text = bytes.span
        guard (try? canonicalValueEnd(text, 0, depth: 1)) == bytes.count, byte(text, 0) == 0x7B,
            let claim = memberValue(text, 0, "claim"), let leaves = memberValue(text, 0, "leaves"),
            let seal = memberValue(text, 0, "seal"), let size = memberValue(text, 0, "size"),
            let streams = memberValue(text, 0, "streams"), let sizeNumber = wholeNumber(text, size),
            let streamsNumber = wholeNumber(text, streams), byte(text, seal.lowerBound) == 0x22,
            let sealNumber = UInt64(stringValue(text, seal)), String(sealNumber) == stringValue(text, seal),
            let read = Self.claim(text, claim), byte(text, leaves.lowerBound) == 0x5B
        else { return nil }
        var all: [Leaf] = []
        var isSound = true
        forEachElement(text, leaves.lowerBound) { element in
            guard let leaf = Self.leaf(text, element) else {
                isSound = false
                return
            }
            all.append(leaf)
        }
        guard isSound else { return nil }
        (self.claim, self.leaves, self.seal) = (read, all, sealNumber)
        (self.size, self.streams) = (UInt64(sizeNumber), UInt64(streamsNumber))
    }

    private static func claim(_ text: Span<UInt8>, _ value: Range<Int>) -> Claim? {
        guard byte(text, value.lowerBound) == 0x7B else { return nil }
        var claims: [Claim] = []
        var members = 0
        forEachMember(text, value.lowerBound) { name, value in
            members += 1
            guard byte(text, value.lowerBound) == 0x22 else { return }
            let said = stringValue(text, value)
            switch String(copying: text.extracting(name)) {
            case "stream": claims.append(.stream(said))
            case "deal": claims.append(.deal(said))
            case "absent": claims.append(.absent(said))
            default: break
            }
        }
        return members == 1 ? claims.first : nil
    }

    private static func leaf(_ text: Span<UInt8>, _ value: Range<Int>) -> Leaf? {
        guard byte(text, value.lowerBound) == 0x7B, let leaf = memberValue(text, value.lowerBound, "leaf"),
            let path = memberValue(text, value.lowerBound, "path"),
            let position = memberValue(text, value.lowerBound, "position"),
            let place = wholeNumber(text, position), byte(text, leaf.lowerBound) == 0x7B, byte(text, path.lowerBound) == 0x5B,
            let count = memberValue(text, leaf.lowerBound, "count"), let number = wholeNumber(text, count), number > 0,
            let digest = memberValue(text, leaf.lowerBound, "digest"), let sum = hex(text, digest),
            let subject = memberValue(text, leaf.lowerBound, "subject"), byte(text, subject.lowerBound) == 0x22
        else { return nil }
        var digests: [Digest] = [], isSound = true
        forEachElement(text, path.lowerBound) { element in
            if let digest = hex(text, element), digests.count < 64 { digests.append(digest) } else { isSound = false }
        }
        guard isSound else { return nil }
        var bytes: [UInt8] = []
        for place in leaf { bytes.append(byte(text, place)) }
        return Leaf(
            subject: stringValue(text, subject), count: number, digest: sum, position: UInt64(place), path: digests, bytes: bytes)
    }

    private static func hex(_ text: Span<UInt8>, _ value: Range<Int>) -> Digest? {
        guard value.count == 66, byte(text, value.lowerBound) == 0x22 else { return nil }
        return Digest(hex: text.extracting((value.lowerBound + 1)..<(value.upperBound - 1)))
    }
}
