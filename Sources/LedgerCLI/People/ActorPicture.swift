internal import Ledger
internal import Proofs

/// An actor, as it is shown.
struct ActorPicture {
    let actor: ActorRegistry.Actor
    let keys: [ActorRegistry.Key]

    init(_ actor: ActorRegistry.Actor, _ registry: ActorRegistry) {
        self.actor = actor
        keys = actor.keys.compactMap { registry.key($0) }
    }

    /// Roles that were not ended.
    var live: [ActorRegistry.Grant] { actor.grants.filter { $0.endedAt == nil } }

    static func state(_ key: ActorRegistry.Key) -> String {
        if let index = key.revokedAt {
            let reason = key.reason?.rawValue ?? ""
            return tr("revoked by entry \(index) (\(reason))", "由第 \(index) 条撤销（\(reason)）")
        }
        if let index = key.replacedAt { return tr("replaced by entry \(index)", "由第 \(index) 条更换") }
        return tr("in force", "有效")
    }

    static func words(_ grant: ActorRegistry.Grant) -> String {
        let from = CivilTime.text(ofDay: grant.fromDay)
        guard let until = grant.untilDay.map(CivilTime.text(ofDay:)) else {
            return tr("\(grant.role) from \(from)", "\(grant.role) 自 \(from)")
        }
        return tr("\(grant.role) \(from) to \(until)", "\(grant.role) \(from) 至 \(until)")
    }

    var json: JSONText {
        var answer = JSONText()
        answer.put("actor", actor.name)
        answer.put(
            "keys",
            objects: keys.map { key in
                var one = JSONText()
                one.put("keyId", key.publicKey.id.text)
                one.put("algorithm", key.publicKey.algorithm.rawValue)
                one.put("publicKey", base64Text(key.publicKey.bytes))
                one.put("index", key.index)
                one.put("inForce", key.revokedAt == nil && key.replacedAt == nil)
                if let index = key.replacedAt { one.put("replacedAt", index) }
                if let index = key.revokedAt { one.put("revokedAt", index) }
                if let reason = key.reason { one.put("reason", reason.rawValue) }
                return one
            })
        answer.put(
            "roles",
            objects: actor.grants.map { grant in
                var one = JSONText()
                one.put("role", grant.role)
                one.put("from", CivilTime.text(ofDay: grant.fromDay))
                if let until = grant.untilDay { one.put("until", CivilTime.text(ofDay: until)) }
                one.put("index", grant.index)
                if let ended = grant.endedAt { one.put("endedAt", ended) }
                return one
            })
        return answer
    }
}
