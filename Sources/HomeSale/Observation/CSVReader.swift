/// Reads RFC 4180 rows from chunks of any size: quoted line breaks, doubled quotes, LF or CRLF, with or without a last line end.
///
/// Memory is bounded by one row. A line with nothing on it is no row. No input traps: what breaks the grammar comes out as a
/// rejection, and reading goes on after the row, or, where quotes cannot be trusted any more, at the next line.
public struct CSVReader {
    private enum State { case cellStart, plain, quoted, quoteInQuoted, carriageReturn, skippingLine }

    private let maximumRowBytes: Int
    private let maximumCells: Int
    private var mark = ByteOrderMark()
    private var state = State.cellStart
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var fault: (code: RowRejection.Code, column: Int)?
    private var wasQuoted = false
    private var line = 1
    private var startLine = 1

    /// - Parameters:
    ///   - maximumRowBytes: longest row, quotes left out; a longer one is rejected and passed over without being kept.
    ///   - maximumCells: most cells of a row.
    public init(maximumRowBytes: Int = 1 << 20, maximumCells: Int = 4096) {
        self.maximumRowBytes = maximumRowBytes
        self.maximumCells = maximumCells
    }

    /// Takes the next bytes and hands each row that they complete to `each`, in order.
    public mutating func feed(_ chunk: Span<UInt8>, _ each: (RowReading) throws -> Void) rethrows {
        var k = 0
        while k < chunk.count {
            if mark.isOpen {
                for byte in mark.take(chunk[k]) { try take(byte, each) }
            } else if state == .plain || state == .quoted || state == .cellStart, let end = plainRunEnd(chunk, k) {
                keep(chunk, k..<end)
                if state == .cellStart { state = .plain }
                k = end
                continue
            } else {
                try take(chunk[k], each)
            }
            k += 1
        }
    }

    /// Ends the file: the last row may lack its line end.
    public mutating func finish(_ each: (RowReading) throws -> Void) rethrows {
        for byte in mark.finish() { try take(byte, each) }
        if state == .quoted { fail(.unterminatedQuote) }
        try endRow(each)
    }

    @inline(__always)
    private mutating func take(_ byte: UInt8, _ each: (RowReading) throws -> Void) rethrows {
        if byte == 0x0A { line += 1 }
        switch state {
        case .quoted:
            if byte == 0x22 { state = .quoteInQuoted } else { keep(byte) }
        case .plain, .cellStart:
            switch byte {
            case 0x2C: endCell()
            case 0x0A: try endRow(each)
            case 0x0D: state = .carriageReturn
            case 0x22:
                if state == .plain {
                    fail(.quoteInsideCell)
                    state = .skippingLine
                } else {
                    wasQuoted = true
                    state = .quoted
                }
            default:
                keep(byte)
                state = .plain
            }
        case .quoteInQuoted:
            switch byte {
            case 0x22:
                keep(byte)
                state = .quoted
            case 0x2C: endCell()
            case 0x0A: try endRow(each)
            case 0x0D: state = .carriageReturn
            default:
                fail(.textAfterQuote)
                state = .skippingLine
            }
        case .carriageReturn:
            if byte == 0x0A { return try endRow(each) }
            fail(.strayCarriageReturn)
            state = .skippingLine
        case .skippingLine:
            if byte == 0x0A { try endRow(each) }
        }
    }

    @inline(__always)
    private mutating func keep(_ byte: UInt8) {
        guard bytes.count < maximumRowBytes else { return fail(.rowTooLong) }
        if byte == 0 { fail(.nulByte) }
        bytes.append(byte)
    }

    /// Keeps a run in which no byte means anything.
    private mutating func keep(_ chunk: Span<UInt8>, _ range: Range<Int>) {
        guard bytes.count + range.count <= maximumRowBytes else { return fail(.rowTooLong) }
        unsafe chunk.extracting(range).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func endCell() {
        state = .cellStart
        guard ends.count < maximumCells else { return fail(.tooManyCells) }
        ends.append(bytes.count)
    }

    /// The first fault of a row is the one that is told.
    private mutating func fail(_ code: RowRejection.Code) {
        if fault == nil { fault = (code, ends.count + 1) }
    }

    private mutating func endRow(_ each: (RowReading) throws -> Void) rethrows {
        let start = startLine
        let isBlank = bytes.isEmpty && ends.isEmpty && !wasQuoted && fault == nil
        if !isBlank { endCell() }
        let (bytes, ends, fault) = (self.bytes, self.ends, self.fault)
        // The kept capacity is one row's, and a row's cells live in a copy of exactly their size.
        self.bytes.removeAll(keepingCapacity: bytes.count < 65_536)
        self.ends.removeAll(keepingCapacity: ends.count < 256)
        self.fault = nil
        wasQuoted = false
        state = .cellStart
        startLine = line
        if isBlank { return }
        if let fault {
            try each(
                .rejected(RowRejection(line: start, column: fault.column, code: fault.code, reason: Self.reason(fault.code))))
        } else {
            try each(reading(of: bytes, ends: ends, line: start))
        }
    }

    private static func reason(_ code: RowRejection.Code) -> String {
        switch code {
        case .unterminatedQuote: "the file ends inside a quoted cell"
        case .quoteInsideCell: "a quote inside a cell that is not quoted"
        case .textAfterQuote: "text between a closing quote and the next comma"
        case .strayCarriageReturn: "a carriage return that ends no line"
        case .nulByte: "a NUL byte"
        case .tooManyCells: "more cells than a row may have"
        default: "a row longer than a row may be"
        }
    }
}

/// Past the bytes from `start` on that mean nothing to the grammar, or `nil` where the first one does.
@inline(__always)
private func plainRunEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var i = start
    while i < text.count {
        let byte = text[i]
        if byte <= 0x2C && (byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D || byte == 0) { break }
        i &+= 1
    }
    return i > start ? i : nil
}

/// The row whose cells end at `ends` in `bytes`, or the rejection of bytes that are no UTF-8.
func reading(of bytes: [UInt8], ends: [Int], line: Int) -> RowReading {
    do {
        _ = try UTF8Span(validating: bytes.span)
    } catch {
        let column = ends.firstIndex { $0 > error.byteOffsets.lowerBound } ?? ends.count - 1
        return .rejected(RowRejection(line: line, column: column + 1, code: .notUTF8, reason: "bytes that are not UTF-8"))
    }
    var cells: [Cell?] = []
    cells.reserveCapacity(ends.count)
    var start = 0
    for end in ends {
        cells.append(bytes[start..<end])
        start = end
    }
    return .row(Row(line: line, cells: cells))
}
