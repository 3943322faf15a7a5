/// Who may record what. The matrix is the catalogue's; nothing is allowed that it does not name. DOMAIN.md section 2.1.
enum PermissionRules {
    static let role = StepRule(
        "permission.role", EventName.allCases, Wording("The role may record this type of step.", "该角色有权登记此类步骤。"),
        remedy: Wording("Let one of the roles named record it.", "请由所列角色登记。"),
        source: "proposal: matrix of roles, DOMAIN 2.1, 2.2")
    static let attestation = StepRule(
        "permission.attestation", EventName.allCases,
        Wording("The role may record it with this attestation.", "该角色可采用此种证明方式。"),
        remedy: Wording(
            "Use one of the attestations named: a relay never speaks for the authority itself.", "请采用所列证明方式；转录不等于机关直接签认。"),
        source: "proposal: envelope and matrix of roles, DOMAIN 2.1")
    static let system = StepRule(
        "permission.system", EventName.allCases,
        Wording(
            "What is derived from the log is recorded by the system, and the system records nothing else.", "推导事项由系统登记，系统仅登记推导事项。"
        ),
        remedy: Wording("Let a person declare what happened; leave derived steps to the program.", "事实由当事人登记，推导事项交由程序。"),
        source: "proposal: DOMAIN 2.1; DESIGN 2 (reserved)")

    static let all: [StepRule] = [role, attestation, system]

    /// - Parameter type: the catalogue's row for the step, in its schema.
    /// - Throws: ``Refusal`` by the matrix of roles; `missing` names what would be accepted.
    static func check(_ step: Step, _ type: EventType) throws {
        if type.may(step.role, step.attestation) && (step.role == .system) == (step.attestation == .derived) { return }
        let recorders = type.recorders.filter { $0.role == step.role }
        // A derived fact from a person would pass for one that the log proves.
        if (step.role == .system) != (step.attestation == .derived) || step.role == .system {
            throw Refusal(
                system, missing: type.recorders.map(\.role.rawValue), "\(step.role.rawValue), \(step.attestation.rawValue)")
        }
        if recorders.isEmpty {
            throw Refusal(role, missing: type.recorders.map(\.role.rawValue), step.role.rawValue)
        }
        let allowed = Attestation.allCases.filter { kind in recorders.contains { $0.attestations.contains(kind) } }
        throw Refusal(attestation, missing: allowed.map(\.rawValue), "\(step.role.rawValue), \(step.attestation.rawValue)")
    }
}
