public import Ledger

/// Reads the facts of home sales out of a log, as far as one size of it.
extension LogReader {
    /// The facts of a deal's own stream and of those that carry its name, in the order of the log.
    ///
    /// - Parameter size: reads the entries below it only: the state that was known then.
    public func facts(ofDeal id: String, below size: UInt64 = .max) throws -> [Fact] {
        var facts: [Fact] = []
        facts.reserveCapacity(32)
        try forEachLine(under: "deal/\(id)", below: size) { _, line in
            if let fact = Fact(line: line) { facts.append(fact) }
            return true
        }
        return facts
    }

    /// The facts of a deal with all its streams, of a listing, or of a party with its consents, in the order of the log.
    public func facts(of kind: StreamKind, _ id: String) throws -> [Fact] {
        switch StreamName(kind, id).family {
        case .party: try facts(of: ["party/\(id)", "consent/\(id)"])
        case .deal: try facts(ofDeal: id)
        default: try facts(of: [StreamName(kind, id).subject])
        }
    }

    /// The facts of some streams in the order of the log. Lines that are none of the catalogue's are passed over.
    public func facts(of subjects: [String], below size: UInt64 = .max) throws -> [Fact] {
        var facts: [Fact] = []
        for subject in subjects {
            try forEachLine(of: subject) { index, line in
                guard index < size else { return false }
                if let fact = Fact(line: line) { facts.append(fact) }
                return true
            }
        }
        if subjects.count > 1 { facts.sort { $0.index < $1.index } }
        return facts
    }

    /// The rules that the entries below a size publish, with the program's own.
    public func publishedRules(below size: UInt64 = .max) throws -> PublishedRules {
        var facts: [Fact] = []
        for name in [EventName.rulePublished, .ruleSuperseded] {
            try forEachLine(ofType: name.rawValue) { index, line in
                guard index < size else { return false }
                if let fact = Fact(line: line) { facts.append(fact) }
                return true
            }
        }
        return facts.sorted { $0.index < $1.index }.reduce(into: PublishedRules()) { $0.apply($1) }
    }

    /// Every deal there is, by name.
    public func deals() throws -> [String] {
        var ids: [String] = []
        for subject in try subjects(under: "deal") {
            guard let id = StreamName(subject: subject)?.id, ids.last != id else { continue }
            ids.append(id)
        }
        // Subjects come in byte order, where `deal/X-2` stands between `deal/X` and `deal/X/escrow`.
        return Set(ids).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
