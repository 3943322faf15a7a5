/// As what somebody records a step. A closed table: any other role is refused. DOMAIN.md section 2.1.
public enum Role: String, CaseIterable, Hashable, Sendable {
    // People and desks that use the program.
    case buyer, seller, coOwner, guardian, proxyAgent, tenant
    case broker, brokerageManager, escrowAgent, lenderOfficer, fundCenterOfficer
    case registryRelay, taxRelay, housingRelay
    case appraiser, contractor, auditor, privacyOfficer
    // Authorities: they attest, they do not use the program.
    case registry, taxBureau, housingAuthority, court, notary, oldLender
    // The house.
    case `operator`, administrator, system

    public enum Kind: Hashable, Sendable { case user, attester, house }

    private static let byName = NameTable<Role>()

    /// By a look-up; the compiler's own way goes through all of them.
    init?(name: String) {
        let utf8 = name.utf8
        self.init(utf8.span)
    }

    init?(_ name: Span<UInt8>) {
        guard let found = Self.byName[name] else { return nil }
        self = found
    }

    public var kind: Kind {
        switch self {
        case .registry, .taxBureau, .housingAuthority, .court, .notary, .oldLender: .attester
        case .operator, .administrator, .system: .house
        default: .user
        }
    }

    /// The word in the glossary.
    public var wording: Wording {
        switch self {
        case .buyer: Wording("buyer", "买方")
        case .seller: Wording("seller", "卖方")
        case .coOwner: Wording("co-owner", "共有人")
        case .guardian: Wording("guardian", "监护人")
        case .proxyAgent: Wording("proxy", "委托代理人")
        case .tenant: Wording("tenant", "承租人")
        case .broker: Wording("broker", "房地产经纪人")
        case .brokerageManager: Wording("brokerage manager", "经纪机构负责人")
        case .escrowAgent: Wording("escrow agent", "资金监管机构")
        case .lenderOfficer: Wording("loan officer", "贷款银行")
        case .fundCenterOfficer: Wording("provident fund officer", "公积金中心")
        case .registryRelay: Wording("registry relay", "登记回执转录")
        case .taxRelay: Wording("tax relay", "税务回执转录")
        case .housingRelay: Wording("housing authority relay", "房管回执转录")
        case .appraiser: Wording("appraiser", "评估机构")
        case .contractor: Wording("contractor", "装修公司")
        case .auditor: Wording("auditor", "核验人")
        case .privacyOfficer: Wording("privacy officer", "个人信息保护负责人")
        case .registry: Wording("registry", "不动产登记机构")
        case .taxBureau: Wording("tax bureau", "税务机关")
        case .housingAuthority: Wording("housing authority", "房管部门")
        case .court: Wording("court", "法院")
        case .notary: Wording("notary", "公证机构")
        case .oldLender: Wording("existing lender", "原抵押权人")
        case .operator: Wording("operator", "操作员")
        case .administrator: Wording("administrator", "管理员")
        case .system: Wording("system", "系统")
        }
    }
}

/// How far a recorded fact can be trusted. DOMAIN.md, envelope.
public enum Attestation: String, CaseIterable, Hashable, Sendable {
    /// Signed by the authority itself.
    case direct
    /// The authority's receipt, uploaded by somebody else.
    case relayed
    /// A party says so.
    case declared
    /// Computed from the log.
    case derived

    private static let byName = NameTable<Attestation>()

    /// By a look-up; the compiler's own way goes through all of them.
    init?(name: String) {
        let utf8 = name.utf8
        self.init(utf8.span)
    }

    init?(_ name: Span<UInt8>) {
        guard let found = Self.byName[name] else { return nil }
        self = found
    }

    public var wording: Wording {
        switch self {
        case .direct: Wording("direct", "直接签认")
        case .relayed: Wording("relayed", "回执转录")
        case .declared: Wording("declared", "当事人陈述")
        case .derived: Wording("derived", "系统推导")
        }
    }
}

/// Who may record a type of step, and with which attestation.
public struct Recorder: Hashable, Sendable {
    public let role: Role
    public let attestations: Set<Attestation>

    public init(_ role: Role, _ attestations: Set<Attestation>) {
        self.role = role
        self.attestations = attestations
    }
}
