/// A part of what is known of a person, as the access matrix divides it.
public enum PersonalResource: String, CaseIterable, Hashable, Sendable {
    case identity, contact, finance, credit, preference, location, decoration
    /// Free text about a person, and sealed values of no other name.
    case remark
    /// Who asked for the person's data: the stream `access/PARTY`.
    case accessLog

    /// Its fields, in reading order.
    public var fields: [PersonalField] { PersonalField.allCases.filter { $0.resource == self } }

    public var wording: Wording {
        switch self {
        case .identity: Wording("identity", "身份")
        case .contact: Wording("contact", "联系方式")
        case .finance: Wording("finance", "财务")
        case .credit: Wording("credit", "征信")
        case .preference: Wording("preferences", "偏好")
        case .location: Wording("whereabouts", "位置")
        case .decoration: Wording("decoration", "装修")
        case .remark: Wording("remarks", "备注")
        case .accessLog: Wording("log of accesses", "查阅记录")
        }
    }
}
