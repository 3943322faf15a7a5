/// Why a mapping file cannot be used, and which member is at fault.
public struct MapFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path of the member, such as `checks[2].column`; empty for the file as a whole.
    public let member: String
    public let reason: String

    init(_ member: String, _ reason: String) {
        self.member = member
        self.reason = reason
    }

    public var description: String { member.isEmpty ? reason : "\(member): \(reason)" }
}

/// One object of a mapping file; remembers which members were asked for, so that an unknown one is a fault and not a silence.
struct MapObject {
    let path: String
    private let members: [(name: String, value: MapValue)]
    private var used: [String] = []

    init(_ value: MapValue, _ path: String) throws(MapFault) {
        guard case .object(let members) = value else { throw MapFault(path, "an object is expected") }
        (self.path, self.members) = (path, members)
    }

    var names: [String] { members.map(\.name) }

    func at(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    mutating func value(_ name: String) -> MapValue? {
        used.append(name)
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    mutating func string(_ name: String) throws(MapFault) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw MapFault(at(name), "a string is expected") }
        return text
    }

    mutating func required(_ name: String) throws(MapFault) -> String {
        guard let text = try string(name) else { throw MapFault(at(name), "is missing") }
        return text
    }

    mutating func strings(_ name: String) throws(MapFault) -> [String]? {
        guard let value = value(name) else { return nil }
        guard case .array(let elements) = value else { throw MapFault(at(name), "an array of strings is expected") }
        var result: [String] = []
        for (k, element) in elements.enumerated() {
            guard case .string(let text) = element else { throw MapFault("\(at(name))[\(k)]", "a string is expected") }
            result.append(text)
        }
        return result
    }

    mutating func flag(_ name: String) throws(MapFault) -> Bool {
        guard let value = value(name) else { return false }
        guard case .literal(let word) = value, word != "null" else { throw MapFault(at(name), "true or false is expected") }
        return word == "true"
    }

    /// One of the words of an enumeration.
    mutating func word<T: RawRepresentable<String>>(_ name: String, _ all: [T]) throws(MapFault) -> T {
        let text = try required(name)
        guard let value = T(rawValue: text) else {
            throw MapFault(at(name), "\"\(text)\" is none of \(all.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }

    /// Throws where a member was never asked for.
    func finish() throws(MapFault) {
        for name in names where !used.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
            throw MapFault(at(name), "is no member of a mapping file")
        }
    }
}
