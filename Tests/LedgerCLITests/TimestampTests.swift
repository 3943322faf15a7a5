import Foundation
import TestSupport
import Testing

@Suite("timestamp") struct TimestampVerbTests {
    /// A desk with three entries and a checkpoint in `cp`.
    private func desk() -> Desk {
        let desk = Desk()
        for key in ["a", "b"] { #expect(desk.run("append", input: draft("ext/a", key: key)).status == 0) }
        let note = desk.run("checkpoint")
        put(note.output, desk.file("cp"))
        return desk
    }

    @Test("request, attach and verify, as openssl does", arguments: ["sha256", "sm3"]) func whole(_ digest: String) throws {
        let desk = desk(), office = TimestampOffice(), cp = desk.file("cp")
        let asked = desk.run("timestamp", "request", cp, "--digest", digest, "--json")
        #expect(asked.status == 0 && asked.objects.first?.text("digest") == digest)
        put(office.answer(bytes(cp + ".tsq")), desk.file("answer"))
        let kept = desk.run("timestamp", "attach", cp, desk.file("answer"), "--json")
        #expect(kept.status == 0 && kept.objects.first?.flag("nonceChecked") == true, "\(kept.errors)")
        #expect(desk.run("timestamp", "attach", cp, desk.file("answer")).status == 0, "the same again changes nothing")
        let verified = desk.run("timestamp", "verify", cp, cp + ".tsr", "--ca", office.root, "--json")
        let answer = try #require(verified.objects.first, "\(verified.errors)")
        #expect(answer.text("verdict") == "ok" && answer.text("policy") == "1.2.3.4.1" && answer.text("digest") == digest)
        #expect(answer.text("tsa") == "CN=Test TSA,O=Test" && answer.text("time")?.hasSuffix("Z") == true)
        #expect(office.confirms(bytes(cp + ".tsr"), of: bytes(cp)))
    }

    @Test("what is refused, and with which code") func refusals() throws {
        let desk = desk(), office = TimestampOffice(), cp = desk.file("cp")
        func code(_ arguments: String...) -> String {
            let outcome = desk.run(["timestamp"] + arguments + ["--json"])
            return "\(outcome.status ?? -1) \(outcome.error.text("code") ?? "ok")"
        }
        #expect(desk.run("timestamp", "request", cp).status == 0)
        put(office.answer(bytes(cp + ".tsq")), desk.file("answer"))
        // Another request over the same file: its nonce differs.
        #expect(desk.run("timestamp", "request", cp).status == 0)
        #expect(code("attach", cp, desk.file("answer")) == "2 timestampBroken")
        put(office.answer(bytes(cp + ".tsq")), desk.file("answer"))
        #expect(code("attach", cp, desk.file("answer")) == "0 ok")
        // Another answer to another request does not take the first one's place.
        #expect(desk.run("timestamp", "request", cp).status == 0)
        put(office.answer(bytes(cp + ".tsq")), desk.file("second"))
        #expect(code("attach", cp, desk.file("second")) == "4 outputExists")
        // Another file.
        #expect(desk.run("append", input: draft("ext/a", key: "c")).status == 0)
        put(desk.run("checkpoint").output, desk.file("later"))
        #expect(code("attach", desk.file("later"), desk.file("answer")) == "2 timestampBroken")
        #expect(code("verify", desk.file("later"), desk.file("answer"), "--ca", office.root) == "2 timestampBroken")
        // A stamp that was not granted: the authority knows no SHA-1.
        OpenSSLCommand.run(["ts", "-query", "-data", "cp", "-sha1", "-out", "sha1.tsq"], in: desk.tool.folder)
        put(office.answer(bytes(desk.file("sha1.tsq"))), desk.file("refused"))
        #expect(code("attach", cp, desk.file("refused")) == "6 timestampRefused")
        OpenSSLCommand.run(["ts", "-query", "-data", "cp", "-sha512", "-cert", "-out", "sha512.tsq"], in: desk.tool.folder)
        put(office.answer(bytes(desk.file("sha512.tsq"))), desk.file("long"))
        #expect(code("attach", cp, desk.file("long")) == "6 timestampUnreadable")
        // Nobody to trust, or nothing to read.
        let other = TimestampOffice()
        #expect(code("verify", cp) == "6 timestampUnknown" && code("verify", cp, "--ca", other.root) == "6 timestampUnknown")
        #expect(code("verify", cp, "--ca", cp) == "6 timestampUnreadable")
        #expect(code("verify", cp, cp, "--ca", office.root) == "6 timestampUnreadable")
        #expect(code("verify", cp, desk.file("absent"), "--ca", office.root) == "6 timestampUnreadable")
        #expect(code("verify", desk.file("absent"), "--ca", office.root) == "6 timestampUnreadable")
        #expect(code("verify", office.root, cp + ".tsr", "--ca", office.root) == "6 noteUnreadable")
        // A signature that fails: its last byte belongs to no name.
        var broken = bytes(cp + ".tsr")
        broken[broken.count - 1] ^= 1
        put(broken, desk.file("broken"))
        #expect(code("verify", cp, desk.file("broken"), "--ca", office.root) == "2 timestampBroken")
        put(Array(broken.dropLast(9)), desk.file("cut"))
        #expect(code("verify", cp, desk.file("cut"), "--ca", office.root) == "6 timestampUnreadable")
    }
}
