import Foundation
import TestSupport
import Testing

@Suite("no input crashes the program") struct FuzzTests {
    /// A draft with some of its bytes changed, cut, doubled, or replaced by noise.
    private static func mangled(_ random: inout SeededRandom) -> [UInt8] {
        let seeds = [
            draft(
                "deal/X", key: "k", data: "{\"a\":[1,true,null,\"\\u00e9\\ud83d\\ude00\"],\"b\":{\"c\":-7}}",
                more: ",\"cause\":\"0\",\"expect\":\"any\""),
            draft(
                "deal/X/escrow", data: "{\"$personal\":{\"party\":\"p\",\"value\":{}}}",
                more: ",\"actor\":\"a\",\"occurred\":\"2024-02-29\",\"schema\":2"),
            draft("deal/房", data: "{\"房\":\"契\"}", more: ",\"signature\":\"0123456789abcdef:AAAA\",\"revision\":0"),
        ]
        if random.next() % 5 == 0 { return random.bytes(Int(random.next() % 300)).filter { $0 != 0x0A } + [0x0A] }
        var text = Array(seeds[Int(random.next() % 3)].utf8.dropLast())
        for _ in 0...(random.next() % 4) {
            let place = Int(random.next() % UInt64(text.count))
            switch random.next() % 5 {
            case 0: text[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: text.remove(at: place)
            case 2: text.insert(contentsOf: text[place..<min(place + 20, text.count)], at: place)
            case 3: text.insert(contentsOf: Array("{}[]\",:\\0-eE.$\u{FEFF}".utf8).shuffled(using: &random).prefix(2), at: place)
            default: if text.count > 40 { text.removeLast(Int(random.next() % 20)) }
            }
        }
        return text.filter { $0 != 0x0A } + [0x0A]
    }

    @Test("mangled drafts are answered or refused, one by one", arguments: [1, 2] as [UInt64]) func drafts(seed: UInt64) {
        var random = SeededRandom(seed)
        let desk = Desk()
        var input: [UInt8] = []
        for _ in 0..<1000 { input += Self.mangled(&random) }
        let outcome = desk.run(["append", "--json", "--keep-going"], input: input)
        #expect(outcome.signal == nil)
        #expect(outcome.status == 7)
        #expect(outcome.lines.count == 1000)
        #expect(outcome.objects.allSatisfy { $0.isObject })
        #expect(outcome.objects.allSatisfy { [nil, 4, 65, 77, 78].contains($0.object("error").int("exit")) })
        #expect(desk.isSound)
    }

    @Test("arguments of any kind end with an exit code", arguments: [5, 6] as [UInt64]) func arguments(seed: UInt64) {
        var random = SeededRandom(seed)
        let desk = Desk()
        let words =
            UsageTests.verbs + [
                "--json", "--ledger", "--from", "--to", "--limit", "--since", "--stream", "--type", "--raw", "--jobs", "--expect",
                "--reverse", "--table", "--atomic", "--dry-run", "-",
                "--", "0", "-1", "HEAD", "HEAD~1", "@00000000", "deal/X:-1", "2024-01-01", "99999999999999999999", "", "\u{0}",
                "房契", "🏠", "--lang", "zh-CN", "--checkpoint", "/dev/null", "--key",
                desk.ledger, "/etc/hostname", "--origin", "a.example", "--wait", "0",
            ]
        for _ in 0..<40 {
            let arguments = (0..<(1 + random.next() % 6)).map { _ in words.randomElement(using: &random)! }
            // Whatever it makes stays in the test's own folder.
            let outcome = desk.run(arguments, input: random.bytes(40))
            #expect(outcome.signal == nil, "\(arguments): \(outcome.errors)")
            #expect([0, 2, 3, 4, 6, 7, 64, 65, 74, 75, 77, 78].contains(outcome.status), "\(arguments): \(outcome.errors)")
        }
        #expect(desk.isSound)
    }

    @Test("mangled sources and maps are taken or refused", arguments: [8, 9] as [UInt64]) func sources(seed: UInt64) {
        var random = SeededRandom(seed)
        let desk = Desk()
        for file in ObservedFile.all {
            var source = Fixtures.bytes("observed/" + file.name), map = bytes(file.map)
            for _ in 0..<8 { source[Int(random.next() % UInt64(source.count))] = UInt8(truncatingIfNeeded: random.next()) }
            if random.next() % 2 == 0 {
                for _ in 0..<2 { map[Int(random.next() % UInt64(map.count))] = UInt8(truncatingIfNeeded: random.next()) }
            }
            put(source, desk.file("source"))
            put(map, desk.file("map"))
            let outcome = desk.run("import", desk.file("map"), desk.file("source"), "--json", "--rejects", desk.file("rejects"))
            #expect(outcome.signal == nil, "\(file.name): \(outcome.errors)")
            #expect([0, 64, 65].contains(outcome.status), "\(file.name): \(outcome.errors)")
            if let answer = outcome.objects.first, outcome.status == 0 {
                #expect(answer.int("rows") == (answer.int("accepted") ?? 0) + (answer.int("rejected") ?? 0))
            }
        }
        #expect(desk.isSound)
    }

    @Test("a ledger.json or a note with noise in it is refused", arguments: [10, 11] as [UInt64]) func files(seed: UInt64) {
        var random = SeededRandom(seed)
        let desk = Desk()
        let note = desk.run("checkpoint").output, header = bytes(desk.ledger + "/ledger.json")
        for _ in 0..<15 {
            var mangledNote = note, mangledHeader = header
            for _ in 0...(random.next() % 3) {
                mangledNote[Int(random.next() % UInt64(note.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            put(mangledNote, desk.file("note"))
            let checked = desk.run("verify", "--json", "--no-trust-store", "--checkpoint", desk.file("note"))
            #expect(checked.status.map { [0, 2, 6].contains($0) } == true, "\(checked.errors)")
            mangledHeader[Int(random.next() % UInt64(header.count))] = UInt8(truncatingIfNeeded: random.next())
            put(mangledHeader, desk.ledger + "/ledger.json")
            let opened = desk.run("verify", "--json", "--no-trust-store")
            #expect(opened.status.map { [0, 2, 6].contains($0) } == true, "\(opened.errors)")
            put(header, desk.ledger + "/ledger.json")
        }
    }

    @Test("pages of the store with flipped bits are found or refused, never a crash", arguments: [12, 13] as [UInt64]) func pages(
        seed: UInt64
    ) {
        var random = SeededRandom(seed)
        let desk = Desk()
        _ = desk.run("append", input: (0..<300).map { draft("deal/\($0 % 23)", key: "k\($0)") }.joined())
        let whole = bytes(desk.ledger + "/data.mdb")
        for _ in 0..<12 {
            var damaged = whole
            let page = Int(random.next() % UInt64(whole.count / 4096)) * 4096
            damaged[page + Int(random.next() % 64)] ^= 1 << UInt8(random.next() % 8)
            put(damaged, desk.ledger + "/data.mdb")
            for verb in [["verify", "--no-trust-store"], ["log"]] {
                let outcome = desk.run(verb + ["--json"], input: [])
                #expect(outcome.signal == nil, "page \(page / 4096)")
                #expect(outcome.status.map { [0, 2, 6].contains($0) } == true, "\(outcome.errors)")
            }
        }
    }
}
