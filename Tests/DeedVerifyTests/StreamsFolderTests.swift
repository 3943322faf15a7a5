import Foundation
import TestSupport
import Testing

/// A ledger with a deal in it, sealed, and folders that prove claims about it.
private struct Office {
    let deedlog = CommandLineTool()
    let deedverify = CommandLineTool(program: "deedverify")
    var ledger: String { deedlog.file("ledger") }
    var policy: String { deedlog.file("policy") }

    init() throws {
        try run(["init", "--origin", "office.example.cn/one", "--ledger", ledger, "--json"]) { made in
            let key = try #require(made.objects.first?.text("verifierKey"))
            try Data("log \(key)\n".utf8).write(to: URL(fileURLWithPath: policy))
        }
        try run(["append", Fixtures.path("demo/deal.jsonl"), "--ledger", ledger])
        try run(["seal", "--ledger", ledger])
        try run(["append", "-", "--ledger", ledger], #"{"data":{},"key":"late","subject":"deal/D-0001-b","type":"ext.note"}"#)
    }

    func run(
        _ arguments: [String], _ input: String = "", _ check: (CommandLineTool.Outcome) throws -> Void = { _ in }
    ) throws {
        let outcome = deedlog.run(arguments, input: Array(input.utf8))
        try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
        try check(outcome)
    }

    /// A folder that proves a claim.
    func prove(_ name: String, _ claim: [String]) throws -> String {
        let folder = deedlog.file(name)
        try run(["prove"] + claim + ["-o", folder, "--ledger", ledger])
        return folder
    }

    /// Exit status, and the fault or verdict that a script is told.
    func verdict(_ folder: String) -> String {
        let outcome = deedverify.run([folder, "--policy", policy, "--json"])
        let answer = outcome.objects.first
        return "\(outcome.status ?? -1) \(answer?.text("fault") ?? answer?.text("verdict") ?? outcome.errors)"
    }

    /// The verdict on a copy of a folder in which something was changed.
    func verdict(_ folder: String, _ change: (String) throws -> Void) throws -> String {
        let copy = folder + "-copy"
        try? FileManager.default.removeItem(atPath: copy)
        try FileManager.default.copyItem(atPath: folder, toPath: copy)
        try change(copy)
        return verdict(copy)
    }
}

private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
private func write(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }

/// Changes the lines of a folder's entries.
private func editLines(_ folder: String, _ change: (inout [Substring]) -> Void) throws {
    var lines = try text(folder + "/entries.jsonl").split(separator: "\n")
    change(&lines)
    try write(lines.map { $0 + "\n" }.joined(), folder + "/entries.jsonl")
}

private func replace(_ old: String, _ new: String, _ path: String) throws {
    let before = try text(path)
    try #require(before.contains(old), "\(old) in \(path)")
    try write(before.replacingOccurrences(of: old, with: new), path)
}

@Suite("deedverify, folders") struct StreamsFolderTests {
    @Test("a deal, a stream and absences are shown by a folder and the log's key") func holds() throws {
        let office = try Office()
        let claims: [(String, [String], String)] = [
            ("deal", ["--deal", "D-0001"], "deal"), ("stream", ["--stream", "deal/D-0001"], "stream"),
            ("middle", ["--absent", "deal/D-0000"], "absent"), ("first", ["--absent", "a/a"], "absent"),
            ("last", ["--absent", "zz/z"], "absent"), ("late", ["--absent", "deal/D-0001-b"], "absent"),
        ]
        for (name, claim, kind) in claims {
            let folder = try office.prove(name, claim)
            let outcome = office.deedverify.run([folder, "--policy", office.policy, "--json"])
            let answer = try #require(outcome.objects.first)
            #expect(outcome.status == 0 && answer.text("kind") == kind && answer.text("complete") == "claimed", "\(outcome.text)")
        }
        let shown = office.deedverify.run([office.deedlog.file("deal"), "--policy", office.policy, "--lang", "zh-CN"])
        #expect(shown.text.contains("完整性"))
        let there = office.deedlog.run(
            ["prove", "--absent", "deal/D-0001", "-o", office.deedlog.file("x"), "--ledger", office.ledger])
        #expect(there.status == 4)
    }

    @Test("whatever is left out, put in, swapped or changed is refused") func tampered() throws {
        let office = try Office()
        let deal = try office.prove("deal", ["--deal", "D-0001"])
        let stream = try office.prove("stream", ["--stream", "deal/D-0001"])
        let ids = try text(deal + "/entries.jsonl").split(separator: "\n").compactMap { JSONObject(String($0)).text("id") }
        try #require(ids.count > 5)
        func proof(_ id: String) -> String { "/proofs/\(id).tlog-proof" }
        func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }
        #expect(office.verdict(deal) == "0 ok")
        // Lines.
        #expect(try office.verdict(deal) { try editLines($0) { $0.removeLast() } } == "2 count")
        #expect(try office.verdict(deal) { try editLines($0) { $0.remove(at: 1) } } == "2 revision")
        for (place, id) in ids.enumerated() {
            let found = try office.verdict(deal) { folder in
                try editLines(folder) { $0.remove(at: place) }
                try remove(folder + proof(id))
            }
            #expect(["2 count", "2 revision"].contains(found), "\(id): \(found)")
            #expect(try office.verdict(deal) { try remove($0 + proof(id)) } == "2 proofMissing")
        }
        #expect(try office.verdict(deal) { try editLines($0) { $0.swapAt(0, 1) } } == "2 revision")
        let subjects = try text(deal + "/entries.jsonl").split(separator: "\n").map { JSONObject(String($0)).text("subject") }
        let border = try #require(subjects.indices.dropFirst().first { subjects[$0] != subjects[$0 - 1] })
        #expect(try office.verdict(deal) { try editLines($0) { $0.swapAt(border - 1, border) } } == "2 order")
        #expect(try office.verdict(deal) { try editLines($0) { $0.insert($0[0], at: 1) } } == "2 order")
        #expect(try office.verdict(deal) { try replace("\"revision\":1", "\"revision\":2", $0 + "/entries.jsonl") } == "2 path")
        #expect(try office.verdict(deal) { try write("", $0 + "/entries.jsonl") } == "2 count")
        // Proofs of other lines, of another tree.
        let swapped = try office.verdict(deal) { folder in
            let a = try text(folder + proof(ids[0])), b = try text(folder + proof(ids[1]))
            try write(b, folder + proof(ids[0]))
            try write(a, folder + proof(ids[1]))
        }
        #expect(swapped == "2 path")
        #expect(
            try office.verdict(deal) { try write(try text($0 + proof(ids[0])), $0 + "/proofs/9999.tlog-proof") } == "2 proofExtra"
        )
        // The seal and its leaves.
        let streams = "/streams.json"
        #expect(try office.verdict(deal) { try replace("\"deal\":\"D-0001\"", "\"deal\":\"D-0002\"", $0 + streams) } == "2 claim")
        #expect(try office.verdict(deal) { try replace("\"position\":2", "\"position\":3", $0 + streams) }.hasPrefix("2 "))
        #expect(try office.verdict(deal) { try replace("\"count\":", "\"count\":1", $0 + streams) } == "2 leaf")
        #expect(try office.verdict(deal) { try write(try text(stream + streams), $0 + streams) }.hasPrefix("2 "))
        #expect(
            try office.verdict(deal) {
                try write(try text(deal + "/entries.jsonl").split(separator: "\n").first! + "", $0 + "/seal.entry")
            } == "2 path")
        // A leaf left out: the deal would have one stream fewer.
        let fewer = try office.verdict(deal) { folder in
            let whole = try text(folder + streams)
            let leaves = whole.components(separatedBy: "},{\"leaf\"")
            try #require(leaves.count > 3)
            try write(([leaves[0]] + leaves[2...]).joined(separator: "},{\"leaf\""), folder + streams)
        }
        #expect(fewer == "2 claim")
        // Signatures and keys.
        #expect(
            try office.verdict(deal) { try write(try text($0 + "/checkpoint") + "\u{2014} x AAAAAAA=\n", $0 + "/checkpoint") }
                == "2 checkpoint")
        let size = try #require(try text(deal + "/checkpoint").split(separator: "\n").dropFirst().first)
        #expect(try office.verdict(deal) { try replace("\n\(size)\n", "\n\(size)0\n", $0 + "/checkpoint") } == "2 signature")
        // What cannot be read decides nothing.
        for file in ["/checkpoint", "/seal.entry", "/seal.tlog-proof", "/entries.jsonl", streams] {
            #expect(try office.verdict(deal) { try remove($0 + file) } == "6 folderUnreadable", "\(file)")
        }
        #expect(
            try office.verdict(deal) { try write(String(try text($0 + "/entries.jsonl").dropLast(5)), $0 + "/entries.jsonl") }
                == "6 folderUnreadable")
        try write("log other.example.cn+c7a2e8a1+AQ\n", office.policy)
        #expect(office.verdict(deal).hasPrefix("6 "))
    }

    @Test("names from strangers cannot write a line of their own, and a pipe is waited at by nobody") func strangers() throws {
        let office = try Office()
        let absent = try office.prove("absent", ["--absent", "deal/D-0002"])
        try replace(#""absent":"deal/D-0002""#, #""absent":"deal/D-0002\nok  bag\u001b[8m""#, absent + "/streams.json")
        let said = office.deedverify.run([absent, "--policy", office.policy]).text
        #expect(said.split(separator: "\n").count == 1 && said.contains("u{a}") && !said.contains("\u{1b}"), "\(said)")
        let pipe = office.deedlog.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let outcome = office.deedverify.run([pipe, "--policy", office.policy, "--json"], seconds: 20)
        #expect(outcome.status == 6, "\(outcome.text)")
    }
}
