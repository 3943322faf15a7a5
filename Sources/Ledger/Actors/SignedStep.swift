/// What is known of a draft or an entry when its signatures are judged.
struct SignedStep {
    let index: UInt64
    /// The recording date.
    let day: Int32
    let actor: String
    let role: String
    let attestation: String
    let type: String
    /// Where it says something of actors.
    let change: ActorEntry?

    /// Whose signatures an entry needs.
    enum Demand: Hashable {
        case none
        /// Its actor's, who must hold its role.
        case role
        /// Its actor's, who must hold some role.
        case anyRole
        case administrators(Int)
    }

    func demand(_ policy: SigningPolicy, _ registry: ActorRegistry) -> Demand {
        // Whatever role it claims.
        if let change { return .administrators(registry.approvals(for: change, at: index)) }
        if role == "system" {
            return type.hasPrefix("access.") || type.hasPrefix("erasure.") ? .anyRole : .none
        }
        return attestation == "direct" || policy.roles.contains(role) ? .role : .none
    }
}
