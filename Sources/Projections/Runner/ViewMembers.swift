internal import CanonicalJSON
internal import HomeSale

/// Gathers the members of a row as canonical JSON, in any order; what is absent is left out.
struct ViewMembers: ~Copyable {
    /// Where a member stands among the bytes that were written, its name first.
    private struct Member {
        /// The first eight bytes of the name: they tell most names apart.
        let start: UInt64
        /// Between its quotes.
        let name: Range<Int>
        let end: Int
    }

    private var out = ByteBuilder(capacity: 2048)
    /// Of the row; objects inside it are written as they come.
    private var members: [Member] = []
    private var isInside = false
    /// The last one written in the object inside the row.
    private var inner: Member?

    init() { members.reserveCapacity(32) }

    mutating func put(_ name: String, _ text: String?) {
        if let text { put(name) { Self.write(text, to: &$0) } }
    }

    mutating func put(_ name: String, _ number: Int64?) {
        if let number { put(name) { Self.write(number, to: &$0) } }
    }

    mutating func put(_ name: String, _ index: UInt64?) { put(name, index.map { Int64($0) }) }
    mutating func put(_ name: String, _ date: CivilDate?) { if let date { put(name) { Self.write(date, to: &$0) } } }
    mutating func put(_ name: String, _ flag: Bool) { put(name) { flag ? $0.append("true") : $0.append("false") } }

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
        precondition(!isInside, "objects inside of objects are put as a value")
        let member = begin(name)
        out.append(0x5B)
        isInside = true
        for place in elements.indices {
            if place > 0 { out.append(0x2C) }
            out.append(0x7B)
            inner = nil
            fill(elements[place], &self)
            out.append(0x7D)
        }
        isInside = false
        out.append(0x5D)
        members.append(Member(start: member.start, name: member.name, end: out.count))
    }

    /// The whole row. RFC 8785: members by name; of plain ASCII, where every order is the same.
    mutating func bytes() -> [UInt8] {
        // By insertion: there are few, and nothing is copied but where they stand.
        for place in members.indices {
            let member = members[place]
            var free = place
            while free > 0, precedes(member, members[free - 1]) {
                members[free] = members[free - 1]
                free -= 1
            }
            members[free] = member
        }
        var row = ByteBuilder(capacity: out.count + members.count + 34)
        row.append(0x7B)
        for place in members.indices {
            if place > 0 { row.append(0x2C) }
            let range = (members[place].name.lowerBound - 1)..<members[place].end
            out.withSpan { row.append($0, range) }
        }
        row.append(0x7D)
        return row.bytes
    }

    private mutating func put(_ name: String, _ write: (inout ByteBuilder) -> Void) {
        if isInside, inner != nil { out.append(0x2C) }
        let begun = begin(name)
        write(&out)
        let member = Member(start: begun.start, name: begun.name, end: out.count)
        if isInside {
            if let last = inner { precondition(precedes(last, member), "\(name) is out of order") }
            inner = member
        } else {
            members.append(member)
        }
    }

    /// Writes the name of a member.
    private mutating func begin(_ name: String) -> (start: UInt64, name: Range<Int>) {
        let text = name.utf8Span.span
        var start: UInt64 = 0
        for place in 0..<8 { start = start << 8 | (place < text.count ? UInt64(text[place]) : 0) }
        out.append(0x22)
        let from = out.count
        out.append(text)
        out.append(0x22)
        out.append(0x3A)
        return (start, from..<(from + text.count))
    }

    private borrowing func precedes(_ a: Member, _ b: Member) -> Bool {
        if a.start != b.start { return a.start < b.start }
        return out.withSpan { text in
            for place in 0..<min(a.name.count, b.name.count) {
                let left = text[a.name.lowerBound + place], right = text[b.name.lowerBound + place]
                if left != right { return left < right }
            }
            return a.name.count < b.name.count
        }
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

    /// `"YYYY-MM-DD"`.
    private static func write(_ date: CivilDate, to out: inout ByteBuilder) {
        func write(_ value: Int, _ scale: Int, _ out: inout ByteBuilder) {
            out.append(0x30 + UInt8(truncatingIfNeeded: value / scale % 10))
        }
        out.append(0x22)
        for scale in [1000, 100, 10, 1] { write(date.year, scale, &out) }
        out.append(0x2D)
        for scale in [10, 1] { write(date.month, scale, &out) }
        out.append(0x2D)
        for scale in [10, 1] { write(date.day, scale, &out) }
        out.append(0x22)
    }

    private static func write<Element>(
        _ elements: [Element], to out: inout ByteBuilder, _ write: (Element, inout ByteBuilder) -> Void
    ) {
        out.append(0x5B)
        for place in elements.indices {
            if place > 0 { out.append(0x2C) }
            write(elements[place], &out)
        }
        out.append(0x5D)
    }
}
