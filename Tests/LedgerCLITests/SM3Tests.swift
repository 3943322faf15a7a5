import Foundation
import TestSupport
import Testing

/// The tree of FORMAT.md over SM3, slow and by itself: recursion over digests that the `openssl` command made.
private func slowRoot(_ lines: [[UInt8]]) -> [UInt8] {
    let folder = TemporaryFolder()
    func sm3(_ text: [UInt8]) -> [UInt8] {
        put(text, folder.file("f"))
        return OpenSSLCommand.run(["dgst", "-sm3", "-binary", "f"], in: folder.path).output
    }
    func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard leaves.count > 1 else { return leaves.first ?? sm3([]) }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return sm3([1] + root(leaves.prefix(half)) + root(leaves.dropFirst(half)))
    }
    return root(lines.map { sm3([0] + sm3($0)) }[...])
}

@Suite("sm3") struct SM3VerbTests {
    @Test("the root is that of a plain recursion over the openssl command's digests, at every size") func roots() throws {
        let desk = Desk()
        let drafts = (0..<10).map { draft("ext/\($0 % 3)", key: "k\($0)") }.joined()
        #expect(desk.run("append", input: drafts).status == 0)
        let lines = desk.run("log", "--json").lines.map { Array($0.utf8) }
        for size in 0...lines.count {
            let answer = try #require(desk.run("sm3", "root", "--size", String(size), "--json").objects.first)
            let expected = slowRoot(Array(lines.prefix(size))).map { String(format: "%02x", $0) }.joined()
            #expect(answer.text("sm3") == expected, "size \(size)")
        }
        let head = try #require(desk.run("head", "--json").objects.first)
        #expect(desk.run("sm3", "root", "--json").objects.first?.text("sha256") == head.text("root"))
        #expect(desk.run("sm3", "root", "--size", "99").status == 3)
    }

    @Test("a note is made, kept under a key of its own, and refused wherever it does not fit") func notes() throws {
        let desk = Desk()
        func code(_ arguments: String...) -> String {
            let outcome = desk.run(["sm3"] + arguments + ["--json"])
            return "\(outcome.status ?? -1) \(outcome.error.text("code") ?? "ok")"
        }
        put(desk.run("checkpoint").output, desk.file("one"))
        #expect(code("sign", desk.file("one")) == "78 keyMissing")
        let made = try #require(desk.run("sm3", "key", "--json").objects.first)
        let path = try #require(made.text("key"))
        #expect(made.flag("made") == true && mode(path) == 0o600 && !path.hasPrefix(desk.ledger))
        #expect(desk.run("sm3", "key", "--json").objects.first?.text("verifierKey") == made.text("verifierKey"))
        let key = desk.write("key", (made.text("verifierKey") ?? "") + "\n")
        #expect(code("sign", desk.file("one"), "-o", desk.file("one.sm3")) == "0 ok")
        #expect(code("sign", desk.file("one"), "-o", desk.file("one.sm3")) == "4 outputExists")
        let note = desk.file("one.sm3")
        #expect(code("verify", note, "--key", key, "--checkpoint", desk.file("one"), "--ledger", desk.ledger) == "0 ok")
        // Of a later size, of no ledger, by no key.
        #expect(desk.run("append", input: draft("ext/a", key: "a")).status == 0)
        put(desk.run("checkpoint").output, desk.file("two"))
        #expect(code("verify", note, "--key", key, "--ledger", desk.ledger) == "0 ok")
        #expect(code("verify", note, "--key", key, "--checkpoint", desk.file("two")) == "2 noteBroken")
        let text = String(decoding: bytes(note), as: UTF8.self)
        #expect(
            code("verify", desk.write("changed", text.replacingOccurrences(of: "\n1\n", with: "\n2\n")), "--key", key)
                == "2 noteBroken")
        #expect(code("verify", desk.write("cut", String(text.dropLast(9))), "--key", key) == "6 noteUnreadable")
        #expect(code("verify", desk.file("one"), "--key", key) == "6 noteUnreadable")
        #expect(code("verify", note, "--key", desk.file("one")) == "6 undecided")
        let other = Desk()
        let theirs = try #require(other.run("sm3", "key", "--json").objects.first?.text("verifierKey"))
        #expect(code("verify", note, "--key", desk.write("theirs", theirs)) == "6 undecided")
        put(other.run("checkpoint").output, desk.file("foreign"))
        #expect(code("sign", desk.file("foreign")) == "6 undecided")
        let signed = String(decoding: bytes(desk.file("two")), as: UTF8.self)
        #expect(code("sign", desk.write("forged", signed.replacingOccurrences(of: "\n2\n", with: "\n1\n"))) == "2 noteBroken")
        setMode(path, 0o644)
        #expect(code("sign", desk.file("two")) == "78 keyTooOpen")
    }
}
