import Testing

@testable import Ledger

/// What a date or an instant may hold at each place: the digit zero stands for any digit.
private let dayForm = Array("0000-00-00".utf8), instantForm = Array("0000-00-00T00:00:00.000Z".utf8)

private func fits(_ text: [UInt8], _ form: [UInt8]) -> Bool {
    zip(text, form).allSatisfy { byte, wanted in wanted == 0x30 ? (0x30...0x39).contains(byte) : byte == wanted }
}

@Suite struct CivilTimeTests {
    @Test("A date takes digits and hyphens and no other byte, whatever stands in each place")
    func everyByteOfADate() {
        for place in dayForm.indices {
            for byte in UInt8.min...UInt8.max {
                var text = Array("2011-11-11".utf8)
                text[place] = byte
                let day = CivilTime.parseDay(text.span, 0)
                // Months and days past the last one are no fault of form.
                if !fits(text, dayForm) { #expect(day == nil, "byte \(byte) at \(place)") }
                if let day { #expect(Array(CivilTime.text(ofDay: day).utf8) == text) }
            }
        }
    }

    @Test("An instant takes digits and its separators and no other byte, whatever stands in each place")
    func everyByteOfAnInstant() {
        for place in instantForm.indices {
            for byte in UInt8.min...UInt8.max {
                var text = Array("2011-11-11T11:11:11.111Z".utf8)
                text[place] = byte
                let instant = CivilTime.parseInstant(text.span, 0)
                if !fits(text, instantForm) { #expect(instant == nil, "byte \(byte) at \(place)") }
                if let instant { #expect(Array(CivilTime.text(ofMilliseconds: instant).utf8) == text) }
            }
        }
    }

    @Test("A line whose date holds a byte with its top bit set is no line")
    func topBitInALine() throws {
        let line = Array(
            """
            {"actor":"operator","attestation":"declared","data":{},"id":"1","key":"k","occurred":"2026-03-01","prevhash":"\
            \(String(repeating: "0", count: 64))","revision":0,"role":"operator","salt":"\(String(repeating: "0", count: 32))",\
            "schema":1,"source":"a.example.cn","specversion":"1.0","subject":"ext/a","time":"2026-03-01T02:03:04.567Z","type":"ext.a"}
            """.utf8)
        _ = try parseEntryLine(line.span)
        let dates = line.indices.filter { line[$0...].starts(with: "2026".utf8) }
        #expect(dates.count == 2)
        for date in dates {
            for place in date..<(date + 10) {
                var spoiled = line
                spoiled[place] |= 0x80
                #expect(throws: EntryFault.self, "byte \(place)") { _ = try parseEntryLine(spoiled.span) }
                spoiled[place] ^= 0x40
                #expect(throws: EntryFault.self, "byte \(place)") { _ = try parseEntryLine(spoiled.span) }
            }
        }
    }
}
