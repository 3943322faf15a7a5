/// What became of the next row of a file.
public enum ObservationReading: Sendable {
    case observation(Observation)
    case rejected(RowRejection)
}

/// The file does not begin as the map says: nothing of it is read.
public struct HeaderFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line where the header was looked for, from 1.
    public let line: Int
    public let reason: String

    public var description: String { "line \(line): \(reason)" }
}

/// Turns the bytes of one file, in UTF-8 and in chunks of any size, into observations, by one map.
///
/// Memory is bounded by one row. Nothing is remembered between rows: repeats and equal identities are the importer's to count.
public struct ObservationReader: ~Copyable {
    private enum Rows {
        case csv(CSVReader)
        case jsonLines(JSONLinesReader)
    }

    private var rows: Rows
    private var builder: ObservationBuilder
    private var needsHeader: Bool

    /// - Parameters:
    ///   - observedOn: when the rows were seen; the caller's date, or the map's.
    public init(map: ObservationMap, observedOn: CivilDate) {
        builder = ObservationBuilder(map: map, observedOn: observedOn)
        needsHeader = map.format == .csv
        switch map.format {
        case .csv: rows = .csv(CSVReader())
        case .jsonl: rows = .jsonLines(JSONLinesReader(columns: map.columnNames, skipsUnknown: map.ignoresExtraColumns))
        }
    }

    /// Takes the next bytes and hands what becomes of each row that they complete to `each`, in order.
    ///
    /// - Throws: ``HeaderFault``, or what `each` threw.
    public mutating func feed(_ chunk: Span<UInt8>, _ each: (ObservationReading) throws -> Void) throws {
        switch rows {
        case .csv(var reader):
            try reader.feed(chunk) { try take($0, each) }
            rows = .csv(reader)
        case .jsonLines(var reader):
            try reader.feed(chunk) { try take($0, each) }
            rows = .jsonLines(reader)
        }
    }

    /// Ends the file.
    ///
    /// - Throws: ``HeaderFault`` where there was none at all, or what `each` threw.
    public mutating func finish(_ each: (ObservationReading) throws -> Void) throws {
        switch rows {
        case .csv(var reader): try reader.finish { try take($0, each) }
        case .jsonLines(var reader): try reader.finish { try take($0, each) }
        }
        if needsHeader { throw HeaderFault(line: 1, reason: "the file has no header line") }
    }

    private mutating func take(_ reading: RowReading, _ each: (ObservationReading) throws -> Void) throws {
        switch reading {
        case .rejected(let rejection):
            guard !needsHeader else { throw HeaderFault(line: rejection.line, reason: rejection.reason) }
            try each(.rejected(rejection.named(builder.map.columnNames)))
        case .row(let row):
            if needsHeader {
                guard builder.map.isHeader(row) else { throw HeaderFault(line: row.line, reason: difference(row)) }
                needsHeader = false
            } else {
                try each(outcome(row))
            }
        }
    }

    private mutating func outcome(_ row: Row) -> ObservationReading {
        do throws(RowRejection) { return .observation(try builder.make(row)) } catch { return .rejected(error) }
    }

    private func difference(_ row: Row) -> String {
        let names = builder.map.columnNames
        for (k, name) in names.enumerated() {
            guard k < row.cells.count, let cell = row.cells[k] else {
                return "the header ends before column \(k + 1), \(name)"
            }
            if !cell.elementsEqual(name.utf8) { return "column \(k + 1) of the header is not \(name)" }
        }
        return "the header has \(row.cells.count) columns, the map \(names.count)"
    }
}
