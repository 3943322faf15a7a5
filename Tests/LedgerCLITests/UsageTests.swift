import Foundation
import TestSupport
import Testing

@Suite("the command line as such") struct UsageTests {
    static let verbs = [
        "init", "append", "log", "show", "head", "verify", "checkpoint", "follow", "monitor", "import", "rehearse", "stats",
        "doctor", "version",
    ]

    @Test("help is an answer, in every verb", arguments: [[]] + verbs.map { [$0] }) func help(verb: [String]) {
        let tool = CommandLineTool()
        for form in [verb + ["--help"], ["help"] + verb] {
            let outcome = tool.run(form)
            #expect(outcome.status == 0, "\(form)")
            #expect(outcome.text.contains("USAGE: deedlog"))
            #expect(outcome.errors.isEmpty)
        }
    }

    @Test("without a verb there is help") func noVerb() {
        let outcome = CommandLineTool().run([])
        #expect(outcome.status == 0)
        for verb in Self.verbs { #expect(outcome.text.contains("  \(verb) ")) }
    }

    @Test(
        "wrong usage is 64, in words and as JSON",
        arguments: [
            ["frobnicate"], ["--frobnicate"], ["init"], ["show"], ["show", "1", "2"], ["append", "--ledger"],
            ["append", "--wait", "-1"], ["append", "--wait", "soon"],
            ["append", "--atomic", "--keep-going"], ["append", "--map-bytes", "1000"], ["log", "--limit", "x"],
            ["verify", "--jobs", "many"], ["import"], ["import", "map.json"],
            ["rehearse", "--from", "x"], ["head", "--lang", "fr"],
        ])
    func usage(arguments: [String]) {
        let tool = CommandLineTool()
        let plain = tool.run(arguments)
        #expect(plain.status == 64)
        #expect(plain.output.isEmpty)
        #expect(!plain.errors.isEmpty)
        let json = tool.run(arguments + ["--json"])
        #expect(json.status == 64)
        #expect(json.output.isEmpty)
        #expect(json.errors.split(separator: "\n").count == 1)
        #expect(json.error.text("code") == "usage")
        #expect(json.error.int("exit") == 64)
        #expect(json.error.text("message")?.isEmpty == false)
    }

    @Test(
        "without a folder the question is which ledger",
        arguments: ["append", "log", "head", "verify", "checkpoint", "stats", "doctor"]) func whichLedger(verb: String)
    {
        let tool = CommandLineTool()
        let outcome = tool.run([verb, "--json"])
        #expect(outcome.status == 64)
        #expect(outcome.error.text("message")?.contains("DEEDLOG_LEDGER") == true)
        #expect(tool.run([verb], environment: ["DEEDLOG_LEDGER": ""]).status == 64)
    }

    @Test("--ledger goes before the environment, and may end in a slash") func whichFirst() {
        let desk = Desk()
        #expect(desk.tool.run(["head", "--ledger", desk.ledger + "/"], environment: ["DEEDLOG_LEDGER": "/nowhere"]).status == 0)
        #expect(desk.tool.run(["head"], environment: ["DEEDLOG_LEDGER": "ledger"]).status == 0)
    }

    @Test("version names program, format and libraries") func version() throws {
        let tool = CommandLineTool()
        let answer = try #require(tool.run(["version", "--json"]).objects.first)
        #expect(answer.text("deedlog") != nil && answer.int("format") == 1)
        #expect(answer.text("lmdb")?.contains("LMDB") == true && answer.text("openssl")?.contains("OpenSSL") == true)
        #expect(tool.run(["version"]).text.contains(answer.text("deedlog")!))
        #expect(tool.run(["--version"]).text.contains(answer.text("deedlog")!))
    }

    @Test("shells get completions", arguments: ["bash", "zsh", "fish"]) func completions(shell: String) throws {
        let tool = CommandLineTool()
        let script = tool.run(["--generate-completion-script", shell])
        #expect(script.status == 0)
        for verb in ["append", "verify", "rehearse"] { #expect(script.text.contains(verb)) }
        if shell == "bash" {
            let path = tool.file("completion.bash")
            put(script.output, path)
            let checked = RunningTool.shell(
                "command -v bash > /dev/null || exit 0; bash -c 'set -e; source \"$1\"; complete -p deedlog' bash \"$0\"", [path])
            #expect(checked.status == 0, "\(checked.errors)")
        }
    }

    @Test(
        "who speaks Chinese is answered in Chinese; codes and members stay",
        arguments: [
            ["LANG": "zh_CN.UTF-8"], ["LC_ALL": "zh_CN.GB18030", "LANG": "C"], ["LC_MESSAGES": "zh_TW", "LANG": "en_US.UTF-8"],
        ])
    func chinese(environment: [String: String]) {
        let desk = Desk()
        let variables = environment.mapValues { Optional($0) }
        let absent = desk.run(["log", "--ledger", "/nowhere"], environment: variables)
        #expect(absent.status == 3)
        #expect(absent.errors.contains("没有账本") && absent.errors.contains("[notALedger]"))
        let json = desk.run(["append", "--json"], input: Array("{}\n".utf8), environment: variables)
        #expect(json.status == 65)
        #expect(json.error.text("code") == "malformed")
        #expect(json.error.text("message")?.unicodeScalars.contains { $0.value > 0x4E00 } == true)
        #expect(desk.run(["append", "--help"], environment: variables).text.contains("追加草稿"))
        #expect(desk.run(["stats"], environment: variables).text.contains("条目"))
        #expect(desk.run(["append", "--help", "--lang", "en"], environment: variables).text.contains("Append drafts"))
        #expect(desk.run("stats", "--lang", "zh-CN").text.contains("条目"))
    }

    @Test("every code of failure has its words in both languages", arguments: ["en", "zh-CN"]) func words(language: String) {
        let desk = Desk()
        let inputs = [
            "\n", "{\n", "{\"subject\":1}\n", "{\"a\":1,\"a\":2}\n", draft("nokind"), draft("deal/X", "x"),
            draft("deal/X", data: "[]"), draft("deal/X", data: "{\"a\":1.5}"),
            draft("deal/X", data: "{\"a\":-0}"), draft("deal/X", data: "{\"a\":9007199254740992}"),
            draft("deal/X", more: ",\"cause\":\"99\""), draft("deal/X", more: ",\"occurred\":\"2999-01-01\""),
            draft("deal/X", more: ",\"time\":\"now\""), draft("deal/X", more: ",\"key\":null"),
            draft("deal/X", more: ",\"signature\":\"x\""), draft("ledger"), draft("deal/X", more: ",\"expect\":3"),
        ]
        let outcome = desk.run("append", "--keep-going", "--json", "--lang", language, input: inputs.joined())
        #expect(outcome.status == 7)
        #expect(outcome.objects.count == inputs.count)
        for answer in outcome.objects {
            let message = answer.object("error").text("message") ?? ""
            #expect(!message.isEmpty && !message.contains("Optional("))
            #expect(message.unicodeScalars.contains { $0.value > 0x4E00 } == (language == "zh-CN"), "\(message)")
        }
    }
}

@Suite("deedlog stats, doctor") struct CareTests {
    @Test("stats counts entries, streams, types and tables") func stats() throws {
        let desk = Desk()
        _ = desk.run(
            "append",
            input: (0..<300).map { draft("deal/\($0 % 7)", $0 % 3 == 0 ? "ext.opened" : "ext.noted", key: "k\($0)") }.joined())
        let answer = try #require(desk.run("stats", "--json").objects.first)
        #expect(answer.int("entries") == 301)
        #expect(answer.int("streams") == 8)
        #expect(answer.int("fileBytes") == bytes(desk.ledger + "/data.mdb").count)
        let text = desk.run("stats", "--json").text
        #expect(
            text.contains("{\"type\":\"ext.opened\",\"entries\":100}")
                && text.contains("{\"type\":\"ledger.created\",\"entries\":1}"))
        #expect(text.contains("\"table\":\"entries\",\"rows\":301"))
        #expect(desk.run("stats").status == 0)
    }

    @Test("doctor finds nothing on a ledger that was verified") func well() {
        let desk = Desk()
        _ = desk.run("append", input: draft("deal/X"))
        #expect(desk.run("doctor").status == 6)
        #expect(desk.run("verify").status == 0)
        let outcome = desk.run("doctor", "--json")
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.objects.allSatisfy { $0.flag("ok") == true && $0.text("check") != nil && $0.text("message") != nil })
    }

    @Test("doctor finds what needs a look", arguments: ["mode", "key", "needs-check", "key missing"]) func unwell(trouble: String)
    {
        let desk = Desk()
        _ = desk.run("verify")
        let keys = desk.tool.state + "/deedlog/keys"
        switch trouble {
        case "mode": setMode(desk.ledger + "/data.mdb", 0o644)
        case "key": setMode(keys + "/" + names(keys)[0], 0o644)
        case "needs-check": desk.write("ledger/needs-check", "a sync failed\n")
        default: remove(keys)
        }
        let outcome = desk.run("doctor", "--json")
        #expect(outcome.status == 6)
        #expect(outcome.objects.filter { $0.flag("ok") == false }.count == 1)
    }
}
