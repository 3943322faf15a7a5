import Foundation
import TestSupport
import Testing

/// What fixtures/observed/README.md says of each file.
struct ObservedFile: Sendable, CustomTestStringConvertible {
    let name: String
    let rows, accepted, rejected, duplicates, twice, entries: Int
    var testDescription: String { name }
    var map: String { Fixtures.path("maps/" + name.split(separator: ".").dropLast().joined(separator: ".") + ".json") }

    static let all: [ObservedFile] = {
        let lines = Fixtures.text("observed/README.md").split(separator: "\n").filter { $0.hasPrefix("| `") }
        return lines.compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let numbers = cells.dropFirst().compactMap { Int($0) }
            guard numbers.count == 6, let name = cells[0].split(separator: "`").first else { return nil }
            return ObservedFile(
                name: String(name), rows: numbers[0], accepted: numbers[1], rejected: numbers[2], duplicates: numbers[3],
                twice: numbers[4], entries: numbers[5])
        }
    }()
}

@Suite("deedlog import") struct ImportTests {
    @Test("there is a fixture for each source") func fixtures() { #expect(ObservedFile.all.count == 8) }

    @Test("a source gives the counts that its page says, and the second time nothing", arguments: ObservedFile.all) func counts(
        file: ObservedFile
    ) throws {
        let desk = Desk()
        let rejects = desk.file("rejects.jsonl")
        let first = desk.run("import", file.map, Fixtures.path("observed/" + file.name), "--rejects", rejects, "--json")
        #expect(first.status == 0, "\(first.errors)")
        let answer = try #require(first.objects.first)
        #expect(answer.int("rows") == file.rows)
        #expect(answer.int("accepted") == file.accepted)
        #expect(answer.int("rejected") == file.rejected)
        #expect(answer.int("duplicates") == file.duplicates)
        #expect(answer.int("unchanged") == 0)
        #expect(answer.int("entries") == file.entries)
        #expect(answer.int("renumbered") == file.twice)
        #expect(desk.size == file.entries + 1)
        let said = String(decoding: bytes(rejects), as: UTF8.self).split(separator: "\n").map { JSONObject(String($0)) }
        #expect(said.count == file.rejected)
        #expect(said.allSatisfy { $0.int("line") != nil && $0.text("code") != nil && $0.text("reason")?.isEmpty == false })

        let second = try #require(
            desk.run("import", file.map, Fixtures.path("observed/" + file.name), "--rejects", rejects, "--json").objects.first)
        #expect(second.int("entries") == 0)
        #expect(second.int("rows") == file.rows)
        #expect(second.int("accepted") == file.accepted)
        #expect((second.int("duplicates") ?? 0) + (second.int("unchanged") ?? 0) == file.accepted)
        #expect(desk.size == file.entries + 1)
        #expect(desk.isSound)
    }

    @Test("stats says what was imported, by source") func observed() throws {
        let desk = Desk()
        let file = try #require(ObservedFile.all.first { $0.name.hasPrefix("ningbo") })
        _ = desk.run("import", file.map, Fixtures.path("observed/" + file.name), "--rejects", desk.file("rejects.jsonl"))
        let outcome = desk.run("stats", "--observed", "--json")
        let sources = try #require(outcome.objects.first).objects("observed")
        #expect(sources.count == 1)
        #expect(sources.first?.int("entries") == file.entries)
        #expect(sources.first?.text("source")?.hasPrefix("ningbo") == true)
        #expect(desk.run("stats", "--observed", "--lang", "zh-CN").text.contains("来源"))
    }

    @Test("several files of one crawl are one import") func several() throws {
        let desk = Desk()
        let path = Fixtures.path("observed/ningbo-lianjia-2023.csv")
        let answer = try #require(
            desk.run("import", Fixtures.path("maps/ningbo-lianjia-2023.json"), path, path, "--json").objects.first)
        #expect(answer.int("rows") == 32)
        #expect(answer.int("entries") == 14)
        #expect(answer.int("rejected") == 2)
        #expect((answer.int("duplicates") ?? 0) + (answer.int("unchanged") ?? 0) == 16)
    }

    private static let map = """
        {"id":"m-1","source":"shop","event":"listing.observed","format":"csv","encoding":"utf-8","observedOn":"2024-01-01",
         "columns":["id","price"],"identity":{"columns":["id"]},"read":{"price":["{priceFen:wan}万"]}}
        """

    @Test("a later crawl stores what changed, as the next revision, also where a price goes back") func laterCrawls() throws {
        let desk = Desk()
        let map = desk.write("map.json", Self.map)
        func take(_ rows: String, _ options: String...) throws -> JSONObject {
            let outcome = desk.run(
                ["import", map, desk.write("rows.csv", "id,price\n" + rows), "--json", "--rejects", desk.file("rejects")]
                    + options)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return try #require(outcome.objects.first)
        }
        #expect(try take("a,10万\nb,20万\n").int("entries") == 2)
        let second = try take("a,11万\nb,20万\nc,5万\n", "--observed", "2024-02-01")
        #expect(second.int("entries") == 2)
        #expect(second.int("unchanged") == 1)
        let third = try take("a,10万\n", "--observed", "2024-03-01")
        #expect(third.int("entries") == 1)
        #expect(
            desk.run("log", "--stream", "observed/shop/a").objects.map { $0.object("data").int("priceFen") } == [
                10_000_000, 11_000_000, 10_000_000,
            ])
        #expect(try take("a,11万\nb,20万\nc,5万\n", "--observed", "2024-02-01").int("entries") == 0)

        let late = try take("a,9万\nb,20万\nd,1万\n", "--observed", "2023-12-01")
        #expect(late.int("rejected") == 1)
        #expect(late.int("entries") == 1)
        #expect(late.int("unchanged") == 1)
        #expect(String(decoding: bytes(desk.file("rejects")), as: UTF8.self).contains("\"late\""))
        #expect(try take("a,9万\n", "--observed", "2023-12-01", "--late").int("entries") == 1)
        #expect(desk.run("show", "observed/shop/a:-1", "--json").objects[0].object("data").text("observedOn") == "2023-12-01")
        #expect(desk.isSound)
    }

    @Test("line ends, quotes and a byte order mark make no other row") func spelling() throws {
        let desk = Desk()
        let map = desk.write("map.json", Self.map)
        #expect(desk.run("import", map, desk.write("a.csv", "id,price\na,10万\n"), "--json").objects.first?.int("entries") == 1)
        let again = try #require(
            desk.run("import", map, desk.write("b.csv", "\u{FEFF}id,\"price\"\r\n\"a\",\"10万\""), "--json").objects.first)
        #expect(again.int("entries") == 0)
        #expect(again.int("unchanged") == 1)
    }

    @Test("rows come from standard input too") func standardInput() throws {
        let desk = Desk()
        let outcome = desk.run("import", desk.write("map.json", Self.map), "-", "--json", input: "id,price\na,10万\n")
        #expect(outcome.objects.first?.int("entries") == 1)
    }

    @Test("the rejects file lies in the working folder by default, and holds no cell's text") func rejects() throws {
        let desk = Desk()
        let outcome = desk.run(
            "import", desk.write("map.json", Self.map), desk.write("rows.csv", "id,price\nsecret\na,1万\n"), "--json")
        #expect(outcome.objects.first?.int("rejected") == 1)
        #expect(outcome.errors.contains("rows.csv.rejects.jsonl"))
        let text = String(decoding: bytes(desk.file("rows.csv.rejects.jsonl")), as: UTF8.self)
        #expect(JSONObject(text).int("line") == 2)
        #expect(JSONObject(text).text("code") == "columnCount")
        #expect(!text.contains("secret"))
    }

    @Test("another header is 65, and nothing is stored") func wrongHeader() {
        let desk = Desk()
        let outcome = desk.run("import", desk.write("map.json", Self.map), desk.write("rows.csv", "price,id\n1万,a\n"), "--json")
        #expect(outcome.status == 65)
        #expect(outcome.error.int("line") == 1)
        #expect(desk.size == 1)
    }

    @Test("a map with a fault is 65 and names the member", arguments: ["{}", "[]", "nonsense", "{\"id\":\"UPPER\"}"])
    func wrongMap(text: String) {
        let desk = Desk()
        let outcome = desk.run("import", desk.write("map.json", text), desk.write("rows.csv", "id,price\n"), "--json")
        #expect(outcome.status == 65)
        #expect(outcome.error.text("code") == "mapMalformed")
    }

    @Test("a file that is not there is said before anything is stored") func absent() {
        let desk = Desk()
        let map = desk.write("map.json", Self.map), rows = desk.write("rows.csv", "id,price\na,1万\n")
        #expect(desk.run("import", map, rows, desk.file("absent.csv"), "--json").status == 3)
        #expect(desk.run("import", desk.file("absent.json"), rows).status == 3)
        #expect(desk.size == 1)
    }

    @Test("a crawl's date is a date, and is asked for where the map has none") func dates() {
        let desk = Desk()
        let map = desk.write("map.json", Self.map.replacingOccurrences(of: "\"observedOn\":\"2024-01-01\",", with: "")),
            rows = desk.write("rows.csv", "id,price\na,1万\n")
        #expect(desk.run("import", map, rows).status == 64)
        #expect(desk.run("import", map, rows, "--observed", "2024-02-30").status == 64)
        #expect(desk.run("import", map, rows, "--observed", "2024-02-29").status == 0)
    }

    @Test("a crawl from the future is refused, and nothing is half ingested") func future() {
        let desk = Desk()
        let outcome = desk.run(
            "import", desk.write("map.json", Self.map), desk.write("rows.csv", "id,price\na,1万\n"), "--observed", "2999-01-01",
            "--json")
        #expect(outcome.status == 65 || outcome.objects.first?.int("rejected") == 1)
        #expect(desk.size == 1)
    }
}
