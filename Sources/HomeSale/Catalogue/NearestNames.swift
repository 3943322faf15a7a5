/// What somebody may have meant who wrote a name that there is not.
public enum NearestNames {
    /// Up to three catalogued types near `name`, the nearest first.
    public static func types(to name: String) -> [String] { nearest(to: name, among: EventName.allCases.map(\.rawValue)) }

    /// Up to three roles near `name`, the nearest first.
    public static func roles(to name: String) -> [String] { nearest(to: name, among: Role.allCases.map(\.rawValue)) }

    /// Up to three of `names` near `name`: at most a third of it is changed. Equal distances keep the order of `names`.
    ///
    /// Letter case counts half, so that `offer.Made` finds `offer.made` first; a longer name than any there is finds none.
    static func nearest(to name: String, among names: [String]) -> [String] {
        let wanted = Array(name.utf8)
        guard !wanted.isEmpty, wanted.count <= 96 else { return [] }
        let most = max(2, wanted.count / 3) * 2
        let near = names.compactMap { candidate -> (name: String, distance: Int)? in
            let letters = Array(candidate.utf8)
            guard abs(letters.count - wanted.count) * 2 <= most else { return nil }
            let distance = halfEdits(wanted, letters)
            return distance <= most ? (candidate, distance) : nil
        }
        let sorted = near.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
        return sorted.prefix(3).map(\.element.name)
    }

    /// Twice the edit distance: letters added, left out, replaced, or two neighbours swapped; another case is one.
    private static func halfEdits(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before: [Int] = []
        var above = (0...b.count).map { $0 * 2 }
        for i in 1...a.count {
            var row = [i * 2]
            for j in b.indices {
                let isSame = a[i - 1] == b[j]
                let cost = isSame ? 0 : a[i - 1] | 0x20 == b[j] | 0x20 ? 1 : 2
                var best = min(above[j] + cost, above[j + 1] + 2, row[j] + 2)
                if i > 1, j > 0, a[i - 1] == b[j - 1], a[i - 2] == b[j] { best = min(best, before[j - 1] + 2) }
                row.append(best)
            }
            before = above
            above = row
        }
        return above[b.count]
    }
}
