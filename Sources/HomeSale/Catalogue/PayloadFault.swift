/// Why a payload does not fit its row, and where.
public struct PayloadFault: Error, Hashable, Sendable {
    public enum Problem: String, CaseIterable, Hashable, Sendable {
        /// The row has no such member.
        case unknownMember
        case missingMember
        /// Another kind of value: a text for a number, a date that no calendar has.
        case wrongKind
        /// The right kind, but too large, too long, too few, or none of the words allowed.
        case outOfBounds
        /// A text that holds the number of a person, a card or a phone. DOMAIN.md section 9.
        case personalData
        /// What only `$personal` may hold, and what may be a person's own name where a pseudonym belongs.
        case inClear
        /// Not one canonical object.
        case notCanonical
        /// The type has no such payload schema.
        case unknownSchema
    }

    /// `plan[2].amountFen`; empty for the payload itself.
    public let path: String
    public let problem: Problem
    /// What should stand there: kind, unit and bounds.
    public let expected: Wording
}

extension PayloadFault: CustomStringConvertible {
    public var description: String { "\(path.isEmpty ? "data" : path): \(problem.rawValue), expected \(expected.english)" }
}

extension PayloadFault.Problem {
    public var wording: Wording {
        switch self {
        case .unknownMember: Wording("no such member", "没有这个成员")
        case .missingMember: Wording("missing", "缺少")
        case .wrongKind: Wording("wrong kind of value", "取值类型不符")
        case .outOfBounds: Wording("out of bounds", "超出允许范围")
        case .personalData: Wording("holds a person's number", "含有个人号码")
        case .inClear: Wording("personal data in the clear", "个人信息明文")
        case .notCanonical: Wording("not a canonical object", "不是规范的 JSON 对象")
        case .unknownSchema: Wording("unknown schema", "未知的结构版本")
        }
    }
}
