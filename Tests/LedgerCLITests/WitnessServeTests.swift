import Foundation
import Ledger
import Proofs
import TestSupport
import Testing
import Wire

private func post(_ url: String, _ text: String, place: String = "/add-checkpoint") throws -> WireResponse {
    try WireClient.post(url + place, body: Array(text.utf8), contentType: "text/plain", timeoutSeconds: 30)
}

@Suite("deedlog witness serve") struct WitnessServeTests {
    private let log = SyntheticLog("log.example/served")
    private var known: String { "\(log.verifierKey)" }

    @Test("add-checkpoint with each of its answers") func answers() throws {
        let seat = WitnessSeat(), stranger = SyntheticLog("log.example/other")
        let serving = seat.serve("--log", known)
        let key = try #require(VerifierKey(seat.verifierKey))
        func status(_ text: String) throws -> Int { try post(serving.url, text).status }
        let first = try post(serving.url, log.request(0, 7).text)
        #expect(first.status == 200)
        let line = String(decoding: first.body, as: UTF8.self)
        let note = try #require(SignedNote(log.note(7).text + line))
        #expect(note.standing(of: key) == .verified && line.split(separator: "\n").count == 1)
        let now = UInt64(Date().timeIntervalSince1970)
        #expect(try #require(note.cosignatureSeconds(of: key)) <= now && note.cosignatureSeconds(of: key)! + 60 > now)

        for request in [log.request(0, 7), log.request(3, 9), log.request(0, 5), SyntheticLog(log.origin, fork: 2).request(7, 7)]
        {
            let conflict = try post(serving.url, request.text)
            #expect(conflict.status == 409 && conflict.contentType == "text/x.tlog.size" && conflict.body == Array("7\n".utf8))
        }
        #expect(try status(SyntheticLog(log.origin, fork: 2).request(7, 12).text) == 422)
        #expect(try status(AddCheckpointRequest(oldSize: 7, path: [], note: log.note(12))!.text) == 422)
        #expect(try status(stranger.request(0, 3).text) == 404)
        #expect(try status(SyntheticLog(log.origin, seed: 2).request(7, 12).text) == 403)
        for text in ["", "old 7\n", log.note(12).text, "old 13\n\n" + log.note(12).text, "old 07\n\n" + log.note(12).text] {
            #expect(try status(text) == 400, "\(text)")
        }
        #expect(try post(serving.url, log.request(7, 9).text, place: "/other").status == 404)
        #expect(try WireClient.get(serving.url + "/add-checkpoint", timeoutSeconds: 30).status == 405)
        #expect(try status(String(repeating: "x", count: AddCheckpointRequest.longestText + 1)) == 413)
        #expect(try status(log.request(7, 7).text) == 200 && status(log.request(7, 130).text) == 200)
        let end = serving.end()
        #expect(end.status == 0 && end.output.isEmpty)
        // What was refused is told on standard error, for those whose signature was known.
        #expect(end.errors.contains("ANOTHER TREE") && end.errors.contains("NOT an extension"))
        #expect(!end.errors.contains("log.example/other"))
        // A new server begins where the old one was.
        let again = seat.serve("--log", known)
        #expect(try post(again.url, log.request(0, 9).text).body == Array("130\n".utf8))
        #expect(again.end(SIGINT).status == 0)
    }

    @Test("hostile requests leave it up", arguments: [1, 2]) func hostile(_ seed: UInt64) throws {
        let seat = WitnessSeat(), serving = seat.serve("--log", known)
        var random = SeededRandom(seed)
        let good = Array(log.request(0, 100).text.utf8)
        for _ in 0..<60 {
            var bytes = good
            for _ in 0...(random.next() % 4) {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            let answer = try WireClient.post(serving.url + "/add-checkpoint", body: bytes, contentType: "x/y", timeoutSeconds: 30)
            #expect([400, 403, 404].contains(answer.status))
        }
        #expect(try post(serving.url, log.request(0, 100).text).status == 200)
        #expect(serving.end().status == 0)
    }

    @Test("of many who ask at once, contradicting each other, one history is cosigned") func atOnce() throws {
        let seat = WitnessSeat()
        // Two servers on one state: two programs exclude each other as two threads do.
        let serving = [seat.serve("--log", known), seat.serve("--log", known)]
        let histories = (0..<4).map { SyntheticLog(log.origin, fork: $0 == 0 ? nil : 20) }
        let bodies = Bodies()
        let urls = serving.map(\.url), honest = log
        DispatchQueue.concurrentPerform(iterations: 32) { number in
            do {
                // Each history has leaves of its own from 20 on, so any two beyond are two histories.
                let history = number % 2 == 0 ? honest : histories[1]
                let answer = try post(urls[number / 2 % 2], history.request(0, 21 + number % 5).text)
                if answer.status == 200 {
                    bodies.add(history.note(21 + number % 5).body)
                } else if answer.status != 409 {
                    Issue.record("\(answer.status)")
                }
            } catch { Issue.record(error) }
        }
        #expect(Set(bodies.all).count == 1 && !bodies.all.isEmpty)
        for one in serving { #expect(one.end().status == 0) }
    }

    private final class Bodies: @unchecked Sendable {
        private let lock = NSLock()
        private var bodies: [String] = []
        var all: [String] { lock.withLock { bodies } }
        func add(_ body: String) { lock.withLock { bodies.append(body) } }
    }

    @Test("after kill -9 at any moment its record is never behind an answer that it gave", arguments: 0..<5 as Range<UInt64>)
    func killed(_ seed: UInt64) throws {
        var random = SeededRandom(seed)
        let log = SyntheticLog("log.example/killed", seed: seed, size: 400), seat = WitnessSeat()
        let progress = Progress()
        for _ in 0..<6 {
            let serving = seat.serve("--log", "\(log.verifierKey)")
            let url = serving.url
            let asked = DispatchSemaphore(value: 0)
            let before = progress.answered
            // A thread of its own: the pool may be full of others who wait.
            Thread.detachNewThread {
                defer { asked.signal() }
                var from = progress.answered
                // Until the server is gone.
                while from < 399, let answer = try? post(url, log.request(from, from + 1).text) {
                    if answer.status == 200 {
                        from += 1
                        progress.answered = from
                    } else if answer.status == 409, let size = Int(String(decoding: answer.body.dropLast(), as: UTF8.self)) {
                        // Persisted, killed before the answer: the witness is ahead, never behind.
                        #expect(size == from + 1)
                        from = size
                    } else {
                        Issue.record("\(answer.status)")
                        return
                    }
                }
            }
            // After at least one answer, at a random moment of those that follow.
            let deadline = Date().addingTimeInterval(30)
            while progress.answered == before, Date() < deadline { sched_yield() }
            let moment = DispatchTime.now().uptimeNanoseconds + random.next() % 20_000_000
            while DispatchTime.now().uptimeNanoseconds < moment {}
            serving.running.interrupt(SIGKILL)
            #expect(serving.running.finish().signal == SIGKILL)
            #expect(asked.wait(timeout: .now() + 60) == .success)
            let record = try #require(SignedNote(String(decoding: bytes(seat.record(log.origin)), as: UTF8.self)))
            let size = Int(try #require(Checkpoint(body: record.body)).size)
            #expect(size >= progress.answered && size <= progress.answered + 1)
            #expect(record.body == log.note(size).body)
        }
        #expect(progress.answered >= 6)
    }

    private final class Progress: @unchecked Sendable {
        private let lock = NSLock()
        private var value = 0
        var answered: Int {
            get { lock.withLock { value } }
            set { lock.withLock { value = newValue } }
        }
    }

    @Test("a port that is taken, an address that is none, a name that audits, no key") func starts() throws {
        let seat = WitnessSeat(), serving = seat.serve("--log", known)
        let address = String(serving.url.dropFirst(7))
        func status(_ more: String...) -> Int32? {
            seat.desk.run(["witness", "serve", "--name", seat.name, "--log", known] + more).status
        }
        #expect(status("--listen", address) == 74 && status("--listen", "nowhere") == 64)
        #expect(seat.desk.run("witness", "serve", "--name", "w/audited", "--log", known).status == 64)
        #expect(seat.desk.run("witness", "serve", "--name", "w", "--log", known).status == 78)
        #expect(seat.desk.run("witness", "serve", "--name", seat.name).status == 64)
        #expect(serving.end().status == 0)
    }
}
