import Testing

@testable import HomeSale

/// The readings of `bytes`, fed in chunks that end at `cuts`.
func readCSV(_ bytes: [UInt8], cuts: [Int] = [], maximumRowBytes: Int = 1 << 20) -> [RowReading] {
    var reader = CSVReader(maximumRowBytes: maximumRowBytes)
    var readings: [RowReading] = []
    var start = 0
    for end in cuts + [bytes.count] {
        reader.feed(bytes.span.extracting(start..<end)) { readings.append($0) }
        start = end
    }
    reader.finish { readings.append($0) }
    return readings
}

/// Each reading in a word: `1:a|b` for a row on line 1, `2:notUTF8@1` for a rejection in column 1.
func summary(_ readings: [RowReading]) -> [String] {
    readings.map { reading in
        switch reading {
        case .row(let row):
            "\(row.line):" + row.cells.map { $0.map { String(decoding: $0, as: UTF8.self) } ?? "-" }.joined(separator: "|")
        case .rejected(let rejection): "\(rejection.line):\(rejection.code)@\(rejection.column ?? 0)"
        }
    }
}

@Test(
    "rows come out as RFC 4180 has them, with the line on which each starts",
    arguments: [
        ("", []),
        ("a,b\nc,d\n", ["1:a|b", "2:c|d"]),
        ("a,b\r\nc,d", ["1:a|b", "2:c|d"]),
        ("a,b\nc,d\r", ["1:a|b", "2:c|d"]),
        ("\u{FEFF}a,b\n", ["1:a|b"]),
        ("\n\na\n\n\nb\n", ["3:a", "6:b"]),
        ("\r\na\r\n", ["2:a"]),
        ("\"\"\n", ["1:"]),
        (",\n", ["1:|"]),
        ("a,\n", ["1:a|"]),
        ("\"a\nb\",c\nd,e\n", ["1:a\nb|c", "3:d|e"]),
        ("\"a\r\nb\"\r\nc", ["1:a\r\nb", "3:c"]),
        ("\"say \"\"no\"\"\",\"1,2\"\n", ["1:say \"no\"|1,2"]),
        ("\"\"\"\"\n", ["1:\""]),
        ("房,契\n", ["1:房|契"]),
        ("a\u{FEFF}\n", ["1:a\u{FEFF}"]),
    ])
func rows(text: String, expected: [String]) {
    #expect(summary(readCSV(Array(text.utf8))) == expected)
}

@Test(
    "a row that breaks the grammar is rejected with line, column and reason, and reading goes on",
    arguments: [
        ("a,b\"c\nd\n", ["1:quoteInsideCell@2", "2:d"]),
        ("\"a\"b,c\nd\n", ["1:textAfterQuote@1", "2:d"]),
        ("a\nb,\"c\nd\n", ["1:a", "2:unterminatedQuote@2"]),
        ("a\rb\nc\n", ["1:strayCarriageReturn@1", "2:c"]),
        ("\"a\"\rb\nc\n", ["1:strayCarriageReturn@1", "2:c"]),
        ("a,b\0c\nd\n", ["1:nulByte@2", "2:d"]),
        ("\"\0\nx\",b\nd\n", ["1:nulByte@1", "3:d"]),
        ("abcdefghi,j\nd\n", ["1:rowTooLong@1", "2:d"]),
        ("abcd,\"efg\nhijk\"\nd\n", ["1:rowTooLong@2", "3:d"]),
        ("\"", ["1:unterminatedQuote@1"]),
    ])
func brokenRows(text: String, expected: [String]) {
    #expect(summary(readCSV(Array(text.utf8), maximumRowBytes: 8)) == expected)
}

@Test(
    "bytes that are no UTF-8 reject their row and name the column",
    arguments: [
        ([0x61, 0x2C, 0xFF, 0x0A, 0x62], 2), ([0xC0, 0x80, 0x2C, 0x61, 0x0A, 0x62], 1), ([0xED, 0xA0, 0x80, 0x0A, 0x62], 1),
        ([0x61, 0x2C, 0x62, 0x2C, 0xE6, 0x88, 0x0A, 0x62], 3),
    ] as [([UInt8], Int)])
func illFormed(bytes: [UInt8], column: Int) {
    #expect(summary(readCSV(bytes)) == ["1:notUTF8@\(column)", "2:b"])
}

@Test("more cells than a row may have are rejected, not kept")
func tooManyCells() {
    var reader = CSVReader(maximumCells: 3)
    var readings: [RowReading] = []
    let bytes = Array("a,b,c\na,b,c,d\n,,,,,,\ne\n".utf8)
    reader.feed(bytes.span) { readings.append($0) }
    #expect(summary(readings) == ["1:a|b|c", "2:tooManyCells@4", "3:tooManyCells@4", "4:e"])
}

private let mixed = Array("\u{FEFF}a,\"b\r\n\"\"x\"\"\",契\r\n\n1,2,3\n\"q\" ,\nx\ry\nz,\"\",\0\nlast,\"one".utf8)

@Test("where the chunks are cut makes no difference")
func chunks() {
    let whole = readCSV(mixed)
    #expect(whole.count == 6)
    for i in 0...mixed.count {
        for j in i...mixed.count { #expect(readCSV(mixed, cuts: [i, j]) == whole) }
    }
    #expect(readCSV(mixed, cuts: Array(0..<mixed.count)) == whole)
}

@Test("a file cut off anywhere gives the rows before the cut, and never traps")
func truncated() {
    let whole = readCSV(mixed)
    for count in 0...mixed.count {
        let readings = readCSV(Array(mixed[..<count]))
        #expect(readings.dropLast().elementsEqual(whole.prefix(max(0, readings.count - 1))))
    }
}

@Test("random bytes never trap, whatever the chunks", arguments: 0..<200 as Range<UInt64>)
func randomBytes(seed: UInt64) {
    var random = Seeded(state: seed)
    let alphabet: [UInt8] = [0x22, 0x22, 0x2C, 0x0A, 0x0D, 0x00, 0x61, 0xE6, 0x88, 0xBF, 0xFF, 0xEF, 0xBB, 0xBF]
    let bytes = (0..<300).map { _ in alphabet.randomElement(using: &random)! }
    let whole = readCSV(bytes, maximumRowBytes: 40)
    let cut = Int.random(in: 0...bytes.count, using: &random)
    #expect(readCSV(bytes, cuts: [cut], maximumRowBytes: 40) == whole)
}
