internal import HomeSale

/// What a measure comes to over the deals that say something of it.
public struct ClaimFinding: Sendable {
    /// What one deal adds.
    public struct Part: Sendable {
        public let deal: String
        /// Of a share: the part above the line. Of different things: how many this deal names.
        public let value: Int64
        /// Of a share: the part below the line.
        public let of: Int64?
        let members: [ClaimMember]
        let rests: JSONValue?

        /// Where few entries decide it: those, rising.
        public var entries: [UInt64] {
            guard case .list(let all)? = rests else { return [] }
            let names = members.map { JSONValue.text($0.rawValue) }
            var found: Set<UInt64> = []
            for one in all {
                guard let member = one["member"], names.contains(member), case .list(let entries)? = one["entries"] else {
                    continue
                }
                for case .integer(let index) in entries { found.insert(UInt64(index)) }
            }
            return found.sorted()
        }
    }

    public let measure: ClaimMeasure
    /// In the order of the rows.
    public let parts: [Part]
    /// `nil` where no deal says anything.
    public let value: ClaimValue?
}

/// Whether the log bears a claim out.
public enum ClaimStatus: String, CaseIterable, Hashable, Sendable {
    /// It could tell, and has no data yet.
    case unverified
    /// It cannot tell, whatever is recorded.
    case cannotTell
    case measured
}

/// A claim beside what the log says of it.
public struct ClaimAnswer: Sendable {
    public let claim: Claim
    public let status: ClaimStatus
    /// Of a claim that the log cannot tell: how things stand, where it can tell that.
    public let finding: ClaimFinding?
    /// `nil` where it is not measured, or the two cannot be compared.
    public let isMet: Bool?

    public var value: ClaimValue? { finding?.value }
    /// How many deals say something.
    public var deals: Int { finding?.parts.count ?? 0 }

    init(_ claim: Claim, _ finding: ClaimFinding?) {
        self.claim = claim
        self.finding = finding?.value == nil ? nil : finding
        guard case .measured(let measure) = claim.test else {
            (status, isMet) = (.cannotTell, nil)
            return
        }
        guard let value = finding?.value else {
            (status, isMet) = (.unverified, nil)
            return
        }
        status = .measured
        let verdict = claim.figure.isMet(by: value, better: measure.better)
        // Of a value that is at most so large, only that it falls short is known.
        isMet = measure.isUpperBound && verdict == true ? nil : verdict
    }
}
