/// One type of step as a reader wants it: rows to be laid out, and no layout.
public struct Explanation: Hashable, Sendable {
    /// One member, nested ones by their path.
    public struct Member: Hashable, Sendable {
        /// `plan[].amountFen`.
        public let path: String
        public let kind: MemberKind
        public let isRequired: Bool
        public let meaning: Wording
    }

    public let type: EventType
    /// The subjects it may stand on, with `ID` and `n` for what differs.
    public let subjects: [String]
    public let members: [Member]
    /// What every payload may hold besides.
    public let common: [Member]
    /// The rules that may refuse it, in the order they were handed in.
    public let rules: [StepRule]
    /// Canonical JSON, every member there.
    public let example: [UInt8]
}

/// Explains `type`.
///
/// - Parameter rules: those that there are; the ones that do not guard the type are left out.
public func explain(_ type: EventType, rules: [StepRule]) -> Explanation {
    let own = Set(type.members.map(\.name))
    return Explanation(
        type: type, subjects: type.streams.map(\.pattern), members: flatten(type.members, prefix: ""),
        common: flatten(PayloadMember.common.filter { !own.contains($0.name) }, prefix: ""),
        rules: rules.filter { $0.guards.contains(type.name) }, example: examplePayload(of: type))
}

private func flatten(_ members: [PayloadMember], prefix: String) -> [Explanation.Member] {
    members.flatMap { member -> [Explanation.Member] in
        var path = prefix + member.name
        let row = Explanation.Member(path: path, kind: member.kind, isRequired: member.isRequired, meaning: member.meaning)
        var kind = member.kind
        while case .list(let element, _) = kind {
            path += "[]"
            kind = element
        }
        guard case .object(let inner) = kind else { return [row] }
        return [row] + flatten(inner, prefix: path + ".")
    }
}

extension StreamKind {
    /// How a subject of this kind is written.
    public var pattern: String {
        switch self {
        case .party, .consent, .rule, .evidence, .listing, .deal: "\(rawValue)/ID"
        case .observed: "observed/SOURCE/ID"
        case .escrow, .registration, .tax, .decoration: "deal/ID/\(rawValue)"
        case .loan, .dispute: "deal/ID/\(rawValue)-n"
        }
    }
}
