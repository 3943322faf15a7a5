internal import Proofs

extension SignatureFault {
    /// The answer to a draft.
    func refusal() -> StepRefusal {
        let (english, chinese) = words
        var refusal = StepRefusal(
            .notPermitted, rule: rule.rawValue, rests: rests.sorted(), missing: [], source: "docs/ACTORS.md", english: english,
            chinese: chinese)
        refusal.isIdentified = isIdentified
        return refusal
    }

    private var words: (String, String) {
        let key = keyId?.text ?? ""
        switch rule {
        case .missing:
            return (
                "This needs a signature by its actor. Sign with --sign-as ID --signing-key FILE, or `deedlog seal-draft`.",
                "此项须由登记人签名。请用 --sign-as 人员 --signing-key 文件 签名，或用 `deedlog seal-draft`。"
            )
        case .unknownKey:
            return (
                "No actor is registered with the key \(key). `deedlog actor list` shows who is.",
                "没有以密钥 \(key) 登记的人员。`deedlog actor list` 可查。"
            )
        case .foreignActor:
            return (
                "The first signature is by a key of \(actor), not of the draft's actor. Whoever acts signs first.",
                "首个签名出自 \(actor) 的密钥，而非本草稿的登记人。登记人须首先签名。"
            )
        case .broken:
            return (
                "The signature by the key \(key) is not over this draft as the ledger would record it: other content, stream, revision, key or ledger. Sign it anew.",
                "密钥 \(key) 的签名与本账本将登记的内容不符：内容、流、版本、key 或账本不同。请重新签名。"
            )
        case .keyRevoked:
            return (
                "The key \(key) of \(actor) was revoked, or replaced by another.", "\(actor) 的密钥 \(key) 已撤销，或已被其他密钥取代。"
            )
        case .roleNotHeld:
            return (
                "\(actor) does not hold the role \(role). An administrator grants it: `deedlog actor grant`.",
                "\(actor) 没有角色 \(role)。须由管理员授予：`deedlog actor grant`。"
            )
        case .roleExpired:
            return ("\(actor) no longer holds the role \(role).", "\(actor) 的角色 \(role) 已到期或已终止。")
        case .roleNotYet:
            return ("\(actor) does not hold the role \(role) yet.", "\(actor) 的角色 \(role) 尚未生效。")
        case .countersigner:
            return (
                "This needs a countersignature for each of several roles, by different people who hold them; missing: \(role).",
                "此项须由多个角色的不同持有人分别签名；尚缺：\(role)。"
            )
        case .approval:
            return (
                "This needs the signatures of two different administrators. A second one approves: `deedlog actor approve`.",
                "此项须由两名不同的管理员签名。请由另一名管理员核准：`deedlog actor approve`。"
            )
        }
    }
}
