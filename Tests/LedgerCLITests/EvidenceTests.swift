import Foundation
import TestSupport
import Testing

@Suite("evidence export") struct EvidenceTests {
    /// A desk whose ledger is a sale told to its end, and a key for it.
    private func desk() throws -> (Desk, key: String) {
        let desk = Desk(starts: false)
        let told = desk.run(
            "scenario", "run", Fixtures.path("scenarios/lenderOfficer/commercial-to-closing.scenario"), "--keep", desk.ledger)
        try #require(told.status == 0, "\(told.errors)")
        return (desk, desk.ledger + ".pem")
    }

    private func shell(_ command: String, in folder: String) -> (status: Int32, text: String) {
        let outcome = RunningTool.shell("cd '\(folder)' && \(command)")
        return (outcome.status ?? -1, outcome.text + outcome.errors)
    }

    @Test("what is written is checked by sha256sum and by the script in the bag") func whole() throws {
        let (desk, key) = try desk()
        let bag = desk.file("bag")
        func code(_ arguments: String...) -> String {
            let outcome = desk.run(["evidence", "export"] + arguments + ["--json", "--key", key])
            return "\(outcome.status ?? -1) \(outcome.error.text("code") ?? "ok")"
        }
        #expect(code("D-0001", "-o", bag) == "3 notSealed")
        put(desk.run("checkpoint", "--key", key).output, desk.file("early"))
        #expect(desk.run("seal", "--key", key).status == 0)
        #expect(code("D-0001", "-o", bag, "--checkpoint", desk.file("early")) == "3 notSealed")
        #expect(code("D-0009", "-o", bag) == "3 notSealed")
        #expect(code("D-0001", "-o", bag, "--ca", key) == "64 usage")
        #expect(!exists(bag) && !exists(bag + ".new"), "nothing half done is left")
        let made = desk.run(
            "evidence", "export", "deal/D-0001", "-o", bag, "--json", "--key", key, environment: ["PATH": "/nowhere"])
        let answer = try #require(made.objects.first, "\(made.errors)")
        #expect(answer.int("entries") == 32 && answer.int("size") == 41 && answer.flag("pdf") == false)
        #expect(answer.text("deal") == "D-0001" && (answer.int("fields") ?? 0) > 20)
        #expect(code("D-0001", "-o", bag) == "4 outputExists")
        #expect(
            shell("sha256sum --quiet -c manifest-sha256.txt && sha256sum --quiet -c tagmanifest-sha256.txt", in: bag).status == 0)
        let vkey = try #require(desk.run("log", "--type", "ledger.created").objects.first?.object("data").text("verifierKey"))
        func check() -> (status: Int32, text: String) { shell("python3 data/check.py '\(vkey)'", in: bag) }
        let good = check()
        #expect(good.status == 0 && good.text.contains("32 entries"), "\(good.text)")
        #expect(shell("python3 data/check.py", in: bag).status == 6)
        #expect(shell("python3 data/check.py 'other.example+00000000+AQ=='", in: bag).status == 6)
        let state = JSONObject(String(decoding: bytes(bag + "/data/evidence.json"), as: UTF8.self))
        let shown = try #require(desk.run("deal", "show", "D-0001", "--json", "--as-of", "size:41").objects.first)
        #expect(state.object("state").text("phase") == shown.text("phase") && state.int("size") == 41)
        #expect(state.objects("fields").count == desk.run("deal", "blame", "D-0001", "--json").lines.count)
        for guide in ["HOWTO.md", "HOWTO.zh-CN.md", "report.html"] { #expect(bytes(bag + "/data/" + guide).count > 2000) }
        remove(bag + "/data/proof/proofs/10.tlog-proof")
        #expect(check().status == 2)
    }

    @Test("a checkpoint with its stamp goes along, and only one that fits") func stamped() throws {
        let (desk, key) = try desk()
        let office = TimestampOffice(), stranger = TimestampOffice(), cp = desk.file("cp")
        #expect(desk.run("seal", "--key", key).status == 0)
        put(desk.run("checkpoint", "--key", key).output, cp)
        func code(_ name: String, _ arguments: String...) -> String {
            let outcome = desk.run(
                ["evidence", "export", "D-0001", "-o", desk.file(name), "--checkpoint", cp, "--json"] + arguments)
            return "\(outcome.status ?? -1) \(outcome.error.text("code") ?? "ok")"
        }
        #expect(code("none", "--ca", office.root) == "6 timestampUnreadable")
        #expect(desk.run("timestamp", "request", cp).status == 0)
        put(office.answer(bytes(cp + ".tsq")), cp + ".tsr")
        #expect(code("other", "--ca", stranger.root) == "6 timestampUnknown")
        #expect(code("bag", "--ca", office.root) == "0 ok")
        let bag = desk.file("bag")
        #expect(bytes(bag + "/data/proof/checkpoint") == bytes(cp) && bytes(bag + "/data/checkpoint.tsr") == bytes(cp + ".tsr"))
        #expect(
            shell("openssl ts -verify -in data/checkpoint.tsr -data data/proof/checkpoint -CAfile '\(office.root)'", in: bag)
                .status
                == 0)
        let vkey = try #require(desk.run("log", "--type", "ledger.created").objects.first?.object("data").text("verifierKey"))
        let checked = shell("python3 data/check.py '\(vkey)' '\(office.root)'", in: bag)
        #expect(checked.status == 0 && checked.text.contains("timestamp holds"), "\(checked.text)")
        #expect(shell("python3 data/check.py '\(vkey)' '\(stranger.root)'", in: bag).status == 2)
        put(Array(bytes(cp + ".tsr").dropLast(5)), cp + ".tsr")
        #expect(code("cut") == "6 timestampUnreadable")
        let another = desk.write("another", String(decoding: bytes(cp), as: UTF8.self) + "\u{2014} w AAAAAAA=\n")
        OpenSSLCommand.run(["ts", "-query", "-data", another, "-sha256", "-cert", "-out", "q"], in: desk.tool.folder)
        put(office.answer(bytes(desk.file("q"))), cp + ".tsr")
        #expect(code("misfit") == "2 timestampBroken")
        let elsewhere = Desk()
        put(elsewhere.run("checkpoint").output, cp)
        #expect(code("stranger") == "6 undecided")
    }

    @Test("a witness's cosignature goes along, and the script holds it to its key") func cosigned() throws {
        let (desk, key) = try desk()
        #expect(desk.run("seal", "--key", key).status == 0)
        put(desk.run("checkpoint", "--key", key).output, desk.file("plain"))
        let vkey = try #require(desk.run("log", "--type", "ledger.created").objects.first?.object("data").text("verifierKey"))
        let made = desk.run("witness", "init", "--name", "w.example/w1")
        let witness = try #require(
            made.text.split(whereSeparator: \.isWhitespace).map(String.init).first { $0.hasPrefix("w.example/w1+") })
        let cosigned = desk.run(
            "checkpoint", "cosign", desk.file("plain"), "--name", "w.example/w1", "--log", vkey, "--ledger", desk.ledger, "-o",
            desk.file("cosigned"))
        #expect(cosigned.status == 0, "\(cosigned.errors)")
        for (name, expected) in [("plain", Int32(6)), ("cosigned", 0)] {
            let bag = desk.file("bag-" + name)
            #expect(desk.run("evidence", "export", "D-0001", "-o", bag, "--checkpoint", desk.file(name)).status == 0)
            let checked = shell("python3 data/check.py '\(vkey)' '\(witness)'", in: bag)
            #expect(checked.status == expected, "\(checked.text)")
            #expect(shell("python3 data/check.py '\(vkey)' /absent.pem", in: bag).status == 6)
        }
        // A cosignature of another time: the note still reads, the witness never said that.
        let note = String(decoding: bytes(desk.file("bag-cosigned/data/proof/checkpoint")), as: UTF8.self)
        let line = try #require(note.split(separator: "\n").last).split(separator: " ")
        var signature = Array(try #require(Data(base64Encoded: String(line[2]))))
        signature[11] ^= 1
        let changed = note.replacingOccurrences(of: line[2], with: Data(signature).base64EncodedString())
        #expect(changed != note)
        let forged = desk.write("forged", changed)
        let bag = desk.file("bag-forged")
        #expect(desk.run("evidence", "export", "D-0001", "-o", bag, "--checkpoint", forged).status == 0)
        #expect(shell("python3 data/check.py '\(vkey)' '\(witness)'", in: bag).status == 2)
        #expect(shell("python3 data/check.py '\(vkey)'", in: bag).status == 0, "whom nobody names is passed over")
    }

    @Test("a report in PDF where weasyprint is there; where it fails nothing is left") func pdf() throws {
        let (desk, key) = try desk()
        #expect(desk.run("seal", "--key", key).status == 0)
        let tools = desk.file("tools")
        try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: false)
        func command(_ text: String) {
            put(Array("#!/bin/sh\n\(text)\n".utf8), tools + "/weasyprint")
            setMode(tools + "/weasyprint", 0o755)
        }
        let path = tools + ":/usr/bin:/bin"
        command("cp \"$1\" \"$2\"")
        let made = desk.run(
            "evidence", "export", "D-0001", "-o", desk.file("bag"), "--json", "--key", key, environment: ["PATH": path])
        #expect(made.objects.first?.flag("pdf") == true, "\(made.errors)")
        #expect(bytes(desk.file("bag/data/report.pdf")) == bytes(desk.file("bag/data/report.html")))
        #expect(String(decoding: bytes(desk.file("bag/manifest-sha256.txt")), as: UTF8.self).contains("data/report.pdf"))
        command("exit 3")
        let failed = desk.run(
            "evidence", "export", "D-0001", "-o", desk.file("no"), "--json", "--key", key, environment: ["PATH": path])
        #expect(failed.status == 1 && !exists(desk.file("no")) && !exists(desk.file("no.new")))
    }
}
