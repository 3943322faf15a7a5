/// What somebody wants to do with a person's data.
public enum AccessAction: String, CaseIterable, Hashable, Sendable {
    /// See values, masked or whole.
    case read
    /// Find whose value it is.
    case search
    /// Take a copy of everything held.
    case export
    /// Have it destroyed.
    case erase

    public var wording: Wording {
        switch self {
        case .read: Wording("read", "查看")
        case .search: Wording("search", "检索")
        case .export: Wording("export", "导出")
        case .erase: Wording("erase", "删除")
        }
    }
}

/// What covers an access without the person's consent.
public enum LegalBasis: String, CaseIterable, Hashable, Sendable {
    /// Their own contract needs it: asker and person take part in one deal. 个人信息保护法 13(1)(2).
    case contract
    /// A duty laid down by law. 个人信息保护法 13(1)(3).
    case duty
    /// The data are the asker's own. 个人信息保护法 44, 45.
    case subject

    public var wording: Wording {
        switch self {
        case .contract: Wording("contract", "合同所必需")
        case .duty: Wording("legal duty", "法定义务")
        case .subject: Wording("own data", "本人信息")
        }
    }
}

/// One row of the access matrix: this role may do this with that for this purpose. What no row names is denied.
public struct AccessRow: Hashable, Sendable {
    /// What has to hold beside the row.
    public enum Cover: Hashable, Sendable {
        /// A live consent for the purpose that names the asker and the field.
        case consent
        case law(LegalBasis)

        /// `consent`, or the word of the basis.
        public var word: String {
            switch self {
            case .consent: "consent"
            case .law(let basis): basis.rawValue
            }
        }

        public var wording: Wording {
            switch self {
            case .consent: Wording("consent", "同意")
            case .law(let basis): basis.wording
            }
        }
    }

    /// How much of a value is shown.
    public enum Sight: String, CaseIterable, Hashable, Sendable {
        case masked, whole

        public var wording: Wording {
            switch self {
            case .masked: Wording("masked", "脱敏")
            case .whole: Wording("whole", "完整")
            }
        }
    }

    /// The groups that Brief B grants eight permissions to. DOMAIN.md section 7, B22.
    public enum BriefGroup: String, CaseIterable, Hashable, Sendable { case platform, bank, contractor }

    public let role: Role
    public let resource: PersonalResource
    public let action: AccessAction
    public let purpose: Purpose
    public let cover: Cover
    public let sight: Sight
    /// The law, article or section it comes from.
    public let source: String
    /// The permission of Brief B that the row is; `nil` for most.
    public let brief: BriefGroup?

    public init(
        _ role: Role, _ action: AccessAction, _ resource: PersonalResource, for purpose: Purpose, by cover: Cover,
        _ sight: Sight, source: String, brief: BriefGroup? = nil
    ) {
        self.role = role
        self.resource = resource
        self.action = action
        self.purpose = purpose
        self.cover = cover
        self.sight = sight
        self.source = source
        self.brief = brief
    }

    func isAt(_ role: Role, _ resource: PersonalResource, _ action: AccessAction, _ purpose: Purpose) -> Bool {
        self.role == role && self.resource == resource && self.action == action && self.purpose == purpose
    }
}
