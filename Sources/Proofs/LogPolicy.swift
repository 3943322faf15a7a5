/// Which logs somebody trusts. C2SP tlog-policy, the lines `log KEY [URL]` and `quorum none`.
///
/// Witnesses, groups and a quorum are not understood yet: a policy that asks for them is refused, never half obeyed.
public struct LogPolicy: Hashable, Sendable {
    public let logs: [VerifierKey]

    public init(logs: [VerifierKey]) { self.logs = logs }

    /// Why a text is no policy that can be followed, with the line, from 1.
    public enum Failure: Error, Hashable, Sendable {
        case malformed(line: Int)
        case unsupported(line: Int, word: String)
        case noLog
    }

    /// Parses `text`; empty lines and those that begin with `#` say nothing.
    public init(_ text: String) throws(Failure) {
        var logs: [VerifierKey] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" })
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            switch first {
            case "log":
                guard (2...3).contains(words.count), let key = VerifierKey(String(words[1])) else {
                    throw .malformed(line: number + 1)
                }
                logs.append(key)
            case "quorum" where words.count == 2 && words[1] == "none": break
            case "witness", "group", "quorum": throw .unsupported(line: number + 1, word: String(first))
            default: throw .malformed(line: number + 1)
            }
        }
        guard !logs.isEmpty else { throw .noLog }
        self.logs = logs
    }

    /// The keys that may sign for the log named `origin`.
    public func keys(for origin: String) -> [VerifierKey] {
        logs.filter { $0.name.utf8.elementsEqual(origin.utf8) }
    }
}
