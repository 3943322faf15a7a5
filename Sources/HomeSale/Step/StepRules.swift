/// Every rule that may refuse a step. Help, refusals, scenarios and coverage all read this list.
public enum StepRules {
    public static let all: [StepRule] =
        PermissionRules.all + PartyRules.all + ListingRules.all + DealRules.all + TitleRules.all + RepresentationRules.all
        + ContractRules.all
        + TaxRules.all + RegistrationRules.all + LoanRules.all + EscrowRules.all + DecorationRules.all + DisputeRules.all
        + UnwindRules.all + CorrectionRules.all + PublicationRules.all

    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

    public static func rule(_ id: String) -> StepRule? { byID[id] }

    /// The rules that may refuse a step of this type.
    public static func guarding(_ name: EventName) -> [StepRule] { all.filter { $0.guards.contains(name) } }
}
