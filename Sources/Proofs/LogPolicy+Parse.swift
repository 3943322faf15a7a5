extension LogPolicy {
    /// Why a text is no policy that can be followed, with the line, from 1.
    public enum Failure: Error, Hashable, Sendable {
        case malformed(line: Int)
        case noLog
    }

    /// Parses `text`; empty lines and those that begin with `#` say nothing. A policy that names no witness may leave out `quorum none`.
    public init(_ text: String) throws(Failure) {
        var parser = PolicyParser()
        for (number, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }).map { String(Substring($0)) }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard parser.take(first, Array(words.dropFirst())) else { throw .malformed(line: number + 1) }
        }
        guard !parser.logs.isEmpty else { throw .noLog }
        guard parser.hasQuorum || parser.witnesses.isEmpty else {
            throw .malformed(line: text.utf8.count { $0 == 0x0A } + 1)
        }
        self.init(logs: parser.logs, witnesses: parser.witnesses, groups: parser.groups, quorum: parser.quorum)
    }
}

/// Takes up a policy line by line: every name is defined before it is used, every key has one role, every member one group.
private struct PolicyParser {
    var logs: [VerifierKey] = []
    var witnesses: [LogPolicy.Witness] = []
    var groups: [LogPolicy.Group] = []
    var quorum: String?
    var hasQuorum = false
    /// Names that a group or the quorum may use; those that a group has are taken.
    private var names: Set<[UInt8]> = []
    private var taken: Set<[UInt8]> = []
    private var keys: Set<[UInt8]> = []

    mutating func take(_ word: String, _ rest: [String]) -> Bool {
        switch word {
        case "log": takeLog(rest)
        case "witness": takeWitness(rest)
        case "group": takeGroup(rest)
        case "quorum": takeQuorum(rest)
        default: false
        }
    }

    private mutating func takeLog(_ words: [String]) -> Bool {
        guard (1...2).contains(words.count), let key = VerifierKey(words[0]), key.kind == .log,
            keys.insert(key.publicKey.bytes).inserted
        else { return false }
        logs.append(key)
        return true
    }

    private mutating func takeWitness(_ words: [String]) -> Bool {
        guard (2...3).contains(words.count), let key = VerifierKey(words[1]), key.kind == .cosignature, define(words[0]),
            keys.insert(key.publicKey.bytes).inserted
        else { return false }
        witnesses.append(LogPolicy.Witness(name: words[0], key: key))
        return true
    }

    private mutating func takeGroup(_ words: [String]) -> Bool {
        let members = Array(words.dropFirst(2))
        guard words.count >= 3, members.allSatisfy({ names.contains(Array($0.utf8)) && taken.insert(Array($0.utf8)).inserted })
        else { return false }
        let threshold = words[1] == "any" ? 1 : words[1] == "all" ? members.count : Int(words[1]) ?? 0
        guard (1...members.count).contains(threshold), "\(threshold)" == words[1] || Int(words[1]) == nil, define(words[0]) else {
            return false
        }
        groups.append(LogPolicy.Group(name: words[0], threshold: threshold, members: members))
        return true
    }

    private mutating func takeQuorum(_ words: [String]) -> Bool {
        guard words.count == 1, !hasQuorum else { return false }
        hasQuorum = true
        if words[0] == "none" { return true }
        quorum = words[0]
        return names.contains(Array(words[0].utf8))
    }

    private mutating func define(_ name: String) -> Bool { name != "none" && names.insert(Array(name.utf8)).inserted }
}
