public import CanonicalJSON

/// A JSON value as a tree: payloads that people put together by hand, member by member. Never used where entries are folded.
public indirect enum JSONValue: Hashable, Sendable {
    case null
    case flag(Bool)
    case integer(Int64)
    case text(String)
    case list([JSONValue])
    case object([Member])

    /// A member of an object; names are compared byte by byte.
    public struct Member: Hashable, Sendable {
        public let name: String
        public var value: JSONValue

        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// Reads `json` strictly, in any spacing and member order: no duplicate member, no fraction, nothing after the value.
    ///
    /// - Throws: ``Fault`` with the offset of the byte that does not fit.
    init(json: [UInt8]) throws(Fault) {
        var canonical = ByteBuilder(capacity: json.count + 64)
        var canonicalizer = Canonicalizer()
        let start = skipSpace(json.span, 0)
        let end = skipSpace(json.span, try canonicalizer.write(json.span, start, depth: 1, to: &canonical))
        guard end == json.count else { throw Fault(.textAfterValue, at: end) }
        self.init(canonical: canonical.bytes)
    }

    /// Reads any JSON text; `nil` where it is none.
    public init?(parsing json: [UInt8]) {
        guard let value = try? JSONValue(json: json) else { return nil }
        self = value
    }

    /// - Parameter canonical: canonical bytes, checked before.
    public init(canonical: [UInt8]) { self = Self.value(canonical.span, 0..<canonical.count) }

    private static func value(_ text: Span<UInt8>, _ range: Range<Int>) -> JSONValue {
        switch text[range.lowerBound] {
        case 0x22: return .text(stringValue(text, range))
        case 0x74: return .flag(true)
        case 0x66: return .flag(false)
        case 0x6E: return .null
        case 0x7B:
            var members: [Member] = []
            forEachMember(text, range.lowerBound) { name, value in
                let quoted = (name.lowerBound - 1)..<(name.upperBound + 1)
                members.append(Member(stringValue(text, quoted), Self.value(text, value)))
            }
            return .object(members)
        case 0x5B:
            var elements: [JSONValue] = []
            forEachElement(text, range.lowerBound) { elements.append(Self.value(text, $0)) }
            return .list(elements)
        default: return .integer(integerValue(text, range))
        }
    }

    /// The value as canonical JSON. RFC 8785: members by UTF-16 code units.
    public var bytes: [UInt8] {
        var out = ByteBuilder(capacity: 256)
        write(to: &out)
        return out.bytes
    }

    public func write(to out: inout ByteBuilder) {
        switch self {
        case .null: out.append(utf8: "null")
        case .flag(let flag): out.append(utf8: flag ? "true" : "false")
        case .integer(let number):
            if number < 0 { out.append(0x2D) }
            out.append(decimal: number.magnitude)
        case .text(let text): Self.write(text, to: &out)
        case .list(let elements):
            out.append(0x5B)
            for (place, element) in elements.enumerated() {
                if place > 0 { out.append(0x2C) }
                element.write(to: &out)
            }
            out.append(0x5D)
        case .object(let members):
            out.append(0x7B)
            // What is made by the program is in order already, mostly.
            let isInOrder = zip(members, members.dropFirst()).allSatisfy { Self.precedes($0.name, $1.name) }
            let ordered = isInOrder ? members : members.sorted { Self.precedes($0.name, $1.name) }
            for (place, member) in ordered.enumerated() {
                if place > 0 { out.append(0x2C) }
                Self.write(member.name, to: &out)
                out.append(0x3A)
                member.value.write(to: &out)
            }
            out.append(0x7D)
        }
    }

    private static func precedes(_ a: String, _ b: String) -> Bool { a.utf16.lexicographicallyPrecedes(b.utf16) }

    private static func write(_ text: String, to out: inout ByteBuilder) {
        do throws(Fault) {
            try appendCanonicalString(text.utf8Span.span, to: &out)
        } catch {
            preconditionFailure("a String is UTF-8")
        }
    }
}

extension JSONValue {
    /// The member `name` of an object; `nil` elsewhere.
    public subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// Sets the member `name`; a value that is no object becomes one. `nil` takes the member away.
    public mutating func set(_ name: String, _ value: JSONValue?) {
        var members: [Member] = []
        if case .object(let there) = self { members = there }
        let place = members.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
        switch (place, value) {
        case (let place?, let value?): members[place].value = value
        case (let place?, nil): members.remove(at: place)
        case (nil, let value?): members.append(Member(name, value))
        case (nil, nil): break
        }
        self = .object(members)
    }

    /// Sets the element at `place`, which may be the one after the last; a value that is no list becomes one.
    ///
    /// - Returns: whether there is such a place.
    public mutating func set(at place: Int, _ value: JSONValue) -> Bool {
        var elements: [JSONValue] = []
        if case .list(let there) = self { elements = there }
        guard (0...elements.count).contains(place) else { return false }
        if place == elements.count { elements.append(value) } else { elements[place] = value }
        self = .list(elements)
        return true
    }

    /// Sets what `path` leads to, and makes the objects and lists on the way.
    ///
    /// - Returns: whether every index of the path names an element or the place after the last.
    public mutating func set(_ path: MemberPath, _ value: JSONValue?) -> Bool { set(path.parts[...], value) }

    private mutating func set(_ parts: ArraySlice<MemberPath.Part>, _ value: JSONValue?) -> Bool {
        guard let first = parts.first else {
            self = value ?? .null
            return true
        }
        let rest = parts.dropFirst()
        switch first {
        case .name(let name):
            if rest.isEmpty {
                set(name, value)
                return true
            }
            var inner = self[name] ?? .null
            guard inner.set(rest, value) else { return false }
            set(name, inner)
            return true
        case .index(let place):
            var inner = JSONValue.null
            if case .list(let elements) = self, elements.indices.contains(place) { inner = elements[place] }
            guard inner.set(rest, value) else { return false }
            return set(at: place, inner)
        }
    }
}
