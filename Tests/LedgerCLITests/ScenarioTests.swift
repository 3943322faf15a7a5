import Foundation
import HomeSale
import TestSupport
import Testing

/// Every scenario of the repository, without those that others only begin with.
private let scenarios: [String] = {
    let root = Fixtures.path("scenarios")
    let found = (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? [])
    return found.filter { $0.hasSuffix(".scenario") && !$0.hasPrefix("base/") }.sorted()
}()

private func read(_ name: String) throws -> Scenario {
    func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: Fixtures.path("scenarios/" + name)).map { String(decoding: $0, as: UTF8.self) }
    }
    return try ScenarioParser.parse(try #require(text(name)), file: name) { text($0 + ".scenario") }
}

@Suite("Scenarios") struct ScenarioTests {
    @Test("every step becomes what the text says, and the state is as told", arguments: scenarios)
    func asTold(_ name: String) throws {
        let tool = CommandLineTool()
        let outcome = tool.run(["scenario", "run", Fixtures.path("scenarios/" + name), "--json"])
        let last = try #require(outcome.objects.last, "\(outcome.errors)")
        for difference in last.objects("differences") {
            Issue.record(
                "\(difference.text("file") ?? ""):\(difference.int("line") ?? 0): expected \(difference.text("expected") ?? ""), found \(difference.text("found") ?? "")"
            )
        }
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(last.int("steps") ?? 0 > 0)
    }

    @Test(
        "the ledger of a scenario is sound, automatic steps and all, and a rehearsal makes the same of it", arguments: scenarios)
    func sound(_ name: String) throws {
        let tool = CommandLineTool()
        let ledger = tool.file("kept"), copy = tool.file("copy")
        #expect(tool.run(["scenario", "run", Fixtures.path("scenarios/" + name), "--keep", ledger]).status == 0)
        let verified = tool.run(["verify", "--ledger", ledger, "--no-trust-store", "--json"])
        let answer = try #require(verified.objects.first, "\(verified.errors)")
        #expect(answer.text("verdict") == "ok" && verified.status == 0, "\(verified.text)")
        let rehearsed = tool.run(["rehearse", "--from", ledger, "--ledger", copy, "--origin", "copy.example/scenario", "--json"])
        let counts = try #require(rehearsed.objects.first, "\(rehearsed.errors)")
        #expect(counts.int("refused") == 0 && counts.int("automaticChanged") == 0 && counts.int("automaticNew") == 0, "\(counts)")
        #expect(counts.int("automaticSame") == answer.object("automatic").int("checked") ?? 0)
        for row in tool.run(["deal", "list", "--ledger", ledger, "--json"]).objects.dropLast() {
            let deal = try #require(row.text("deal"))
            func shown(_ ledger: String) -> String { tool.run(["deal", "blame", deal, "--ledger", ledger, "--json"]).text }
            func fields(_ text: String) -> [String] {
                text.split(separator: "\n").map { line in String(line.prefix { $0 != "," }) }
            }
            #expect(fields(shown(ledger)) == fields(shown(copy)))
        }
    }

    @Test("types, rules and roles that no scenario shows are listed, and the list only shrinks") func coverage() throws {
        var accepted: Set<String> = [], refused: Set<String> = [], acted: Set<String> = []
        for name in scenarios {
            for step in try read(name).steps {
                acted.insert(step.role)
                switch step.outcome {
                case .stored: accepted.insert(step.type)
                case .refused(let rule), .notPermitted(let rule):
                    refused.insert(rule)
                    let type = try #require(step.name)
                    #expect(
                        StepRules.rule(rule)?.guards.contains(type) == true, "\(step.place): \(rule) does not name \(step.type)")
                default: break
                }
            }
        }
        let open =
            EventName.allCases.map(\.rawValue).filter { !accepted.contains($0) }.map { "type \($0)" }
            + StepRules.all.map(\.id).filter { !refused.contains($0) }.map { "rule \($0)" }
            + Role.allCases.map(\.rawValue).filter { !acted.contains($0) }.map { "role \($0)" }
        let listed = Fixtures.text("scenarios/not-yet-covered.txt").split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") && !$0.isEmpty }
        #expect(Set(open).subtracting(listed) == [], "not covered, and not listed")
        #expect(Set(listed).subtracting(open) == [], "covered: take it off the list")
    }

    @Test("a difference is exit 5, a text that is no scenario 65, an absent file 3") func exits() throws {
        let tool = CommandLineTool()
        let head = "title.en: A test\ntitle.zh: 测试\nroles: broker\n"
        func run(_ text: String, _ more: String...) -> CommandLineTool.Outcome {
            put(Array((head + text).utf8), tool.file("a.scenario"))
            return tool.run(["scenario", "run", tool.file("a.scenario")] + more)
        }
        let drafted = "2026-09-01 broker listing/L listing.drafted\n"
        #expect(run(drafted).status == 0)
        let different = run(
            drafted + "2026-09-01 broker listing/L listing.drafted\nexpect listing/L listing.phase=sold\n", "--json")
        #expect(different.status == 5)
        let differences = try #require(different.objects.last).objects("differences")
        #expect(differences.map { $0.int("line") } == [5, 6])
        #expect(differences.first?.text("expected") == "stored")
        #expect(differences.first?.text("found")?.hasPrefix("refused listing.draftedOnce") == true)
        #expect(differences.last?.text("found") == "listing.phase=draft")
        let malformed = run("2026-09-01 broker listing/L listing.draftd\n")
        #expect(malformed.status == 65)
        #expect(malformed.errors.contains("a.scenario:4:29"))
        #expect(malformed.errors.contains("nearest: listing.drafted"))
        #expect(tool.run(["scenario", "run", tool.file("absent")]).status == 3)
        let chinese = run(drafted, "--lang", "zh-CN")
        #expect(chinese.text.contains("测试") && chinese.text.contains("房源录入"))
    }

    @Test("nothing is left behind, but a kept ledger is sound") func kept() throws {
        let tool = CommandLineTool()
        let path = Fixtures.path("scenarios/" + (try #require(scenarios.first)))
        #expect(tool.run(["scenario", "run", path]).status == 0)
        #expect(names(tool.folder).filter { $0.hasPrefix("deedlog-scenario") } == [])
        #expect(tool.run(["scenario", "run", path, "--keep", tool.file("kept")]).status == 0)
        #expect(tool.run(["verify", "--ledger", tool.file("kept"), "--json"]).objects.first?.text("verdict") == "ok")
        #expect(tool.run(["scenario", "run", path, "--keep", tool.file("kept")]).status == 4)
    }

    @Test("the list names every scenario") func listed() {
        let tool = CommandLineTool()
        let outcome = tool.run(["scenario", "list", Fixtures.path("scenarios"), "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.objects.count >= scenarios.count)
        #expect(outcome.objects.allSatisfy { $0.text("title")?.isEmpty == false })
    }
}

@Suite("deedlog draft, deedlog document") struct DraftVerbTests {
    @Test("every type has a draft that the ledger takes for well formed", arguments: EventName.allCases)
    func everyType(_ name: EventName) throws {
        let desk = Desk()
        let made = desk.run("draft", name.rawValue)
        #expect(made.status == 0, "\(made.errors)")
        let answer = desk.run(["append", "-", "--json", "--dry-run"], input: made.output)
        // Refused by a rule, or reserved for the program: never malformed.
        #expect([0, 5, 77].contains(answer.status), "\(made.text)\(answer.errors)")
    }

    @Test("members are converted, made-up ones are named") func members() throws {
        let desk = Desk()
        let made = desk.run("draft", "offer.made", "--deal", "D-7", "priceFen=¥300万", "terms.loanFallback=buyerCash")
        let draft = try #require(made.objects.first)
        #expect(draft.text("subject") == "deal/D-7")
        #expect(draft.text("role") == "buyer")
        #expect(draft.object("data").int("priceFen") == 300_000_000)
        #expect(draft.object("data").object("terms").text("loanFallback") == "buyerCash")
        #expect(made.errors.contains("depositFen") && !made.errors.contains("priceFen"))
        #expect(desk.run("draft", "offer.maid").status == 65)
        #expect(desk.run("draft", "offer.made", "--role", "nobody").status == 65)
        #expect(desk.run("draft", "offer.made", "price=1").status == 65)
        #expect(desk.run("draft", "listing.drafted", "--deal", "D-7").status == 64)
        #expect(desk.run("draft", "offer.made", "--subject", "listing/L").status == 65)
    }

    @Test("a document is found by its bytes") func documents() throws {
        let desk = Desk()
        let file = desk.write("contract.pdf", "abc")
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(desk.run("document", "digest", file).text == digest + "\n")
        #expect(desk.run("document", "find", file).status == 3)
        let stored = desk.run("append", input: draft("ext/a", "ext.note", data: "{\"doc\":{\"digest\":\"\(digest)\"}}"))
        #expect(stored.status == 0, "\(stored.errors)")
        let found = desk.run("document", "find", file, "--json")
        #expect(found.status == 0)
        #expect(found.objects.map { $0.text("subject") } == ["ext/a"])
        #expect(desk.run("document", "find", desk.write("other.pdf", "abd")).status == 3)
        #expect(desk.run("document", "digest", desk.file("absent")).status == 3)
    }
}
