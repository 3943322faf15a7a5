import Dispatch
import Foundation
import Proofs
import TestSupport
import Testing

/// A desk whose ledger is published, and a replica of it.
private struct PublishingDesk {
    let desk = Desk()
    var tree: String { desk.file("tree") }
    var replica: String { desk.file("replica") }
    let key: String

    init() throws {
        let created = try #require(desk.run("log", "--type", "ledger.created").objects.first)
        key = try #require(created.object("data").text("verifierKey"))
    }

    func append(_ count: Int, from first: Int = 0) {
        let drafts = (first..<(first + count)).map {
            draft("ext/s-\($0 % 7)", key: "k-\($0)", data: "{\"n\":\($0),\"t\":\"过户\"}")
        }
        let outcome = desk.run(["append", "-"], input: Array(drafts.joined().utf8))
        precondition(outcome.status == 0, outcome.errors)
    }

    @discardableResult
    func publish(_ more: String...) -> CommandLineTool.Outcome {
        desk.run(["checkpoint", "--publish", tree, "--json"] + more)
    }

    func follow(_ source: String, _ more: String...) -> CommandLineTool.Outcome {
        desk.run(["follow", source, "--ledger", replica, "--json"] + more)
    }

    func ask(_ arguments: String...) -> CommandLineTool.Outcome { desk.run(arguments + ["--ledger", replica]) }
    func check() throws -> PlainTree { try PlainTree(tree, key: #require(VerifierKey(key)), withLines: true) }
}

@Suite("publishing and following, as a program") struct ReplicaTests {
    @Test(
        "from a folder and from a web server a replica comes to be, grows, answers, and takes nothing else",
        arguments: [false, true])
    func replicas(overTheWeb: Bool) throws {
        let one = try PublishingDesk()
        one.append(600)
        let published = one.publish("--entries")
        #expect(published.status == 0 && published.objects.first?.int("size") == 601)
        #expect(published.objects.first?.int("lines") == 601)
        let server = overTheWeb ? WebServer(one.tree) : nil
        let source = server?.url ?? one.tree

        let first = one.follow(source, "--once", "--log", one.key)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.objects.first?.int("size") == 601 && first.objects.first?.flag("whole") == true)
        one.append(300, from: 600)
        one.publish("--entries")
        let second = one.follow(source + "/", "--once")
        #expect(second.objects.first?.int("before") == 601 && second.objects.first?.int("size") == 901)
        #expect(one.follow(source, "--once").objects.first?.int("before") == 901)

        for verb in [
            ["log"], ["head", "--json"], ["show", "HEAD", "--raw"], ["stats", "--json"], ["log", "--stream", "ext/s-3"],
        ] {
            let own = one.desk.run(verb), copy = one.desk.run(verb + ["--ledger", one.replica])
            #expect(own.status == 0 && copy.status == 0)
            if verb != ["stats", "--json"] { #expect(own.output == copy.output, "\(verb)") }
        }
        #expect(one.ask("verify", "--json").objects.first?.text("verdict") == "ok")
        #expect(one.ask("projection", "build").status == one.desk.run("projection", "build").status)
        let refused = one.desk.run(["append", "-", "--json", "--ledger", one.replica], input: Array(draft("ext/a").utf8))
        #expect(refused.status == 77 && refused.error.text("code") == "replicaTakesNoDrafts")
        for verb in [["seal"], ["tick"], ["checkpoint"]] {
            #expect(
                one.desk.run(verb + ["--json", "--ledger", one.replica]).error.text("code") == "replicaTakesNoDrafts", "\(verb)")
        }
        #expect(one.ask("prove", "5", "-o", one.desk.file("p5")).status == 0)
    }

    @Test("without lines it says so, without a server too; nobody's key is believed silently")
    func words() throws {
        let one = try PublishingDesk()
        one.append(20)
        one.publish()
        let without = one.follow(one.tree, "--once")
        #expect(without.status == 6 && without.error.text("code") == "linesNotPublished")
        #expect(without.error.text("message")?.contains("--entries") == true)
        let away = one.follow("http://127.0.0.1:1/tree", "--once")
        #expect(away.status == 6 && away.error.text("code") == "treeUnreadable")
        #expect(one.follow(one.desk.file("nowhere"), "--once").error.text("code") == "treeUnreadable")
        one.publish("--entries")
        let first = one.desk.run("follow", one.tree, "--ledger", one.replica, "--once")
        #expect(first.status == 0 && first.errors.contains("first use") && first.errors.contains(one.key))
        #expect(one.follow(one.tree, "--once", "--log", "nonsense").status == 64)
        #expect(one.follow(one.tree, "--once", "--every", "0").status == 64)
        #expect(one.desk.run("monitor", one.tree).status == 64)
        #expect(one.desk.run("checkpoint", "--entries").status == 64)
    }

    @Test("a follower that stays takes up what comes, and ends with a signal")
    func staying() throws {
        let one = try PublishingDesk()
        one.append(10)
        one.publish("--entries")
        let running = one.desk.start("follow", one.tree, "--ledger", one.replica, "--json", "--every", "1", "--log", one.key)
        #expect(JSONObject(try #require(running.line())).int("size") == 11)
        one.append(10, from: 10)
        one.publish("--entries")
        #expect(JSONObject(try #require(running.line())).int("size") == 21)
        // Away for a while, and back again.
        try FileManager.default.moveItem(atPath: one.tree, toPath: one.tree + ".away")
        #expect(JSONObject(try #require(running.errorLine())).object("error").text("code") == "treeUnreadable")
        try FileManager.default.moveItem(atPath: one.tree + ".away", toPath: one.tree)
        one.append(10, from: 20)
        one.publish("--entries")
        #expect(JSONObject(try #require(running.line())).int("size") == 31)
        running.interrupt()
        let end = running.finish(keepsInput: true)
        #expect(end.status == 0 && end.signal == nil)
        #expect(one.ask("verify", "--json").objects.first?.int("size") == 31)
    }

    @Test("two histories under one key end follower and monitor with 2, both checkpoints kept")
    func forks() throws {
        let one = try PublishingDesk()
        one.append(300)
        copyFolder(one.desk.ledger, one.desk.file("other"))
        one.append(20, from: 300)
        one.publish("--entries")
        #expect(one.follow(one.tree, "--once", "--log", one.key).status == 0)
        // The other history is told on a machine that does not remember the first.
        let key = one.desk.tool.state + "/deedlog/keys/" + sha256(one.desk.origin) + ".pem"
        let elsewhere: [String: String?] = ["XDG_STATE_HOME": one.desk.file("elsewhere")]
        let other = one.desk.file("other"), fork = one.desk.file("fork")
        let drafts = (0..<30).map { draft("ext/other", key: "o-\($0)") }.joined()
        #expect(
            one.desk.run(["append", "-", "--ledger", other, "--key", key], input: Array(drafts.utf8), environment: elsewhere)
                .status == 0)
        let published = one.desk.run(
            ["checkpoint", "--publish", fork, "--entries", "--ledger", other, "--key", key], environment: elsewhere)
        #expect(published.status == 0, "\(published.errors)")

        let refused = one.follow(fork, "--once", "--log", one.key)
        #expect(refused.status == 2 && refused.error.text("code") == "forked")
        #expect(one.ask("verify", "--json").objects.first?.int("size") == 321)
        let evidence = one.desk.tool.state + "/deedlog/contradictions/" + sha256(one.desk.origin)
        #expect(names(evidence).filter { !$0.hasSuffix(".lock") }.map { String($0.prefix(4)) } == ["321-", "331-"])

        #expect(one.desk.run("monitor", one.tree, "--log", one.key, "--once", "--json").objects.first?.flag("agrees") == true)
        let raised = one.desk.run("monitor", one.tree, fork, "--log", one.key, "--once")
        #expect(raised.status == 2 && raised.errors.contains("two histories") && raised.errors.contains("331-"))
    }

    @Test("a publisher killed at any moment leaves a whole tree, and the next one goes on", arguments: 0..<4 as Range<UInt64>)
    func killedPublishers(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let one = try PublishingDesk()
        var count = 0, killed = 0
        for round in 0..<8 {
            let more = Int(random.next() % 900) + 1
            one.append(more, from: count)
            count += more
            let running = one.desk.start("checkpoint", "--publish", one.tree, "--entries")
            wait(microseconds: random.next() % 90_000)
            running.interrupt(SIGKILL)
            let end = running.finish()
            if end.signal == SIGKILL { killed += 1 }
            if exists(one.tree + "/checkpoint") {
                let tree = try one.check()
                #expect(tree.size <= count + 1, "seed \(seed), round \(round)")
            }
        }
        #expect(killed > 0)
        #expect(one.publish("--entries").status == 0)
        #expect(try one.check().size == count + 1)
    }

    @Test("a follower killed at any moment goes on from there and never diverges", arguments: 0..<4 as Range<UInt64>)
    func killedFollowers(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let one = try PublishingDesk()
        var count = 0, killed = 0
        let server = WebServer(one.desk.folderForTree(one.tree))
        for round in 0..<8 {
            let more = Int(random.next() % 700) + 1
            one.append(more, from: count)
            count += more
            #expect(one.publish("--entries").status == 0)
            let source = round % 2 == 0 ? one.tree : server.url
            let running = one.desk.start("follow", source, "--ledger", one.replica, "--once", "--log", one.key)
            wait(microseconds: random.next() % 120_000)
            running.interrupt(SIGKILL)
            if running.finish().signal == SIGKILL { killed += 1 }
            if exists(one.replica + "/ledger.json") {
                let verified = one.ask("verify", "--json", "--no-trust-store")
                #expect(verified.objects.first?.text("verdict") == "ok", "seed \(seed), round \(round): \(verified.text)")
            }
        }
        #expect(killed > 0)
        #expect(one.follow(server.url, "--once", "--log", one.key).status == 0)
        #expect(one.ask("log").output == one.desk.run("log").output)
        #expect(one.ask("verify", "--json").objects.first?.int("size") == count + 1)
    }

    /// A random moment of another program's work.
    private func wait(microseconds: UInt64) {
        let moment = DispatchTime.now().uptimeNanoseconds + microseconds * 1000
        while DispatchTime.now().uptimeNanoseconds < moment {}
    }
}

extension Desk {
    /// The folder of a tree that is published later.
    fileprivate func folderForTree(_ path: String) -> String {
        try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    @Test(
        "a replica goes on over a change of key by the checkpoint that both keys signed; who missed it must be given the new one")
    func keyChange() throws {
        let one = try PublishingDesk()
        one.append(300)
        one.publish("--entries")
        #expect(one.follow(one.tree, "--once", "--log", one.key).status == 0)
        copyFolder(one.replica, one.desk.file("late"))
        let changed = try #require(one.desk.run("key", "change", "--json").objects.first)
        let new = try #require(changed.text("to"))
        one.append(5, from: 300)
        one.publish("--entries")
        let over = one.follow(one.tree, "--once")
        #expect(over.status == 0 && over.objects.first?.int("size") == 307, "\(over.errors)")
        #expect(one.ask("verify", "--no-trust-store", "--json").objects.first?.text("verdict") == "ok")

        one.append(5, from: 305)
        one.publish("--entries")
        #expect(one.follow(one.tree, "--once").objects.first?.int("size") == 312)
        #expect(one.ask("verify", "--no-trust-store", "--json").objects.first?.text("verdict") == "ok")
        // Nothing that the old key signed tells of the new one.
        let late = one.desk.file("late")
        let missed = one.desk.run("follow", one.tree, "--ledger", late, "--once", "--json")
        #expect(missed.status == 6 && missed.error.text("code") == "checkpointUnsigned")
        #expect(one.desk.run("follow", one.tree, "--ledger", late, "--once", "--log", new).status == 0)
        let verified = one.desk.run("verify", "--ledger", late, "--no-trust-store", "--json")
        #expect(verified.objects.first?.text("verdict") == "ok", "\(verified.text)")
        // A replica that begins now; and one that is given a key that never was the log's.
        let fresh = one.desk.run("follow", one.tree, "--ledger", one.desk.file("fresh"), "--once", "--log", new)
        #expect(fresh.status == 0, "\(fresh.errors)")
        let old = one.desk.run("follow", one.tree, "--ledger", one.desk.file("old"), "--once", "--log", one.key, "--json")
        #expect(old.status == 6 && !exists(one.desk.file("old") + "/ledger.json"))
    }
}
