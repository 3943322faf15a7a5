/// Puts the payload of one type of step together from `member=value`, and fills in what the type requires and nobody stated.
///
/// A date that nobody stated is the day of the step, an instant its instant, a list that may be empty is empty; anything else
/// is taken from the catalogue's example. So a text states what matters and stays short.
public struct PayloadBuilder {
    private let type: EventType
    private let example: JSONValue
    private let values: MemberValue
    private let instant: String
    private var payload = JSONValue.object([])
    /// Members that are to stay out, although the type may require them.
    private var absent: Set<String> = []

    /// - Parameters:
    ///   - example: a payload of the type that is right in form.
    ///   - instant: of the step, as a payload writes it.
    public init(_ type: EventType, example: JSONValue, values: MemberValue, instant: String) {
        self.type = type
        self.example = example
        self.values = values
        self.instant = instant
    }

    private var members: [PayloadMember] { type.members + PayloadMember.common }

    /// Takes up one `path=text`; `-` leaves the member out.
    ///
    /// A member that is stated in part begins as the example's: `coOwnership.form=joint` keeps the example's owners. A list
    /// stated by index has the indexes stated and no others, each beginning as the example's element there, or its last.
    /// - Throws: ``MemberFault``.
    public mutating func state(_ path: MemberPath, _ text: String) throws(MemberFault) {
        if text == "-" {
            guard path.parts.count > 1 else {
                guard members.contains(where: { $0.name == path.root }) else { throw MemberValue.unknown(path.root, members) }
                absent.insert(path.root)
                return
            }
            try put(path, nil)
            return
        }
        try put(path, values.value(text, kind(of: path)))
    }

    private mutating func put(_ path: MemberPath, _ value: JSONValue?) throws(MemberFault) {
        if path.parts.count > 1, payload[path.root] == nil, let begun = example[path.root] {
            // What stands under `open` means nothing by itself: no example's member may slip in.
            let isOpen = members.first { $0.name == path.root }?.kind == .open
            if case .list = begun {
                payload.set(path.root, .list([]))
            } else {
                payload.set(path.root, isOpen ? .object([]) : begun)
            }
        }
        if path.parts.count > 2, case .index(let place) = path.parts[1], case .list(let there) = payload[path.root] ?? .null,
            there.count == place, case .list(let models) = example[path.root] ?? .null, !models.isEmpty
        {
            payload.set(path.root, .list(there + [models[min(place, models.count - 1)]]))
        }
        guard payload.set(path, value) else {
            throw MemberFault("`\(path)`: the elements before it are not stated", "`\(path)`：其前面的元素尚未填写")
        }
    }

    /// The kind that stands at `path`. Under `open` the name's last word tells the unit.
    private func kind(of path: MemberPath) throws(MemberFault) -> MemberKind {
        var kind = MemberKind.object(members)
        for part in path.parts {
            switch (kind, part) {
            case (.object(let members), .name(let name)):
                guard let member = members.first(where: { $0.name == name }) else { throw MemberValue.unknown(name, members) }
                kind = member.kind
            case (.list(let element, _), .index): kind = element
            case (.open, .name(let name)): kind = Self.openKind(name)
            case (.open, .index): continue
            default:
                throw MemberFault("`\(path)` leads nowhere: \(kind.wording.english)", "`\(path)` 无法到达：\(kind.wording.chinese)")
            }
        }
        return kind
    }

    private static func openKind(_ name: String) -> MemberKind {
        if name.hasSuffix("Fen") { return .signedFen }
        if name.hasSuffix("CentiSqm") { return .centiSqm }
        if name.hasSuffix("Ppm") { return .ppm }
        if name.hasSuffix("Bp") { return .bp }
        return .open
    }

    /// The payload, and the required members that were filled in.
    public func finished() -> (payload: JSONValue, filled: [PayloadMember]) {
        var result = payload
        var filled: [PayloadMember] = []
        for member in type.members where member.isRequired && payload[member.name] == nil && !absent.contains(member.name) {
            switch member.kind {
            case .date: result.set(member.name, .text("\(values.date)"))
            case .instant: result.set(member.name, .text(instant))
            case .list(_, least: 0): result.set(member.name, .list([]))
            default:
                guard let value = example[member.name] else { continue }
                result.set(member.name, value)
            }
            filled.append(member)
        }
        return (result, filled)
    }
}
