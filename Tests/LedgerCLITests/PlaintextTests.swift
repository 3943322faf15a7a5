import Foundation
import TestSupport
import Testing

/// A person, made up.
private struct Person {
    let id: String
    let values: [String]

    init(_ number: Int) {
        id = "p-\(number)"
        let born = "19\(50 + number)0\(1 + number % 9)1\(number % 9)"
        values = [
            Self.citizen("990101\(born)\(100 + 37 * number % 900)"), "139\(String(20_000_000 + 7_654_321 * number).suffix(8))",
            Self.card("62220000\(String(10_000_000_0 + 31_415_927 * number).suffix(9))"),
            ["欧阳明月", "司徒清风", "诸葛长河", "慕容秋水", "上官晨曦", "令狐远山"][number % 6],
            "喜欢安静的顶楼，下午三点以后联系，编号\(number)",
        ]
    }

    /// GB 11643-1999: the check digit over 17 digits. The area is nobody's.
    static func citizen(_ digits: String) -> String {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + Int(String($1.0))! * $1.1 }
        return digits + String(Array("10X98765432")[sum % 11])
    }

    /// ISO/IEC 7812: the Luhn digit.
    static func card(_ digits: String) -> String {
        let sum = digits.reversed().enumerated().reduce(0) { sum, one in
            let digit = Int(String(one.element))! * (one.offset % 2 == 0 ? 2 : 1)
            return sum + digit / 10 + digit % 10
        }
        return digits + String((10 - sum % 10) % 10)
    }
}

/// What a text could look like in a file.
private func forms(_ text: String) -> [(name: String, bytes: Data)] {
    let plain = Data(text.utf8)
    let hex = plain.map { String(format: "%02x", $0) }.joined()
    var forms = [
        ("utf8", plain), ("utf16le", text.data(using: .utf16LittleEndian)!), ("utf16be", text.data(using: .utf16BigEndian)!),
        ("hex", Data(hex.utf8)), ("HEX", Data(hex.uppercased().utf8)),
    ]
    for offset in 0..<3 {
        // What stands wherever in a longer text: without the digits that its neighbours share.
        let text = (Data(repeating: 0, count: offset) + plain).base64EncodedString()
        let first = offset == 0 ? 0 : offset + 1, last = (offset + plain.count) * 8 / 6
        forms.append(("base64+\(offset)", Data(Array(text.utf8)[first..<last])))
    }
    return forms
}

@Suite("Plaintext") struct PlaintextTests {
    private func find(_ texts: [String], in files: [(path: String, bytes: [UInt8])]) -> [String] {
        let wanted = texts.flatMap(forms)
        return files.flatMap { file in
            let data = Data(file.bytes)
            return wanted.filter { data.range(of: $0.bytes) != nil }.map { "\($0.name) in \(file.path)" }
        }
    }

    @Test("what is looked for is found where it is")
    func finds() {
        let text = "13912345678"
        for (offset, prefix) in ["", "x", "xy", "xyz"].enumerated() {
            let encoded = Array(Data((prefix + text + "tail").utf8).base64EncodedString().utf8)
            #expect(find([text], in: [("f", encoded)]) == ["base64+\(offset % 3) in f"])
        }
        #expect(find(["张三丰李"], in: [("f", Array("x张三丰李".data(using: .utf16LittleEndian)!))]) == ["utf16le in f"])
        #expect(find([text], in: [("f", Array("3133393132333435363738".utf8))]) == ["hex in f", "HEX in f"])
    }

    @Test("no file of ledger, vault, state or output holds a person's data in the clear, and after erasure none of its bytes")
    func nowhere() throws {
        let desk = Desk.withVault(), people = (0..<6).map(Person.init)
        var drafts: [String] = []
        for person in people {
            drafts.append(registered(person.id, number: person.values[0], birth: "1961-02-03"))
            for (number, value) in person.values.enumerated() {
                drafts.append(note(person.id, "\"\(value)\"", key: "n\(number)", subject: "ext/\(person.id)"))
            }
            drafts.append(
                note(
                    person.id, "{\"all\":[\"\(person.values.joined(separator: "\",\""))\"]}", key: "all",
                    subject: "ext/\(person.id)"))
        }
        // One that is refused, one that is rehearsed, one that is malformed behind what was read.
        drafts.append(
            note("p-0", "\"\(people[0].values[1])\"", key: "refused").replacing("\"ext.note\"", with: "\"ext.note\",\"expect\":9")
        )
        let appended = desk.run(
            ["append", "--keep-going", "--json"], input: Array((drafts + ["{"]).joined(separator: "\n").utf8))
        #expect(appended.status == 7, "\(appended.errors)")
        _ = desk.run(["append", "--dry-run", "--json"], input: Array(drafts[1].replacing("n0", with: "dry").utf8))
        let texts = people.flatMap(\.values)
        #expect(desk.run("seal").status == 0)
        put(desk.run("log").output, desk.file("log.jsonl"))
        put(desk.run("log", "--table").output, desk.file("log.txt"))
        put(desk.run("party", "show", "p-1").output, desk.file("show.txt"))
        put(desk.run("vault", "check", "--json").output, desk.file("check.json"))
        put(desk.run("verify", "--json").output + Array(desk.run("doctor").text.utf8), desk.file("verify.txt"))
        #expect(desk.run("checkpoint", "--publish", desk.file("tree"), "--entries").status == 0)
        #expect(desk.run("prove", "--stream", "party/p-1", "-o", desk.file("proof")).status == 0)
        put(Array((appended.text + appended.errors).utf8), desk.file("answers"))
        #expect(desk.everyFile().count > 20)
        #expect(find(texts, in: desk.everyFile()) == [])
        // What the person gets is what is meant to hold them.
        #expect(desk.run("party", "export", "p-1", "-o", desk.file("export")).status == 0)
        #expect(!find([people[1].values[0]], in: desk.everyFile()).isEmpty)
        remove(desk.file("export"))

        let own = try PartyBytes(desk.ledger, "p-1")
        #expect(own.parts.count > 20 && own.found(in: desk.everyFile()) == ["ledger/vault/data.mdb"])
        copyFolder(desk.ledger, desk.file("backup"))
        let before = desk.run("log").lines, root = desk.run("head", "--json").objects.first?.text("root")
        let note = desk.write("note", desk.run("checkpoint").text)
        #expect(desk.run("party", "erase", "p-1", "--json").status == 0)
        let rotated = desk.run("vault", "rotate", "--statement", "destroyed", "--json")
        #expect(rotated.status == 0, "\(rotated.errors)")
        #expect(own.found(in: desk.everyFile().filter { !$0.path.hasPrefix("backup/") }) == [])
        #expect(find(texts, in: desk.everyFile()) == [])
        // The backup from before and the new master key: nothing.
        let copy = desk.run("vault", "check", "--ledger", desk.file("backup"), "--vault-key", desk.masterKey, "--json")
        #expect(copy.status == 78 && copy.error.text("code") == "masterKeyWrong")
        let opened = desk.run(
            "party", "export", "p-1", "-o", desk.file("stolen"), "--ledger", desk.file("backup"), "--vault-key", desk.masterKey,
            "--json")
        #expect(opened.status == 78 && !exists(desk.file("stolen")))
        // The log is what it was, and everything said of it still holds.
        #expect(desk.run("log").lines.starts(with: before) && root != nil)
        let verified = desk.run("verify", "--json", "--checkpoint", note)
        #expect(verified.status == 0, "\(verified.text)")
        let vault = try #require(verified.objects.first).object("vault")
        #expect(vault.int("erased") == 8 && vault.int("opened") == 40 && vault.int("missing") == 0 && vault.int("broken") == 0)
        let key = try #require(desk.run("key", "list", "--json").objects.first?.text("verifierKey"))
        let policy = desk.write("policy", "log \(key)\nquorum none\n")
        let checked = CommandLineTool(program: "deedverify").run([desk.file("proof"), "--policy", policy, "--json"])
        #expect(checked.status == 0, "\(checked.errors)")
    }
}
