/// Why `member=value` cannot be taken.
public struct MemberFault: Error, Hashable, Sendable {
    public let wording: Wording

    public init(_ english: String, _ chinese: String) { wording = Wording(english, chinese) }
}

extension MemberFault {
    /// `; nearest: a, b`, or nothing.
    static func hint(_ text: String, among names: [String]) -> (english: String, chinese: String) {
        let found = NearestNames.nearest(to: text, among: names)
        guard !found.isEmpty else { return ("", "") }
        return ("; nearest: \(found.joined(separator: ", "))", "；相近的有：\(found.joined(separator: "、"))")
    }
}
