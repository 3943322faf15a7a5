internal import CanonicalJSON

extension ObservationMap {
    /// Reads a mapping file.
    ///
    /// - Throws: ``MapFault`` with the member at fault and the reason.
    public init(json: [UInt8]) throws(MapFault) {
        let value: MapValue
        do throws(Fault) { value = try MapValue(json: json) } catch {
            throw MapFault("", "\(error.cause.description), at byte \(error.offset)")
        }
        var map = try MapObject(value, "")
        id = try Self.name(&map, "id", longest: 64)
        // A subject is at most 190 bytes: `observed/`, the source, `/`, 120 of identity, and room for `#n`.
        source = try Self.name(&map, "source", longest: 48)
        event = try map.word("event", [Event.listing, .sale])
        format = try map.word("format", [Format.csv, .jsonl])
        encoding = try map.word("encoding", [Encoding.utf8, .gb18030])
        if let text = try map.string("observedOn") {
            guard let date = CivilDate(text) else {
                throw MapFault("observedOn", "\"\(text)\" is no date of the form YYYY-MM-DD")
            }
            observedOn = date
        } else {
            observedOn = nil
        }
        ignoresExtraColumns = try map.flag("ignoreExtraColumns")
        missing = (try map.strings("missing") ?? []).map { Array($0.utf8) }

        let names = try Self.columnNames(&map)
        let codes = try (map.strings("codes") ?? []).enumerated().mapFaults { (k, name) throws(MapFault) in
            try Self.column(name, in: names, "codes[\(k)]")
        }
        let templates = try Self.templates(&map, names)
        columns = names.enumerated().map { k, name in
            Column(
                name: name, bytes: Array(name.utf8), quoted: quotedName(name), isCode: codes.contains(k),
                templates: templates[k] ?? [])
        }
        rawOrder = names.indices.sorted { names[$0].utf16.lexicographicallyPrecedes(names[$1].utf16) }
        identity = try Self.identity(&map, names)
        checks = try Self.checks(&map, names, hasTemplates: { templates[$0] != nil })
        try map.finish()
    }

    private static func name(_ map: inout MapObject, _ member: String, longest: Int) throws(MapFault) -> String {
        let text = try map.required(member)
        let isPlain = text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
        }
        guard isPlain, (1...longest).contains(text.utf8.count) else {
            throw MapFault(member, "1 to \(longest) of a-z, 0-9, - and . are expected")
        }
        return text
    }

    private static func columnNames(_ map: inout MapObject) throws(MapFault) -> [String] {
        guard let names = try map.strings("columns"), !names.isEmpty else { throw MapFault("columns", "the names are missing") }
        var seen: Set<[UInt8]> = []
        for (k, name) in names.enumerated() {
            guard !name.isEmpty, name.utf8.first != 0x24 else { throw MapFault("columns[\(k)]", "is empty or begins with $") }
            guard seen.insert(Array(name.utf8)).inserted else { throw MapFault("columns[\(k)]", "\"\(name)\" is there twice") }
        }
        return names
    }

    static func column(_ name: String, in names: [String], _ path: String) throws(MapFault) -> Int {
        guard let index = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
            throw MapFault(path, "\"\(name)\" is none of the columns")
        }
        return index
    }

    private static func templates(_ map: inout MapObject, _ names: [String]) throws(MapFault) -> [Int: [CellTemplate]] {
        guard let value = map.value("read") else { return [:] }
        var read = try MapObject(value, "read")
        var result: [Int: [CellTemplate]] = [:]
        for name in read.names {
            let index = try column(name, in: names, read.at(name))
            result[index] = try (read.strings(name) ?? []).enumerated().mapFaults { (k, text) throws(MapFault) in
                try template(text, "\(read.at(name))[\(k)]")
            }
        }
        return result
    }

    private static func template(_ text: String, _ path: String) throws(MapFault) -> CellTemplate {
        do throws(TemplateFault) { return try CellTemplate(text) } catch { throw MapFault(path, "\"\(text)\": \(error.reason)") }
    }

    private static func identity(_ map: inout MapObject, _ names: [String]) throws(MapFault) -> Identity {
        guard let value = map.value("identity") else { throw MapFault("identity", "is missing") }
        var object = try MapObject(value, "identity")
        func indices(_ list: [String]?, _ member: String) throws(MapFault) -> [Int]? {
            guard let list else { return nil }
            guard !list.isEmpty else { throw MapFault("identity.\(member)", "names no column") }
            return try list.enumerated().mapFaults { (k, name) throws(MapFault) in
                try column(name, in: names, "identity.\(member)[\(k)]")
            }
        }
        let chosen = try indices(object.strings("columns"), "columns")
        let stable = try indices(object.strings("stable"), "stable")
        let text = try object.string("template")
        try object.finish()
        switch (chosen, stable, text) {
        case (let chosen?, nil, nil): return .columns(chosen)
        case (nil, let stable?, nil): return .stable(stable)
        case (let chosen?, nil, let text?):
            let template = try template(text, "identity.template")
            guard chosen.count == 1, template.fields.isEmpty else {
                throw MapFault("identity.template", "one column and the hole {} are expected")
            }
            return .extracted(chosen[0], template)
        default: throw MapFault("identity", "either columns, one column with a template, or stable is expected")
        }
    }
}

/// `text` as a canonical JSON string, with its quotes.
func quotedName(_ text: String) -> [UInt8] {
    var out = ByteBuilder(capacity: 64)
    let units = Array(text.utf8)
    do throws(Fault) { try appendCanonicalString(units.span, to: &out) } catch {
        preconditionFailure("a string is well-formed UTF-8")
    }
    return out.withSpan { $0.copy(0..<$0.count) }
}

extension Sequence {
    /// `map` that keeps the error's type.
    func mapFaults<T>(_ transform: (Element) throws(MapFault) -> T) throws(MapFault) -> [T] {
        var result: [T] = []
        for element in self { result.append(try transform(element)) }
        return result
    }
}
