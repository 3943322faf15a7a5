@testable import CanonicalJSON
import TestSupport
import Testing

private let seeds: [UInt64] = Array(1...16)

@Test("any spelling of a value is written as the plain model writes it, and that form is stable", arguments: seeds)
func writerAgreesWithModel(seed: UInt64) {
    var source = RandomJSON(seed: seed)
    for round in 0..<120 {
        let value = source.value()
        let text = source.space() + source.text(value) + source.space()
        let expected = SlowModel.write(value)
        #expect(strict(text) == .success(expected), "round \(round): \(shown(text))")
        #expect(canonicalFault(expected) == nil, "round \(round): \(shown(expected))")
        #expect(strict(expected) == .success(expected), "round \(round): \(shown(expected))")
    }
}

@Test("one canonicalizer and one builder serve value after value, also after a fault", arguments: seeds)
func canonicalizerIsReused(seed: UInt64) {
    var source = RandomJSON(seed: seed)
    var canonicalizer = Canonicalizer()
    var out = ByteBuilder(capacity: 1)
    for _ in 0..<120 {
        let good = source.object(source.below(45))
        let text = source.text(good)
        let injured = source.mutated(text)
        for text in [injured, text] {
            out.removeAll()
            let expected = strict(text)
            do throws(Fault) {
                let end = skipSpace(text.span, try canonicalizer.write(text.span, skipSpace(text.span, 0), depth: 1, to: &out))
                if end == text.count { #expect(expected == .success(contents(out)), "\(shown(text))") }
            } catch {
                #expect(expected == .failure(error), "\(shown(text))")
            }
        }
        #expect(contents(out) == SlowModel.write(good))
    }
}

@Test("the cursor accepts a text exactly when it is what the plain model writes for it", arguments: seeds)
func cursorAgreesWithModel(seed: UInt64) {
    var source = RandomJSON(seed: seed)
    for round in 0..<150 {
        var text = SlowModel.write(source.value())
        for _ in 0..<(1 + source.below(3)) { text = source.mutated(text) }
        let isCanonical = SlowModel.canonical(text) == text
        #expect((canonicalFault(text) == nil) == isCanonical, "round \(round): \(shown(text))")
    }
}

@Test("the strict parser accepts exactly what the plain model accepts", arguments: seeds)
func parserAgreesWithModel(seed: UInt64) {
    var source = RandomJSON(seed: seed)
    for round in 0..<150 {
        let value = source.value()
        var text = source.text(value)
        for _ in 0..<(1 + source.below(2)) { text = source.mutated(text) }
        let expected = SlowModel.canonical(text)
        #expect((try? strict(text).get()) == expected, "round \(round): \(shown(text))")
    }
}

@Test("random bytes are refused with an offset inside them, and nothing traps", arguments: seeds)
func randomBytes(seed: UInt64) throws {
    var source = RandomJSON(seed: seed)
    let letters =
        utf8("[]{}\",:\\u0123456789abfnrtelsDdCc-+.eE \n") + [0x00, 0xC3, 0xA9, 0xED, 0xA0, 0xF0, 0x9F, 0x98, 0x80, 0xFF]
    var out = ByteBuilder()
    for round in 0..<400 {
        let count = source.below(64)
        let text = round % 2 == 0 ? source.random.bytes(count) : (0..<count).map { _ in source.pick(letters) }
        for fault in [strictFault(text), canonicalFault(text)].compactMap({ $0 }) {
            #expect((0...text.count).contains(fault.offset), "\(text)")
        }
        let start = source.below(count + 1)
        for attempt in 0..<4 {
            do throws(Fault) {
                switch attempt {
                case 0: _ = try strictStringEnd(text.span, start)
                case 1: _ = try canonicalStringEnd(text.span, start)
                case 2: _ = try integerEnd(text.span, start)
                default: try appendCanonicalString(text.span, to: &out)
                }
            } catch {
                // Past the end only where the opening byte was taken for granted.
                #expect((0...(text.count + 1)).contains(error.offset), "\(text)")
            }
        }
    }
}

@Test("what the writer makes of a string is read back as the same bytes", arguments: seeds)
func stringsRoundTrip(seed: UInt64) throws {
    var source = RandomJSON(seed: seed)
    for _ in 0..<200 {
        let scalars = source.scalars(upTo: 30)
        let plain = utf8(SlowModel.string(scalars))
        var out = ByteBuilder()
        try appendCanonicalString(plain.span, to: &out)
        let written = contents(out)
        #expect(written == utf8(SlowModel.quote(scalars)))
        #expect(try canonicalStringEnd(written.span, 0) == written.count)

        for text in [written, source.string(scalars)] {
            #expect(try strictStringEnd(text.span, 0) == text.count)
            out.removeAll()
            appendUnescaped(text.span, 1..<(text.count - 1), to: &out)
            #expect(contents(out) == plain)
        }
    }
}
