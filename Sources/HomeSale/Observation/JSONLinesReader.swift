internal import CanonicalJSON

/// Reads one JSON object per line from chunks of any size. Strings, integers, `true` and `false` become cells in the order of
/// the map's columns, `null` and absent members no cell; every other line is a rejection.
///
/// Memory is bounded by one line. A line with nothing on it is no row.
public struct JSONLinesReader {
    private let columns: [[UInt8]: Int]
    private let skipsUnknown: Bool
    private let maximumRowBytes: Int
    private var mark = ByteOrderMark()
    private var bytes: [UInt8] = []
    private var isTooLong = false
    private var line = 1

    /// - Parameters:
    ///   - columns: member names, in the order of the cells.
    ///   - skipsUnknown: pass over members that are no column; otherwise such a line is rejected.
    ///   - maximumRowBytes: longest line; a longer one is rejected and passed over without being kept.
    public init(columns: [String], skipsUnknown: Bool = false, maximumRowBytes: Int = 1 << 20) {
        self.columns = Dictionary(columns.enumerated().map { (Array($1.utf8), $0) }, uniquingKeysWith: { first, _ in first })
        self.skipsUnknown = skipsUnknown
        self.maximumRowBytes = maximumRowBytes
    }

    /// Takes the next bytes and hands each row that they complete to `each`, in order.
    public mutating func feed(_ chunk: Span<UInt8>, _ each: (RowReading) throws -> Void) rethrows {
        for k in 0..<chunk.count {
            if mark.isOpen {
                for byte in mark.take(chunk[k]) { try take(byte, each) }
            } else {
                try take(chunk[k], each)
            }
        }
    }

    /// Ends the file: the last line may lack its line end.
    public mutating func finish(_ each: (RowReading) throws -> Void) rethrows {
        for byte in mark.finish() { try take(byte, each) }
        try endLine(each)
    }

    @inline(__always)
    private mutating func take(_ byte: UInt8, _ each: (RowReading) throws -> Void) rethrows {
        if byte == 0x0A {
            try endLine(each)
            line += 1
        } else if bytes.count < maximumRowBytes {
            bytes.append(byte)
        } else {
            isTooLong = true
        }
    }

    private mutating func endLine(_ each: (RowReading) throws -> Void) rethrows {
        let (bytes, isTooLong) = (self.bytes, self.isTooLong)
        self.bytes.removeAll(keepingCapacity: bytes.count < 65_536)
        self.isTooLong = false
        if isTooLong {
            let reason = "a row longer than a row may be"
            return try each(.rejected(RowRejection(line: line, code: .rowTooLong, reason: reason)))
        }
        guard skipSpace(bytes.span, 0) < bytes.count else { return }
        try each(reading(bytes.span))
    }

    private func reading(_ text: Span<UInt8>) -> RowReading {
        do throws(RowRejection) {
            return .row(Row(line: line, cells: try cells(text)))
        } catch {
            return .rejected(error)
        }
    }

    /// The members of the object in `text`, in the order of the columns.
    private func cells(_ text: Span<UInt8>) throws(RowRejection) -> [Cell?] {
        var cells = [Cell?](repeating: nil, count: columns.count)
        var seen: Set<[UInt8]> = []
        var i = skipSpace(text, 0)
        guard byte(text, i) == 0x7B else { throw malformed(unexpected(text, i)) }
        i = skipSpace(text, i + 1)
        if byte(text, i) == 0x7D {
            i += 1
        } else {
            while true {
                let name = try string(text, &i)
                guard seen.insert(name).inserted else { throw malformed(Fault(.duplicateMember, at: i)) }
                i = skipSpace(text, i)
                guard byte(text, i) == 0x3A else { throw malformed(unexpected(text, i)) }
                i = skipSpace(text, i + 1)
                let column = columns[name]
                guard column != nil || skipsUnknown else {
                    throw RowRejection(
                        line: line, code: .unknownMember, reason: "a member that the map does not name, before byte \(i)")
                }
                let cell = try value(text, &i, column: column)
                if let column { cells[column] = cell }
                i = skipSpace(text, i)
                let next = byte(text, i)
                i += 1
                if next == 0x7D { break }
                guard next == 0x2C else { throw malformed(unexpected(text, i - 1)) }
                i = skipSpace(text, i)
            }
        }
        i = skipSpace(text, i)
        guard i == text.count else { throw malformed(Fault(.textAfterValue, at: i)) }
        return cells
    }

    /// The value at `i` as a cell; moves past it.
    private func value(_ text: Span<UInt8>, _ i: inout Int, column: Int?) throws(RowRejection) -> Cell? {
        let start = i
        switch byte(text, i) {
        case 0x22:
            let cell = try string(text, &i)
            guard !cell.contains(0) else {
                throw RowRejection(line: line, column: column.map { $0 + 1 }, code: .nulByte, reason: "a NUL character")
            }
            return cell[...]
        case 0x2D, 0x30...0x39:
            do throws(Fault) { i = try integerEnd(text, i) } catch {
                throw RowRejection(
                    line: line, column: column.map { $0 + 1 }, code: .unexpectedValue, reason: error.cause.description)
            }
            return text.copy(start..<i)[...]
        case 0x5B, 0x7B:
            let reason = "an array or object where text or an integer is expected"
            throw RowRejection(line: line, column: column.map { $0 + 1 }, code: .unexpectedValue, reason: reason)
        default:
            for word in ["true", "false", "null"]
            where text.copy(i..<min(i + word.utf8.count, text.count)).elementsEqual(word.utf8) {
                i += word.utf8.count
                return word == "null" ? nil : Array(word.utf8)[...]
            }
            throw malformed(unexpected(text, i))
        }
    }

    /// The string whose opening quote is at `i`, unescaped; moves past it.
    private func string(_ text: Span<UInt8>, _ i: inout Int) throws(RowRejection) -> [UInt8] {
        guard byte(text, i) == 0x22 else { throw malformed(unexpected(text, i)) }
        let open = i
        do throws(Fault) { i = try strictStringEnd(text, open) } catch { throw malformed(error) }
        var out = ByteBuilder(capacity: i - open)
        appendUnescaped(text, (open + 1)..<(i - 1), to: &out)
        return out.withSpan { $0.copy(0..<$0.count) }
    }

    private func malformed(_ fault: Fault) -> RowRejection {
        RowRejection(
            line: line, code: fault.cause == .illFormedUTF8 ? .notUTF8 : .notJSON,
            reason: "\(fault.cause.description), at byte \(fault.offset) of the line")
    }
}

extension Span<UInt8> {
    /// The bytes of `range` as an array.
    func copy(_ range: Range<Int>) -> [UInt8] {
        unsafe extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
    }
}
