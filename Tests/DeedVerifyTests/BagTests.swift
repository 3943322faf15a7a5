import Foundation
import Proofs
import TestSupport
import Testing

/// A ledger with a sale told to its end, and bags made of it: at two sizes, of two deals, and of another ledger.
private struct BagOffice {
    let deedlog = CommandLineTool()
    let deedverify = CommandLineTool(program: "deedverify")
    let authority = TimestampOffice()
    /// At a first checkpoint with a timestamp, at a later one, of another deal, of another ledger.
    let one, two, other, foreign: String
    var policy: String { deedlog.file("policy") }

    init() throws {
        (one, two) = (deedlog.file("one"), deedlog.file("two"))
        (other, foreign) = (deedlog.file("other"), deedlog.file("foreign"))
        let sale = deedlog.file("sale"), key = deedlog.file("sale.pem")
        try run(["scenario", "run", Fixtures.path("scenarios/lenderOfficer/commercial-to-closing.scenario"), "--keep", sale])
        try bag(sale, key, "D-0001", "one")
        let drafts = ["D-0001", "D-0002"].map { #"{"data":{},"key":"late","subject":"deal/\#($0)","type":"ext.note"}"# + "\n" }
        try run(["append", "-", "--ledger", sale, "--key", key], drafts.joined())
        try bag(sale, key, "D-0001", "two")
        try bag(sale, key, "D-0002", "other")
        let elsewhere = deedlog.file("elsewhere")
        try run(["init", "--origin", "elsewhere.example/one", "--ledger", elsewhere, "--key", deedlog.file("elsewhere.pem")])
        try run(["append", "-", "--ledger", elsewhere, "--key", deedlog.file("elsewhere.pem")], drafts.joined())
        try bag(elsewhere, deedlog.file("elsewhere.pem"), "D-0001", "foreign")
        let created = try run(["log", "--type", "ledger.created", "--ledger", sale]).objects.first?.object("data")
        try write("log \(try #require(created?.text("verifierKey")))\n", policy)
    }

    @discardableResult
    private func run(_ arguments: [String], _ input: String = "") throws -> CommandLineTool.Outcome {
        let outcome = deedlog.run(arguments, input: Array(input.utf8))
        try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
        return outcome
    }

    private func bag(_ ledger: String, _ key: String, _ deal: String, _ name: String) throws {
        try run(["seal", "--ledger", ledger, "--key", key])
        let note = deedlog.file(name + ".cp")
        try write(run(["checkpoint", "--ledger", ledger, "--key", key]).text, note)
        try run(["timestamp", "request", note])
        try Data(authority.answer(Array(Data(contentsOf: URL(fileURLWithPath: note + ".tsq")))))
            .write(to: URL(fileURLWithPath: note + ".answer"))
        try run(["timestamp", "attach", note, note + ".answer"])
        try run([
            "evidence", "export", deal, "-o", deedlog.file(name), "--checkpoint", note, "--ca", authority.root, "--ledger",
            ledger,
        ])
    }

    /// Exit status, and the fault or verdict that a script is told.
    func verdict(_ folder: String, ca: String? = nil) -> String {
        let outcome = deedverify.run([folder, "--policy", policy, "--json", "--ca", ca ?? authority.root])
        let answer = outcome.objects.first
        return "\(outcome.status ?? -1) \(answer?.text("fault") ?? answer?.text("verdict") ?? outcome.errors)"
    }

    /// The verdict on a copy of the first bag in which something was changed.
    func verdict(packedAgain: Bool = false, _ change: (String) throws -> Void) throws -> String {
        let copy = deedlog.file("copy")
        try? FileManager.default.removeItem(atPath: copy)
        try FileManager.default.copyItem(atPath: one, toPath: copy)
        try change(copy)
        if packedAgain { try pack(copy) }
        return verdict(copy)
    }
}

private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
private func write(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
private func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }
private func copy(_ from: String, _ to: String) throws {
    try? FileManager.default.removeItem(atPath: to)
    try FileManager.default.copyItem(atPath: from, toPath: to)
}

private func replace(_ old: String, _ new: String, _ path: String) throws {
    let before = try text(path)
    try #require(before.contains(old), "\(old) in \(path)")
    try write(before.replacingOccurrences(of: old, with: new), path)
}

private func digest(_ path: String) throws -> String {
    var hasher = Hasher256()
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    return hasher.digest(of: bytes.span).hex
}

/// Regular files of a folder, by path, rising.
private func files(_ folder: String) -> [String] {
    (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).filter {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: "\(folder)/\($0)", isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// Makes the manifests anew, as somebody would who wants a change to go unnoticed.
private func pack(_ bag: String) throws {
    let payload = files(bag).filter { $0.hasPrefix("data/") }
    try write(try payload.map { "\(try digest("\(bag)/\($0)"))  \($0)\n" }.joined(), bag + "/manifest-sha256.txt")
    let bytes = payload.reduce(0) { $0 + (FileManager.default.contents(atPath: "\(bag)/\($1)")?.count ?? 0) }
    let info = try text(bag + "/bag-info.txt").split(separator: "\n").filter { !$0.hasPrefix("Payload-Oxum") }
    try write(info.map { $0 + "\n" }.joined() + "Payload-Oxum: \(bytes).\(payload.count)\n", bag + "/bag-info.txt")
    let tags = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"]
    try write(try tags.map { "\(try digest("\(bag)/\($0)"))  \($0)\n" }.joined(), bag + "/tagmanifest-sha256.txt")
}

private let parts = ["checkpoint", "entries.jsonl", "seal.entry", "seal.tlog-proof", "streams.json"].map { "data/proof/" + $0 }

@Suite("deedverify, bags") struct BagTests {
    @Test("bags hold; whose word the time is depends on who is trusted") func holds() throws {
        let office = try BagOffice()
        for bag in [office.one, office.two, office.other] { #expect(office.verdict(bag) == "0 ok", "\(bag)") }
        #expect(office.verdict(office.foreign) == "6 noKey")
        func answer(_ arguments: [String]) -> JSONObject? {
            office.deedverify.run([office.one, "--policy", office.policy, "--json"] + arguments).objects.first
        }
        let told = try #require(answer(["--ca", office.authority.root])), untold = try #require(answer([]))
        #expect(told.text("kind") == "bag" && told.text("deal") == "D-0001" && told.int("entries") == 32)
        #expect(told.flag("timestampChecked") == true && untold.flag("timestampChecked") == false)
        #expect(told.text("timestampBy") == "CN=Test TSA,O=Test" && told.text("timestamp") == untold.text("timestamp"))
        let stranger = TimestampOffice()
        #expect(office.verdict(office.one, ca: stranger.root) == "6 authority")
        #expect(office.verdict(office.one, ca: office.policy) == "6 authoritiesUnreadable")
        // Packed again it is the same bag.
        #expect(try office.verdict(packedAgain: true) { _ in } == "0 ok")
        try write("log elsewhere.example/one+c7a2e8a1+AQ\n", office.policy)
        #expect(office.verdict(office.one) == "6 policyUnreadable")
    }

    @Test("every file left out, doubled or taken from another bag is refused, the manifests as they were") func asPacked() throws
    {
        let office = try BagOffice()
        for file in files(office.one) {
            let missing =
                switch file {
                case "bagit.txt": "6 folderUnreadable"
                case "manifest-sha256.txt", "tagmanifest-sha256.txt": "6 bagUnreadable"
                default: "2 bagMissing"
                }
            #expect(try office.verdict { try remove("\($0)/\(file)") } == missing, "without \(file)")
            #expect(try office.verdict { try copy("\($0)/\(file)", "\($0)/\(file)-2") } == "2 bagExtra", "\(file) twice")
            for bag in [office.two, office.other, office.foreign] {
                guard FileManager.default.contentsEqual(atPath: "\(office.one)/\(file)", andPath: "\(bag)/\(file)") == false,
                    FileManager.default.fileExists(atPath: "\(bag)/\(file)")
                else { continue }
                let found = try office.verdict { try copy("\(bag)/\(file)", "\($0)/\(file)") }
                let swapped =
                    switch file {
                    case "manifest-sha256.txt": "2 bagMissing"
                    // Another log's checkpoint: nobody known speaks.
                    case "data/proof/checkpoint" where bag == office.foreign: "6 noKey"
                    default: "2 bagDigest"
                    }
                // What the other bag does not list is too much where nothing that it lists is missing.
                #expect(found == swapped || file == "manifest-sha256.txt" && found == "2 bagExtra", "\(file) of \(bag): \(found)")
            }
        }
        let manifest = "/manifest-sha256.txt"
        let reversed = try office.verdict {
            try write(try text($0 + manifest).split(separator: "\n").reversed().map { $0 + "\n" }.joined(), $0 + manifest)
        }
        #expect(reversed == "2 manifest")
        let doubled = try office.verdict {
            let lines = try text($0 + manifest).split(separator: "\n")
            try write((lines.prefix(1) + lines).map { $0 + "\n" }.joined(), $0 + manifest)
        }
        #expect(doubled == "2 manifest")
        #expect(try office.verdict { try write(String(try text($0 + manifest).dropLast()), $0 + manifest) } == "6 bagUnreadable")
        #expect(try office.verdict { try write("", $0 + manifest) } == "6 bagUnreadable")
        #expect(try office.verdict { try replace("1.0", "0.97", $0 + "/bagit.txt") } == "6 bagUnreadable")
        let linked = try office.verdict {
            try remove($0 + "/data/HOWTO.md")
            try FileManager.default.createSymbolicLink(
                atPath: $0 + "/data/HOWTO.md", withDestinationPath: office.one + "/data/HOWTO.md")
        }
        #expect(linked == "2 bagExtra")
    }

    @Test("every file left out, doubled or taken from another bag is refused though the manifests were made anew")
    func packedAgain() throws {
        let office = try BagOffice()
        for file in files(office.one) where file.hasPrefix("data/") {
            let isProof = file.hasPrefix("data/proof/proofs/")
            let missing =
                parts.contains(file)
                ? "6 folderUnreadable"
                : isProof ? "2 proofMissing" : file == "data/evidence.json" ? "6 evidenceUnreadable" : "2 evidence"
            #expect(try office.verdict(packedAgain: true) { try remove("\($0)/\(file)") } == missing, "without \(file)")
            let doubled = isProof ? "6 folderUnreadable" : parts.contains(file) ? "2 bagExtra" : "2 evidence"
            #expect(
                try office.verdict(packedAgain: true) { try copy("\($0)/\(file)", "\($0)/\(file)-2") } == doubled, "\(file) twice"
            )
            for bag in [office.two, office.other, office.foreign]
            where FileManager.default.fileExists(atPath: "\(bag)/\(file)")
                && !FileManager.default.contentsEqual(atPath: "\(office.one)/\(file)", andPath: "\(bag)/\(file)")
            {
                let isForeign = bag == office.foreign
                let swapped =
                    switch file {
                    case "data/proof/checkpoint": isForeign ? "6 noKey" : "2 checkpoint"
                    case "data/proof/entries.jsonl": "2 proofMissing"
                    case "data/proof/seal.entry": "2 path"
                    case "data/proof/seal.tlog-proof": "2 checkpoint"
                    case "data/proof/streams.json": "2 seal"
                    case _ where isProof: "2 checkpoint"
                    default: "2 evidence"
                    }
                let found = try office.verdict(packedAgain: true) { try copy("\(bag)/\(file)", "\($0)/\(file)") }
                #expect(found == swapped, "\(file) of \(bag)")
            }
        }
        // The whole proof of another bag beside this one's state.
        for (bag, expected) in [(office.two, "2 evidence"), (office.other, "2 evidence"), (office.foreign, "6 noKey")] {
            #expect(try office.verdict(packedAgain: true) { try copy(bag + "/data/proof", $0 + "/data/proof") } == expected)
        }
        let mixed = try office.verdict(packedAgain: true) {
            try copy("\($0)/data/proof/checkpoint", "\($0)/data/proof/proofs/99.tlog-proof")
        }
        #expect(mixed == "6 folderUnreadable")
    }

    @Test("lines, proofs, fields and stamps that were exchanged are refused though all else was made to fit") func inside() throws
    {
        let office = try BagOffice()
        func lines(_ change: @escaping (inout [Substring]) -> Void) throws -> String {
            try office.verdict(packedAgain: true) { bag in
                let path = bag + "/data/proof/entries.jsonl"
                var all = try text(path).split(separator: "\n")
                change(&all)
                try write(all.map { $0 + "\n" }.joined(), path)
            }
        }
        #expect(try lines { $0.removeLast() }.hasPrefix("2 "))
        #expect(try lines { $0.remove(at: 0) } == "2 revision")
        #expect(try lines { $0.swapAt(0, 1) } == "2 revision")
        #expect(try lines { $0.insert($0[0], at: 1) } == "2 order")
        #expect(try lines { $0 = [] } == "2 count")
        let ids = try text(office.one + "/data/proof/entries.jsonl").split(separator: "\n").compactMap {
            JSONObject(String($0)).text("id")
        }
        let exchanged = try office.verdict(packedAgain: true) { bag in
            let a = "\(bag)/data/proof/proofs/\(ids[0]).tlog-proof", b = "\(bag)/data/proof/proofs/\(ids[1]).tlog-proof"
            let (first, second) = (try text(a), try text(b))
            try write(second, a)
            try write(first, b)
        }
        #expect(exchanged == "2 path")
        let evidence = "/data/evidence.json"
        let changes: [(String, String, String)] = [
            ("\"index\":6,", "\"index\":7,", "2 field"), ("\"index\":6,", "\"index\":1,", "2 field"),
            ("\"actor\":\"broker\"", "\"actor\":\"seller\"", "2 field"),
            ("\"deal\":\"D-0001\"", "\"deal\":\"D-0002\"", "2 evidence"),
            ("\"size\":41", "\"size\":40", "2 evidence"),
            ("\"type\":\"deal.opened\"", "\"kind\":\"deal.opened\"", "6 evidenceUnreadable"),
            ("{\"deal\"", "{ \"deal\"", "6 evidenceUnreadable"), ("\"check.py\":\"", "\"check.py\":\"0", "6 evidenceUnreadable"),
        ]
        for (old, new, expected) in changes {
            #expect(try office.verdict(packedAgain: true) { try replace(old, new, $0 + evidence) } == expected, "\(new)")
        }
        // Another bag's stamp, named in the state as this one's.
        let stamp = "/data/checkpoint.tsr"
        func stamped(_ bytes: (String) throws -> Data) throws -> String {
            try office.verdict(packedAgain: true) { bag in
                let old = try digest(bag + stamp)
                try bytes(bag + stamp).write(to: URL(fileURLWithPath: bag + stamp))
                try replace(old, try digest(bag + stamp), bag + evidence)
            }
        }
        #expect(try stamped { _ in try Data(contentsOf: URL(fileURLWithPath: office.two + stamp)) } == "2 timestamp")
        #expect(try stamped { _ in Data("no stamp".utf8) } == "6 timestampUnreadable")
        let broken = try stamped {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: $0))
            bytes[bytes.count - 1] ^= 1
            return bytes
        }
        #expect(broken == "2 timestamp")
    }

    @Test("too few witnesses leave it open, unless something is broken as well") func quorum() throws {
        let office = try BagOffice()
        let key = SigningKey(seed: [UInt8](repeating: 7, count: 32))
        let witness = VerifierKey(name: "witness.example/w", publicKey: key.publicKey, kind: .cosignature)
        try write(try text(office.policy) + "witness w \(witness.text)\nquorum w\n", office.policy)
        #expect(office.verdict(office.one) == "6 quorum")
        let broken = try office.verdict(packedAgain: true) {
            try replace("\"index\":6,", "\"index\":7,", $0 + "/data/evidence.json")
        }
        #expect(broken == "2 field")
        let line = try office.verdict(packedAgain: true) {
            try replace("\"revision\":1,", "\"revision\":2,", $0 + "/data/proof/entries.jsonl")
        }
        #expect(line == "2 path")
    }
}
