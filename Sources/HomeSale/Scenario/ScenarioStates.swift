/// The states that the steps of a scenario lead to, folded fact by fact.
public struct ScenarioStates: Sendable {
    private var deals: [String: DealFile] = [:]
    /// Of each deal, for corrections: they make the past read otherwise.
    private var facts: [String: [Fact]] = [:]
    private var listings: [String: ListingState] = [:]
    private var parties: [String: PartyState] = [:]

    public init() {}

    public mutating func apply(_ fact: Fact) {
        let id = fact.stream.id
        switch fact.stream.kind {
        case .listing: listings[id, default: ListingState(id: id)].apply(fact)
        case .party, .consent: parties[id, default: PartyState(id: id)].apply(fact)
        case .deal, .escrow, .loan, .registration, .tax, .decoration, .dispute:
            facts[id, default: []].append(fact)
            if fact.name == .dealCorrected {
                deals[id] = DealFile(id: id, facts: facts[id] ?? [])
            } else {
                deals[id, default: DealFile(id: id)].apply(fact)
            }
        case .rule, .evidence, .observed: break
        }
    }

    /// What is not as expected.
    public func differences(_ expectation: ScenarioExpectation) -> [(field: ExpectedField, found: String)] {
        let fields = fields(of: expectation.subject)
        return expectation.fields.compactMap { expected in
            let values = fields.filter { $0.path == expected.path }.map(\.value)
            if values.isEmpty ? expected.matches(nil) : values.contains(where: expected.matches) { return nil }
            return (expected, values.isEmpty ? "-" : values.map { ExpectedField.text($0) }.joined(separator: " | "))
        }
    }

    /// Every field of a deal, a listing or a party; `overlay` holds the overlays' names, comma between.
    public func fields(of subject: StreamName) -> [StateField] {
        switch subject.kind {
        case .listing: return listings[subject.id]?.fields ?? []
        case .party, .consent: return parties[subject.id]?.fields ?? []
        case .rule, .evidence, .observed: return []
        default:
            let file = deals[subject.id] ?? DealFile(id: subject.id)
            let overlays = file.overlays.map(\.rawValue)
            return file.fields + (overlays.isEmpty ? [] : [StateField("overlay", overlays.joined(separator: ","))])
        }
    }
}
