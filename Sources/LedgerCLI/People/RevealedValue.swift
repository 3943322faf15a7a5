internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Proofs

/// A sealed value as one asker gets to see it.
struct RevealedValue {
    /// What was there to see.
    enum Sight {
        /// Canonical JSON, masked or whole, and the opening of a whole one.
        case shown([UInt8], AccessRow.Sight, opening: Digest?)
        case denied(AccessReason)
        /// The party was erased.
        case erased
        /// The vault has no such value.
        case missing
    }

    let index: UInt64
    let value: SealedValue
    let field: PersonalField
    let basis: String?
    let sight: Sight

    var json: JSONText {
        var one = JSONText()
        one.put("index", index)
        one.put("party", value.party)
        one.put("pointer", value.pointer)
        one.put("field", field.rawValue)
        one.put("basis", basis)
        switch sight {
        case .shown(let text, let sight, let opening):
            one.put("value", json: text)
            one.put("sight", sight.rawValue)
            if let opening { one.put("opening", opening.hex) }
        case .denied(let reason): one.put("denied", reason.rawValue)
        case .erased: one.put("state", "erased")
        case .missing: one.put("state", "missing")
        }
        return one
    }

    /// What a table says.
    var words: String {
        switch sight {
        case .shown(let text, _, _):
            text.first == 0x22 ? stringValue(text.span, 0..<text.count) : String(decoding: text, as: UTF8.self)
        case .denied(let reason): tr("denied: ", "拒绝：") + tr(reason.wording)
        case .erased: tr("erased", "已删除")
        case .missing: tr("not in this vault", "不在此库中")
        }
    }
}
