import CanonicalJSON

/// A canonical value taken apart, so that a test can change one place and write it again.
indirect enum JSONTree {
    case object([(name: String, value: JSONTree)])
    case list([JSONTree])
    /// Any other value as it stands.
    case raw(String)

    init(_ bytes: [UInt8]) {
        let text = bytes.span
        switch bytes[0] {
        case 0x7B:
            var members: [(String, JSONTree)] = []
            forEachMember(text, 0) { name, value in
                members.append((String(decoding: bytes[name], as: UTF8.self), JSONTree(Array(bytes[value]))))
            }
            self = .object(members)
        case 0x5B:
            var elements: [JSONTree] = []
            forEachElement(text, 0) { elements.append(JSONTree(Array(bytes[$0]))) }
            self = .list(elements)
        default: self = .raw(String(decoding: bytes, as: UTF8.self))
        }
    }

    var text: String {
        switch self {
        case .object(let members):
            "{" + members.sorted { $0.name < $1.name }.map { "\"\($0.name)\":\($0.value.text)" }.joined(separator: ",") + "}"
        case .list(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .raw(let text): text
        }
    }

    var bytes: [UInt8] { Array(text.utf8) }
}
