internal import CanonicalJSON
internal import Proofs

/// Makes observations from rows by one map. Keeps its buffers and its hash context: one per file, not Sendable.
public struct ObservationBuilder: ~Copyable {
    /// Most bytes of `data`: an entry is at most 65,535, and its other attributes need room.
    static let maximumDataBytes = 62_000

    let map: ObservationMap
    let observedOn: CivilDate
    private var out = ByteBuilder(capacity: 8192)
    private var hasher = Hasher256()

    public init(map: ObservationMap, observedOn: CivilDate) {
        self.map = map
        self.observedOn = observedOn
    }

    /// The observation that `row` is, or the reason why it is none. A row is taken whole or not at all.
    public mutating func make(_ row: Row) throws(RowRejection) -> Observation {
        let cells = try map.cells(of: row)
        for check in map.checks {
            if let rejection = check.rejection(cells[check.column], line: row.line, in: map) { throw rejection }
        }
        let kept = cells.indices.map { k in KeptCell(cells[k], isCode: map.columns[k].isCode) }
        let fields = map.fields(of: kept)
        let identity = try identity(of: kept, line: row.line)

        writeArray(kept, Array(kept.indices))
        let array = out.withSpan { $0.copy(0..<$0.count) }
        let digest = hasher.digest(of: array.span)
        let key = Observation.key(map.id, observedOn, array, &out, &hasher)
        writeData(kept, fields)
        guard out.count <= Self.maximumDataBytes else {
            throw RowRejection(line: row.line, code: .entryTooLong, reason: "more text than one entry can hold")
        }
        var occurred = observedOn
        if case .date(let soldOn)? = fields[.soldOn] { occurred = soldOn }
        return Observation(
            line: row.line, mapID: map.id, event: map.event, subjectIdentity: "\(map.source)/\(identity)",
            observedOn: observedOn,
            occurred: occurred, fields: fields, data: out.withSpan { $0.copy(0..<$0.count) }, key: key, cellsDigest: digest,
            cells: array)
    }

    /// The identity by the map's columns. One that no subject may hold, or over 120 bytes, is replaced by its SHA-256 in hex.
    private mutating func identity(of cells: [KeptCell], line: Int) throws(RowRejection) -> String {
        func reject(_ column: Int, _ code: RowRejection.Code, _ reason: String) -> RowRejection {
            RowRejection(line: line, column: column + 1, columnName: map.columns[column].name, code: code, reason: reason)
        }
        let parts: [Int]
        switch map.identity {
        case .stable(let stable):
            guard stable.contains(where: { cells[$0].isHidden || !map.isMissing(cells[$0].text) }) else {
                throw reject(stable[0], .identityMissing, "nothing is there that tells the home from others")
            }
            return digest(of: cells, stable)
        case .extracted(let column, let template):
            guard let cell = cells[column].text, let match = template.match(cell) else {
                throw reject(column, .identityMissing, "no id where the map expects it")
            }
            return spelled(match.skipped)
        case .columns(let columns):
            parts = columns
        }
        for column in parts where map.isMissing(cells[column].text) && !cells[column].isHidden {
            throw reject(column, .identityMissing, "the id is missing")
        }
        let texts = parts.compactMap { cells[$0].text }
        let isPlain = texts.count == parts.count && (texts.count == 1 || !texts.contains { $0.contains(0x2F) })
        return isPlain ? spelled(ArraySlice(texts.joined(separator: [0x2F]))) : digest(of: cells, parts)
    }

    private mutating func spelled(_ identity: Cell) -> String {
        identity.count <= 120 && subjectMayHold(identity)
            ? String(decoding: identity, as: UTF8.self) : hasher.digest(of: identity.span).hex
    }

    private mutating func digest(of cells: [KeptCell], _ columns: [Int]) -> String {
        writeArray(cells, columns)
        return out.withSpan { hasher.digest(of: $0) }.hex
    }

    /// Writes the cells of `columns` as a canonical JSON array to `out`.
    private mutating func writeArray(_ cells: [KeptCell], _ columns: [Int]) {
        out.removeAll()
        out.append(0x5B)
        for (k, column) in columns.enumerated() {
            if k > 0 { out.append(0x2C) }
            cells[column].write(to: &out)
        }
        out.append(0x5D)
    }

    /// Writes the entry's `data`: members by name, absent ones left out.
    private mutating func writeData(_ cells: [KeptCell], _ fields: ObservedFields) {
        out.removeAll()
        out.append(0x7B)
        var hasFirst = false
        for (member, label) in Self.members {
            if case .field(let field) = member, fields[field] == nil { continue }
            if hasFirst { out.append(0x2C) }
            hasFirst = true
            out.append(label.span)
            switch member {
            case .field(let field): fields[field]?.write(to: &out)
            case .observedOn: ObservedValue.date(observedOn).write(to: &out)
            case .raw: writeRaw(cells)
            }
        }
        out.append(0x7D)
    }

    private mutating func writeRaw(_ cells: [KeptCell]) {
        out.append(0x7B)
        var hasFirst = false
        for column in map.rawOrder where !cells[column].isAbsent {
            if hasFirst { out.append(0x2C) }
            hasFirst = true
            let name = map.columns[column].quoted
            out.append(name.span)
            out.append(0x3A)
            cells[column].write(to: &out)
        }
        out.append(0x7D)
    }

    private enum Member {
        case field(ObservedField)
        case observedOn, raw
    }

    /// Every member of `data` with its name as it is written, in canonical order; the names are ASCII.
    private static let members: [(member: Member, label: [UInt8])] = {
        let named = ObservedField.allCases.map { (Member.field($0), $0.name) } + [(.observedOn, "observedOn"), (.raw, "raw")]
        return named.sorted { $0.1 < $1.1 }.map { ($0, Array("\"\($1)\":".utf8)) }
    }()
}
