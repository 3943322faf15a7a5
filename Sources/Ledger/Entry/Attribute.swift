/// The attributes of an entry, numbered in canonical order. DESIGN.md section 2.
public enum Attribute: Int, CaseIterable, Hashable, Sendable {
    case actor, attestation, cause, data, id, key, occurred, prevhash, revision, role, salt, schema, signature, source
    case specversion, subject, time, type

    public static let count = 18

    /// The member's name.
    public var name: String { "\(self)" }

    /// The member's name in quotes with its colon, as it stands in a canonical line.
    var label: StaticString {
        switch self {
        case .actor: "\"actor\":"
        case .attestation: "\"attestation\":"
        case .cause: "\"cause\":"
        case .data: "\"data\":"
        case .id: "\"id\":"
        case .key: "\"key\":"
        case .occurred: "\"occurred\":"
        case .prevhash: "\"prevhash\":"
        case .revision: "\"revision\":"
        case .role: "\"role\":"
        case .salt: "\"salt\":"
        case .schema: "\"schema\":"
        case .signature: "\"signature\":"
        case .source: "\"source\":"
        case .specversion: "\"specversion\":"
        case .subject: "\"subject\":"
        case .time: "\"time\":"
        case .type: "\"type\":"
        }
    }

    /// Only these may be missing from an entry.
    var isOptional: Bool { self == .cause || self == .signature }
}

/// Longest entry in bytes. DESIGN.md section 2.
public let maximumLineBytes = 65_535
