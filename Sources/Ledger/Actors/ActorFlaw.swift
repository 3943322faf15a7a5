/// Why a change that is well formed, of an actor or of the policy, cannot be.
struct ActorFlaw: Hashable, Sendable {
    enum Rule: String, CaseIterable, Hashable, Sendable {
        /// Nobody is there to make it: the ledger has no administrators.
        case unfounded = "signature.approval"
        case known = "actor.known"
        case unknown = "actor.unknown"
        case keyTaken = "actor.keyTaken"
        case keyNotInForce = "actor.keyNotInForce"
        case roleNotHeld = "actor.roleNotHeld"
        case policyNumber = "actor.policyNumber"
    }

    let rule: Rule
    /// The actor, key or role that it is about.
    let what: String
    let rests: [UInt64]

    init(_ rule: Rule, _ what: String, _ rests: [UInt64]) { (self.rule, self.what, self.rests) = (rule, what, rests) }

    /// For a finding of `verify`.
    var expected: String {
        switch rule {
        case .unfounded: "administrators in entries 1, 2, …, then the signing policy"
        case .known: "an actor that is not registered yet"
        case .unknown: "a registered actor"
        case .keyTaken: "a key that was never registered"
        case .keyNotInForce: "a key of the actor's that is in force"
        case .roleNotHeld: "a role that the actor holds"
        case .policyNumber: "the number of policies before it"
        }
    }

    /// The answer to a draft.
    ///
    /// - Parameter isIdentified: whether it is known who asked.
    func refusal(isIdentified: Bool) -> StepRefusal {
        let words: (String, String) =
            switch rule {
            case .unfounded:
                (
                    "This ledger has no administrators, so nobody can register actors or set a policy. They are named when it is made: `deedlog init --administrator`.",
                    "本账本没有管理员，无人可以登记人员或设定签名策略。管理员须在建账时指定：`deedlog init --administrator`。"
                )
            case .known:
                (
                    "\(what) is registered already. Give more roles with `deedlog actor grant`, another key with `deedlog actor rotate`.",
                    "\(what) 已登记。增加角色请用 `deedlog actor grant`，更换密钥请用 `deedlog actor rotate`。"
                )
            case .unknown:
                (
                    "\(what) is not registered. `deedlog actor list` shows who is.", "\(what) 未登记。`deedlog actor list` 可查已登记人员。"
                )
            case .keyTaken:
                (
                    "The key \(what) is registered already; a key has one actor and never comes back. Make another with `deedlog actor key`.",
                    "密钥 \(what) 已登记；一把密钥只属一人，且不得重新启用。请用 `deedlog actor key` 另行生成。"
                )
            case .keyNotInForce:
                (
                    "The key \(what) is not the actor's key in force. `deedlog actor show` tells which is.",
                    "密钥 \(what) 不是该人员现行的密钥。`deedlog actor show` 可查。"
                )
            case .roleNotHeld:
                (
                    "The actor does not hold the role \(what). `deedlog actor show` tells which it holds.",
                    "该人员没有角色 \(what)。`deedlog actor show` 可查其角色。"
                )
            case .policyNumber:
                (
                    "Another policy was set meanwhile. Look at `deedlog policy show` and decide anew.",
                    "其间已设定另一策略。请查看 `deedlog policy show` 后重新决定。"
                )
            }
        var refusal = StepRefusal(
            rule == .unfounded ? .notPermitted : .rejected, rule: rule.rawValue, rests: rests, missing: [],
            source: "docs/ACTORS.md",
            english: words.0, chinese: words.1)
        refusal.isIdentified = isIdentified
        return refusal
    }
}
