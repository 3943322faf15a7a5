/// Writes a small canonical object whose members are known, in order, by whoever writes it. For entries that the program makes.
public struct JSONWriter: ~Copyable {
    private var out = ByteBuilder(capacity: 256)
    private var last: [UInt8] = []

    /// The canonical bytes of an object; `body` puts in its members, sorted by name.
    public static func object(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.out.append(0x7B)
        body(&writer)
        writer.out.append(0x7D)
        return writer.out.bytes
    }

    public mutating func member(_ name: String, _ value: String) {
        begin(name)
        string(value)
    }

    public mutating func member(_ name: String, _ value: Int64) {
        begin(name)
        integer(value)
    }

    public mutating func member(_ name: String, _ value: Bool) {
        begin(name)
        out.append(utf8: value ? "true" : "false")
    }

    public mutating func member(_ name: String, _ values: [String]) {
        begin(name)
        out.append(0x5B)
        for (number, value) in values.enumerated() {
            if number > 0 { out.append(0x2C) }
            string(value)
        }
        out.append(0x5D)
    }

    /// A value that is canonical JSON already.
    public mutating func member(_ name: String, json value: [UInt8]) {
        begin(name)
        out.append(value.span)
    }

    /// Objects that are canonical JSON already.
    public mutating func member(_ name: String, objects: [[UInt8]]) {
        begin(name)
        out.append(0x5B)
        for (number, value) in objects.enumerated() {
            if number > 0 { out.append(0x2C) }
            out.append(value.span)
        }
        out.append(0x5D)
    }

    private mutating func begin(_ name: String) {
        let units = Array(name.utf8)
        precondition(units.allSatisfy { $0 >= 0x20 && $0 < 0x80 }, "a plain name")
        precondition(last.lexicographicallyPrecedes(units), "members out of order: \(name)")
        if !last.isEmpty { out.append(0x2C) }
        last = units
        string(name)
        out.append(0x3A)
    }

    private mutating func string(_ value: String) {
        let units = Array(value.utf8)
        do throws(Fault) { try appendCanonicalString(units.span, to: &out) } catch { preconditionFailure("a String is UTF-8") }
    }

    private mutating func integer(_ value: Int64) {
        if value < 0 { out.append(0x2D) }
        out.append(decimal: value.magnitude)
    }
}
