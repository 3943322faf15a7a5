import Foundation
import TestSupport
import Testing

@Suite("deedlog log, show, head") struct LogTests {
    /// A ledger with entries 1 to 6 on three streams.
    private func deals() -> Desk {
        let desk = Desk()
        let input =
            draft("deal/X", "ext.opened", key: "a", more: ",\"actor\":\"broker-017\",\"role\":\"broker\"")
            + draft("deal/X/escrow", "ext.escrowOpened", key: "b")
            + draft("deal/X", "ext.signed", key: "c", data: "{\"b\":[1,2],\"a\":\"房屋 \\u20ac\"}")
            + draft("deal/Xy", "ext.opened", key: "d")
            + draft("deal/X/escrow", "ext.funded", key: "e", more: ",\"actor\":\"bank\"")
            + draft("deal/X", "ext.opened.again", key: "f")
        precondition(desk.run("append", input: input).status == 0)
        return desk
    }

    private func ids(_ outcome: CommandLineTool.Outcome) -> [String] {
        #expect(outcome.status == 0)
        return outcome.objects.map { $0.text("id") ?? "?" }
    }

    @Test("log prints every stored line verbatim, with and without --json") func verbatim() {
        let desk = deals()
        let outcome = desk.run("log")
        #expect(ids(outcome) == ["0", "1", "2", "3", "4", "5", "6"])
        #expect(desk.run("log", "--json").output == outcome.output)
        for (index, line) in outcome.lines.enumerated() { #expect(desk.run("show", "--raw", "\(index)").text == line) }
        #expect(outcome.lines[3].contains("{\"a\":\"房屋 €\",\"b\":[1,2]}"))
    }

    @Test("a stream's log does not run into streams whose names begin with its own") func streams() {
        let desk = deals()
        #expect(ids(desk.run("log", "--stream", "deal/X")) == ["1", "3", "6"])
        #expect(ids(desk.run("log", "--stream", "deal/X/escrow")) == ["2", "5"])
        #expect(ids(desk.run("log", "--stream", "deal/Xy")) == ["4"])
        #expect(ids(desk.run("log", "--stream", "ledger")) == ["0"])
    }

    @Test("types, actors, limits and direction narrow the log, together too") func filters() {
        let desk = deals()
        #expect(ids(desk.run("log", "--type", "ext.opened")) == ["1", "4"])
        #expect(ids(desk.run("log", "--type", "ext.opened", "--reverse")) == ["4", "1"])
        #expect(ids(desk.run("log", "--actor", "bank")) == ["5"])
        #expect(ids(desk.run("log", "--stream", "deal/X", "--type", "ext.opened")) == ["1"])
        #expect(ids(desk.run("log", "--stream", "deal/X", "--actor", "operator", "--reverse")) == ["6", "3"])
        #expect(ids(desk.run("log", "--limit", "2")) == ["0", "1"])
        #expect(ids(desk.run("log", "--limit", "2", "--reverse")) == ["6", "5"])
        #expect(ids(desk.run("log", "--type", "ext.opened", "--limit", "1", "--reverse")) == ["4"])
        #expect(ids(desk.run("log", "--limit", "0")) == [])
    }

    @Test(
        "what matches nothing prints nothing and is no failure",
        arguments: [
            ["--stream", "deal/Q"], ["--stream", ""], ["--type", "deal"], ["--actor", "nobody"], ["--since", "2999-01-01"],
            ["--until", "2001-01-01"], ["--stream", String(repeating: "x", count: 600)],
        ])
    func noMatch(filter: [String]) {
        let outcome = deals().run(["log"] + filter)
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
    }

    @Test("--since includes its instant, --until leaves it out") func times() throws {
        let desk = Desk()
        for key in ["a", "b", "c"] { _ = desk.run("append", input: draft("deal/X", key: key)) }
        let lines = desk.run("log").objects
        let times = lines.map { $0.text("time") ?? "" }
        for time in Set(times) {
            #expect(ids(desk.run("log", "--since", time)) == lines.indices.filter { times[$0] >= time }.map(String.init))
            #expect(ids(desk.run("log", "--until", time)) == lines.indices.filter { times[$0] < time }.map(String.init))
        }
        #expect(ids(desk.run("log", "--since", "2020-01-01", "--until", "2020-01-01T00:00:00Z")) == [])
    }

    @Test("a date means midnight at +08:00") func dates() {
        let desk = Desk()
        let time = desk.run("log").objects[0].text("time") ?? ""
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        let recorded = formatter.date(from: time)!
        let day = DateFormatter()
        day.dateFormat = "yyyy-MM-dd"
        day.timeZone = TimeZone(secondsFromGMT: 8 * 3600)
        #expect(ids(desk.run("log", "--since", day.string(from: recorded))) == ["0"])
        #expect(ids(desk.run("log", "--until", day.string(from: recorded))) == [])
        #expect(ids(desk.run("log", "--until", day.string(from: recorded.addingTimeInterval(86_400)))) == ["0"])
    }

    @Test(
        "what is no time is a usage error",
        arguments: ["yesterday", "2026-02-30", "2026-03-01T25:00:00Z", "2026-03-01 00:00:00", "1", ""])
    func wrongTimes(time: String) {
        let outcome = Desk().run("log", "--since=\(time)", "--json")
        #expect(outcome.status == 64)
        #expect(outcome.error.text("code") == "usage")
    }

    @Test("a table has one row per entry and lines its columns up, Chinese counting two") func table() {
        let desk = Desk()
        _ = desk.run("append", input: draft("deal/甲", key: "a", data: "{\"地址\":\"宁波市鄞州区\"}") + draft("deal/abcdef", key: "b"))
        let table = desk.run("log", "--table")
        #expect(table.status == 0)
        #expect(table.lines.count == 4)
        func column(_ line: String, _ word: String) -> Int? {
            line.range(of: word).map { line[..<$0.lowerBound].unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) } }
        }
        #expect(column(table.lines[2], "{\"地址") != nil)
        #expect(column(table.lines[2], "{\"地址") == column(table.lines[3], "{}"))
    }

    @Test(
        "--follow and --reverse exclude each other, and a limit is no negative number",
        arguments: [["--follow", "--reverse"], ["--limit=-1"], ["--limit", "many"]])
    func usage(options: [String]) { #expect(Desk().run(["log"] + options).status == 64) }

    @Test("a REF of every form finds its entry") func references() throws {
        let desk = deals()
        let lines = desk.run("log").lines
        for (index, line) in lines.enumerated() {
            let digest = sha256(line)
            for reference in ["\(index)", "0\(index)", "@\(digest)", "@\(digest.prefix(8))", "HEAD~\(6 - index)"] {
                let shown = desk.run("show", reference, "--raw")
                #expect(shown.status == 0, "\(reference)")
                #expect(shown.text == line, "\(reference)")
            }
        }
        for (reference, index) in [
            ("HEAD", 6), ("deal/X:0", 1), ("deal/X:2", 6), ("deal/X:-1", 6), ("deal/X:-3", 1), ("deal/X/escrow:-1", 5),
            ("ledger:0", 0),
        ] {
            #expect(desk.run("show", "--raw", "--", reference).text == lines[index], "\(reference)")
        }
    }

    @Test("the bytes of show --raw have the entry's digest") func digests() {
        let desk = deals()
        let answers = desk.run("append", "--json", input: draft("deal/Z", key: "z")).objects
        #expect(sha256(desk.run("show", "--raw", "7").output) == answers[0].text("digest"))
        #expect(desk.run("head", "--json").objects[0].text("digest") == answers[0].text("digest"))
        let next = JSONObject(desk.run("show", "7", "--json").text)
        #expect(next.text("prevhash") == sha256(desk.run("show", "--raw", "6").output))
    }

    @Test(
        "an entry that is not there is 3",
        arguments: [
            "7", "18446744073709551615", "99999999999999999999999", "HEAD~7", "deal/X:3", "deal/X:-4", "deal/Q:0", "@00000000",
            "deal/X:2147483648",
        ])
    func notFound(reference: String) {
        let outcome = deals().run("show", "--json", "--", reference)
        #expect(outcome.status == 3)
        #expect(outcome.error.text("code") == "notFound")
    }

    @Test(
        "what is no REF is 64",
        arguments: [
            "", "HEAD~", "HEAD~x", "@123", "@XYZXYZXYZ", "deal/X", "deal/X:", "x:y", "-1", "1.5", "deal/X:+1", "HEAD~+1",
            "@" + String(repeating: "0", count: 65),
        ])
    func noReference(reference: String) {
        let outcome = deals().run("show", "--json", "--", reference)
        #expect(outcome.status == 64)
        #expect(outcome.error.text("code") == "usage")
    }

    @Test("show for people has one attribute per line") func shown() {
        let shown = deals().run("show", "3")
        #expect(shown.lines.contains { $0.hasPrefix("type") && $0.hasSuffix("ext.signed") })
        #expect(shown.lines.contains { $0.hasPrefix("data") && $0.contains("房屋") })
    }

    @Test("head says size, digest, root and time of the last entry") func head() throws {
        let desk = deals()
        let head = try #require(desk.run("head", "--json").objects.first)
        #expect(head.int("size") == 7)
        #expect(head.text("time") == desk.run("show", "HEAD", "--json").objects[0].text("time"))
        #expect(head.text("root") == desk.run("verify", "--json").objects[0].text("root"))
        #expect(desk.run("head").lines.count == 4)
    }
}
