extension AccessMatrix {
    /// The matrix of the program. All 18 user roles have rows; attesters do not use the program, and the house's own roles run it
    /// without seeing anybody's data.
    public static let house = AccessMatrix(agency + lenders + offices + services + oversight + people)

    private static func consented(
        _ role: Role, _ resource: PersonalResource, for purpose: Purpose, _ sight: AccessRow.Sight,
        brief: AccessRow.BriefGroup? = nil, source: String = "个人信息保护法 13(1)(1), 14"
    ) -> AccessRow {
        AccessRow(role, .read, resource, for: purpose, by: .consent, sight, source: source, brief: brief)
    }

    private static func dealt(_ role: Role, _ resource: PersonalResource, _ sight: AccessRow.Sight, source: String) -> AccessRow {
        AccessRow(role, .read, resource, for: .contract, by: .law(.contract), sight, source: source)
    }

    private static func bound(
        _ role: Role, _ action: AccessAction, _ resource: PersonalResource, for purpose: Purpose, _ sight: AccessRow.Sight,
        source: String
    ) -> AccessRow {
        AccessRow(role, action, resource, for: purpose, by: .law(.duty), sight, source: source)
    }

    private static let agency: [AccessRow] = [
        consented(.broker, .identity, for: .identity, .masked, source: "个人信息保护法 13(1)(1), 29; 反洗钱法 34"),
        consented(.broker, .identity, for: .titleCheck, .masked, source: "个人信息保护法 13(1)(1); 民法典 218"),
        consented(.broker, .contact, for: .viewing, .whole),
        consented(.broker, .contact, for: .marketing, .whole, source: "个人信息保护法 13(1)(1), 24"),
        consented(.broker, .preference, for: .clientTags, .whole, source: "个人信息保护法 13(1)(1), 24"),
        consented(.broker, .location, for: .location, .whole, source: "个人信息保护法 28-29"),
        dealt(.broker, .identity, .masked, source: "个人信息保护法 13(1)(2); 民法典 961-964"),
        dealt(.broker, .contact, .whole, source: "个人信息保护法 13(1)(2); 民法典 961-964"),
        dealt(.broker, .remark, .whole, source: "个人信息保护法 13(1)(2); 民法典 962"),
        // What Brief B calls the platform.
        consented(
            .brokerageManager, .identity, for: .identity, .masked, brief: .platform, source: "Brief B22; 个人信息保护法 13(1)(1), 29"),
        consented(.brokerageManager, .preference, for: .clientTags, .whole, brief: .platform, source: "Brief B22; 个人信息保护法 24"),
        consented(.brokerageManager, .contact, for: .marketing, .masked, brief: .platform, source: "Brief B22; 个人信息保护法 24"),
        bound(.brokerageManager, .read, .identity, for: .aml, .masked, source: "反洗钱法 34, 42, 64"),
    ]

    private static let lenders: [AccessRow] = [
        // What Brief B calls the bank: data go there by a consent of their own.
        consented(.lenderOfficer, .identity, for: .bankSharing, .whole, brief: .bank, source: "Brief B22; 个人信息保护法 23"),
        consented(.lenderOfficer, .finance, for: .bankSharing, .whole, brief: .bank, source: "Brief B22; 个人信息保护法 23, 28-29"),
        consented(.lenderOfficer, .credit, for: .creditReport, .whole, brief: .bank, source: "Brief B22; 征信业管理条例 18"),
        dealt(.lenderOfficer, .contact, .whole, source: "个人信息保护法 13(1)(2); 民法典 667-669"),
        dealt(.lenderOfficer, .identity, .whole, source: "个人信息保护法 13(1)(2); 民法典 667-669"),
        bound(.lenderOfficer, .read, .identity, for: .aml, .whole, source: "反洗钱法 34, 42, 64"),
        consented(.fundCenterOfficer, .identity, for: .bankSharing, .whole, source: "个人信息保护法 23; 住房公积金管理条例 26"),
        consented(.fundCenterOfficer, .finance, for: .bankSharing, .whole, source: "个人信息保护法 23, 28-29; 住房公积金管理条例 26"),
        consented(.fundCenterOfficer, .credit, for: .creditReport, .whole, source: "征信业管理条例 18"),
        dealt(.fundCenterOfficer, .contact, .whole, source: "个人信息保护法 13(1)(2); 住房公积金管理条例 26"),
        dealt(.escrowAgent, .identity, .masked, source: "个人信息保护法 13(1)(2)"),
        dealt(.escrowAgent, .finance, .masked, source: "个人信息保护法 13(1)(2)"),
        bound(.escrowAgent, .read, .identity, for: .aml, .whole, source: "反洗钱法 34, 42, 64"),
    ]

    private static let offices: [AccessRow] = [
        bound(.registryRelay, .read, .identity, for: .filing, .whole, source: "不动产登记暂行条例 16; 个人信息保护法 13(1)(3)"),
        bound(.taxRelay, .read, .identity, for: .filing, .whole, source: "契税法 10; 税收征收管理法 25; 个人信息保护法 13(1)(3)"),
        bound(.housingRelay, .read, .identity, for: .filing, .whole, source: "城市房地产管理法 35; 个人信息保护法 13(1)(3)"),
        bound(.housingRelay, .read, .contact, for: .filing, .masked, source: "城市房地产管理法 35; 个人信息保护法 13(1)(3)"),
    ]

    private static let services: [AccessRow] = [
        consented(.appraiser, .contact, for: .viewing, .masked),
        // What Brief B calls the contractor.
        consented(.contractor, .contact, for: .decoration, .whole, brief: .contractor, source: "Brief B22; 个人信息保护法 13(1)(1), 23"),
        consented(
            .contractor, .decoration, for: .decoration, .whole, brief: .contractor, source: "Brief B22; 个人信息保护法 13(1)(1), 23"),
    ]

    private static let oversight: [AccessRow] =
        [
            bound(.auditor, .read, .identity, for: .aml, .masked, source: "反洗钱法 34, 42"),
            bound(.auditor, .read, .identity, for: .audit, .masked, source: "个人信息保护法 54"),
            bound(.auditor, .read, .finance, for: .audit, .masked, source: "个人信息保护法 54"),
            bound(.auditor, .read, .accessLog, for: .audit, .whole, source: "个人信息保护法 54"),
            bound(.privacyOfficer, .read, .identity, for: .aml, .whole, source: "反洗钱法 34, 42, 64"),
            bound(.privacyOfficer, .search, .identity, for: .aml, .whole, source: "反洗钱法 34, 42"),
            bound(.privacyOfficer, .search, .contact, for: .subjectRequest, .whole, source: "个人信息保护法 45, 50"),
            bound(.privacyOfficer, .search, .identity, for: .subjectRequest, .whole, source: "个人信息保护法 45, 50"),
            bound(.privacyOfficer, .read, .accessLog, for: .audit, .whole, source: "个人信息保护法 52, 54"),
        ]
        + PersonalResource.allCases.flatMap { resource in
            [
                bound(.privacyOfficer, .read, resource, for: .subjectRequest, .whole, source: "个人信息保护法 45, 50"),
                bound(.privacyOfficer, .export, resource, for: .subjectRequest, .whole, source: "个人信息保护法 45"),
                bound(.privacyOfficer, .erase, resource, for: .subjectRequest, .whole, source: "个人信息保护法 47, 50"),
            ]
        }

    // Everybody sees and takes away what is their own; erasing goes through the privacy officer, who looks at holds and retention.
    private static let people: [AccessRow] =
        [Role.buyer, .seller, .coOwner, .guardian, .proxyAgent, .tenant].flatMap { role in
            PersonalResource.allCases.flatMap { resource in
                [AccessAction.read, .export].map { action in
                    AccessRow(
                        role, action, resource, for: .subjectRequest, by: .law(.subject), .whole, source: "个人信息保护法 44-45")
                }
            }
        } + [
            dealt(.buyer, .contact, .masked, source: "个人信息保护法 13(1)(2); 民法典 598"),
            dealt(.seller, .contact, .masked, source: "个人信息保护法 13(1)(2); 民法典 598"),
            // They act for somebody else, who named them in a consent.
            consented(.guardian, .identity, for: .identity, .whole, source: "民法典 34-35; 个人信息保护法 31"),
            consented(.proxyAgent, .identity, for: .identity, .masked, source: "民法典 161-165"),
        ]
}
