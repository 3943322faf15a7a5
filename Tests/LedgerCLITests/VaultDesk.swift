import Foundation
import TestSupport
import Testing

/// A desk whose ledger has a vault.
extension Desk {
    static func withVault() -> Desk {
        let desk = Desk()
        let made = desk.run("vault", "init", "--json")
        precondition(made.status == 0, made.errors)
        return desk
    }

    var masterKey: String { tool.state + "/deedlog/vault/" + sha256(origin) + ".key" }

    func append(_ drafts: [String]) -> CommandLineTool.Outcome {
        run(["append", "--json"], input: Array((drafts.joined(separator: "\n") + "\n").utf8))
    }

    /// What `vault check` says; its exit status.
    func checkVault() -> (status: Int32?, answer: JSONObject) {
        let outcome = run("vault", "check", "--json")
        return (outcome.status, outcome.objects.first ?? JSONObject(outcome.errors))
    }

    /// Every file below the desk's folder: path and content.
    func everyFile() -> [(path: String, bytes: [UInt8])] {
        let root = tool.file("")
        return (FileManager.default.subpaths(atPath: root) ?? []).compactMap { name in
            var isFolder: ObjCBool = false
            let path = root + "/" + name
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { return nil }
            return (name, bytes(path))
        }
    }
}

/// `{"$personal":…}` around a JSON value.
func wrapped(_ party: String, _ value: String) -> String { "{\"$personal\":{\"party\":\"\(party)\",\"value\":\(value)}}" }

/// A party that is registered with an identity number and a birth date, sealed.
func registered(_ id: String, number: String, birth: String = "1949-12-31") -> String {
    """
    {"subject":"party/\(id)","type":"party.registered","key":"reg","role":"broker","data":{"partyId":"\(id)","kind":"person","idNumber":\(wrapped(id, "\"\(number)\"")),"birthDate":\(wrapped(id, "\"\(birth)\"")),"ageFacts":{"asOf":"2026-01-01","under8":false,"under14":false,"under18":false,"ageBandYears":70},"idCheck":{"method":"GB11643","result":"passed"}}}
    """
}

/// A note about a party, of a kind that no rule looks at.
func note(_ party: String, _ value: String, key: String, subject: String = "ext/notes") -> String {
    "{\"subject\":\"\(subject)\",\"type\":\"ext.note\",\"key\":\"\(key)\",\"data\":{\"about\":\(wrapped(party, value))}}"
}
