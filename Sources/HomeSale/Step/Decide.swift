/// Whether a step may be taken now: permission first, then the rules of the thing it stands on. Pure but for what it asks
/// the world. DESIGN.md section 2, order of judgement.
///
/// - Throws: ``Refusal`` with the first rule that refuses, or what the world threw.
public func decide(_ step: Step, _ type: EventType, _ world: any World) throws {
    try PermissionRules.check(step, type)
    switch step.stream.kind {
    case .party, .consent: try PartyGuards.check(step, world.party(step.stream.id), world)
    case .listing: try ListingGuards.check(step, world.listing(step.stream.id), world)
    case .rule: try PublicationGuards.check(step, world)
    case .evidence, .observed: break
    case .deal, .escrow, .loan, .registration, .tax, .decoration, .dispute:
        try world.withDeal(step.stream.id) { try decide(step, type, $0, world) }
    }
}

/// The rules of a step on a deal's streams.
private func decide(_ step: Step, _ type: EventType, _ file: DealFile, _ world: any World) throws {
    try DealGuards.checkScope(step, file)
    try RepresentationGuards.check(step, type, file, world)
    switch step.stream.kind {
    case .escrow: try EscrowGuards.check(step, file, world)
    case .loan: try LoanGuards.check(step, file, world)
    case .registration: try RegistrationGuards.check(step, file)
    case .tax: try TaxGuards.check(step, file)
    case .decoration: try DecorationGuards.check(step, file, world)
    case .dispute: try DisputeGuards.check(step, file, world)
    default:
        try DealGuards.check(step, file, world)
        try TitleGuards.check(step, file, world)
        try ContractGuards.check(step, file, world)
        try UnwindGuards.check(step, file)
    }
}
