internal import CanonicalJSON
internal import HomeSale

/// Gathers the members of a row as canonical JSON, in any order; what is absent is left out.
struct ViewMembers: ~Copyable {
    private struct Member {
        let name: String
        let value: Range<Int>
    }

    private var out = ByteBuilder(capacity: 512)
    /// Of the row; objects inside it are written as they come.
    private var members: [Member] = []
    /// The last name written in the object inside the row; `nil` outside of one.
    private var inner: String?

    mutating func put(_ name: String, _ text: String?) {
        if let text { put(name) { Self.write(text, to: &$0) } }
    }

    mutating func put(_ name: String, _ number: Int64?) {
        if let number { put(name) { Self.write(number, to: &$0) } }
    }

    mutating func put(_ name: String, _ index: UInt64?) { put(name, index.map { Int64($0) }) }
    mutating func put(_ name: String, _ date: CivilDate?) { put(name, date.map { "\($0)" }) }
    mutating func put(_ name: String, _ flag: Bool) { put(name) { $0.append(utf8: flag ? "true" : "false") } }

    mutating func put(_ name: String, _ texts: [String]) {
        put(name) { Self.write(texts, to: &$0) { text, out in Self.write(text, to: &out) } }
    }

    mutating func put(_ name: String, indexes: [UInt64]) {
        put(name) { Self.write(indexes, to: &$0) { index, out in out.append(decimal: index) } }
    }

    mutating func put(_ name: String, list: [JSONValue]) {
        put(name) { Self.write(list, to: &$0) { value, out in value.write(to: &out) } }
    }

    mutating func put(_ name: String, json value: JSONValue?) {
        if let value { put(name) { value.write(to: &$0) } }
    }

    /// A list of objects. The members of each are put in the order of canonical JSON.
    mutating func put<Element>(_ name: String, objects elements: [Element], _ fill: (Element, inout ViewMembers) -> Void) {
        precondition(inner == nil, "objects inside of objects are put as a value")
        let start = out.count
        out.append(0x5B)
        for (place, element) in elements.enumerated() {
            if place > 0 { out.append(0x2C) }
            out.append(0x7B)
            inner = ""
            fill(element, &self)
            inner = nil
            out.append(0x7D)
        }
        out.append(0x5D)
        members.append(Member(name: name, value: start..<out.count))
    }

    /// The whole row. RFC 8785: members by name.
    borrowing func bytes() -> [UInt8] {
        var row = ByteBuilder(capacity: out.count + 24 * members.count + 2)
        row.append(0x7B)
        // Names are plain ASCII, where every order is the same.
        for (place, member) in members.sorted(by: { $0.name < $1.name }).enumerated() {
            if place > 0 { row.append(0x2C) }
            Self.write(name: member.name, to: &row)
            out.withSpan { row.append($0, member.value) }
        }
        row.append(0x7D)
        return row.bytes
    }

    private mutating func put(_ name: String, _ write: (inout ByteBuilder) -> Void) {
        if let last = inner {
            precondition(last < name, "\(name) after \(last)")
            if !last.isEmpty { out.append(0x2C) }
            Self.write(name: name, to: &out)
            inner = name
            write(&out)
        } else {
            let start = out.count
            write(&out)
            members.append(Member(name: name, value: start..<out.count))
        }
    }

    private static func write(name: String, to out: inout ByteBuilder) {
        out.append(0x22)
        out.append(utf8: name)
        out.append(0x22)
        out.append(0x3A)
    }

    private static func write(_ text: String, to out: inout ByteBuilder) {
        do throws(Fault) {
            try appendCanonicalString(text.utf8Span.span, to: &out)
        } catch {
            preconditionFailure("a String is UTF-8")
        }
    }

    private static func write(_ number: Int64, to out: inout ByteBuilder) {
        if number < 0 { out.append(0x2D) }
        out.append(decimal: number.magnitude)
    }

    private static func write<Element>(
        _ elements: [Element], to out: inout ByteBuilder, _ write: (Element, inout ByteBuilder) -> Void
    ) {
        out.append(0x5B)
        for (place, element) in elements.enumerated() {
            if place > 0 { out.append(0x2C) }
            write(element, &out)
        }
        out.append(0x5D)
    }
}
