/// Who acts for somebody else shows the powers, or the ward. DOMAIN.md section 2.4.
enum RepresentationRules {
    static let noPowers = StepRule(
        "proxy.noPowers", byAny(.proxyAgent),
        Wording("A proxy acts within live powers of the person he acts for.", "代理人须在有效授权范围内行事。"),
        remedy: Wording("Record proxy.authorised, or name the principal in onBehalfOf.", "请登记委托授权，或以 onBehalfOf 填写委托人。"),
        source: "民法典 162, 165, 171")
    static let noWard = StepRule(
        "guardian.noWard", byAny(.guardian).filter { $0 != .guardianAuthorised },
        Wording("A guardian acts for a party that is known to be a minor.", "监护人须为已查明的未成年当事人行事。"),
        remedy: Wording("Record ageFacts of the ward, or let the party act himself.", "请登记其年龄事实，或由当事人本人办理。"),
        source: "民法典 23, 27, 34")
    static let bothSides = StepRule(
        "proxy.bothSides", [.proxyAuthorised],
        Wording("Nobody acts for both sides, or with himself, unless both agreed.", "未经同意不得自己代理或双方代理。"),
        remedy: Wording("Add the power selfDealing or doubleAgency, or choose another agent.", "请增列相应授权，或另选代理人。"),
        source: "民法典 168")

    static let all = [noPowers, noWard, bothSides]

    /// The steps of a deal that this role may record.
    private static func byAny(_ role: Role) -> [EventName] {
        EventName.allCases.filter { name in
            name.isOfDeal && Catalogue.type(of: name).recorders.contains { $0.role == role }
        }
    }
}

enum RepresentationGuards {
    static func check(_ step: Step, _ type: EventType, _ file: DealFile, _ world: any World) throws {
        switch step.role {
        case .proxyAgent: try checkProxy(step, type, file.deal)
        case .guardian: if step.name != .guardianAuthorised { try checkGuardian(step, file.deal, world) }
        default: break
        }
        if step.name == .proxyAuthorised { try checkAgent(step, file.deal) }
    }

    private static func checkProxy(_ step: Step, _ type: EventType, _ deal: DealState) throws(Refusal) {
        let principal = step.payload.text("onBehalfOf")
        let sides = Set(type.recorders.map(\.role))
        // What only a seller may do needs the power to sell; what either side may do, either power or that to sign.
        let wanted: Set<String> =
            switch (sides.contains(.buyer), sides.contains(.seller)) {
            case (true, false): ["buy"]
            case (false, true): ["sell"]
            default: ["sell", "buy", "signContract", "handover", "register"]
            }
        let fits = deal.proxies.contains {
            $0.isLive(on: step.occurred) && (principal == nil || $0.principal == principal)
                && !wanted.isDisjoint(with: $0.powers)
        }
        if !fits {
            throw Refusal(
                RepresentationRules.noPowers, rests: deal.proxies.map(\.mark.index), missing: ["proxy.authorised"],
                wanted.sorted().joined(separator: " "))
        }
    }

    private static func checkGuardian(_ step: Step, _ deal: DealState, _ world: any World) throws {
        let named = step.payload.text("onBehalfOf").map { [$0] }
        let wards = named ?? deal.buyers + deal.sellers + (deal.title?.owners ?? [])
        for ward in wards where try world.party(ward).isUnder(18, on: step.occurred) == true { return }
        throw Refusal(RepresentationRules.noWard, rests: [deal.opened?.mark.index], missing: ["ageFacts"], named?.first ?? "")
    }

    private static func checkAgent(_ step: Step, _ deal: DealState) throws(Refusal) {
        let data = step.payload, powers = data.texts("powers")
        let principal = data.text("principalId") ?? "", agent = data.text("agentId") ?? ""
        let others = deal.sellers.contains(principal) ? deal.buyers : deal.buyers.contains(principal) ? deal.sellers : []
        if others.contains(agent) && !powers.contains("selfDealing") {
            throw Refusal(RepresentationRules.bothSides, rests: [deal.opened?.mark.index], missing: ["selfDealing"], agent)
        }
        let both = deal.proxies.filter { $0.agent == agent && others.contains($0.principal) && $0.isLive(on: step.occurred) }
        // The newest powers of the other side say whether it agreed.
        let isAgreed = powers.contains("doubleAgency") && both.last?.powers.contains("doubleAgency") == true
        if !both.isEmpty && !isAgreed {
            throw Refusal(RepresentationRules.bothSides, rests: both.map(\.mark.index), missing: ["doubleAgency"], agent)
        }
    }
}
