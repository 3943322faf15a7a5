/// How a payload names the opening of a deal in which both take part; `nil` where there is none.
///
/// The person is a buyer or seller of it. The asker is one too, acts in it by an entry of their own in this role, or is named as its
/// lender, escrow agent or contractor and asks as that. A deal that is closed, cancelled or expired needs nobody's data any more.
/// - Parameter facts: of one deal with all its streams, in the order of the log.
public func sharedDeal(of actor: String, _ role: Role, and party: String, in facts: [Fact]) -> String? {
    let isOver = facts.contains { [.dealClosed, .dealCancelled, .dealExpired].contains($0.name) }
    guard !isOver, let opened = facts.first(where: { $0.name == .dealOpened }) else { return nil }
    func isAmong(_ name: String, _ names: [String]) -> Bool { names.contains { ByteName($0) == ByteName(name) } }
    let buyers = opened.payload.texts("buyerIds"), sellers = opened.payload.texts("sellerIds")
    guard isAmong(party, buyers + sellers) else { return nil }
    let takesPart =
        switch role {
        case .buyer: isAmong(actor, buyers)
        case .seller: isAmong(actor, sellers)
        default: facts.contains { ($0.role == role && isAmong(actor, [$0.actor])) || isAmong(actor, named($0, as: role)) }
        }
    return takesPart ? opened.reference : nil
}

/// Whom a fact names for a role.
private func named(_ fact: Fact, as role: Role) -> [String] {
    switch role {
    case .lenderOfficer, .fundCenterOfficer: [fact.payload.text("lenderId")].compactMap { $0 }
    case .escrowAgent: [fact.payload.text("escrowAgentId")].compactMap { $0 }
    case .contractor: [fact.payload.text("contractorId")].compactMap { $0 }
    default: []
    }
}
