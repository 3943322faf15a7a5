import Dispatch
import Foundation
import Proofs
import TestSupport
import Testing

/// A hundred rounds in which a running append is killed at a random moment; each part has a ledger of its own.
@Test(
    "after kill -9 at any moment the ledger opens, verifies, and holds every answered entry", arguments: 0..<10 as Range<UInt64>)
func killedAppends(part: UInt64) throws {
    var random = SeededRandom(part)
    let desk = Desk()
    var answered: [Int: String] = [:]
    var midway = 0
    for round in 0..<10 {
        let running = desk.start("append", "-", "--json")
        var sent = 0, seen = 0
        func send(_ count: Int) {
            let drafts = (0..<count).map { number in
                "{\"subject\":\"ext/s-\(random.next() % 9)\",\"type\":\"ext.note\",\"key\":\"\(round)-\(sent + number)\",\"data\":{\"n\":\(number)}}\n"
            }
            running.send(drafts.joined())
            sent += count
        }
        func take(_ line: String) throws {
            let answer = JSONObject(line)
            let index = try #require(answer.int("index"))
            answered[index] = answer.text("digest")
            seen += 1
        }
        for _ in 0..<(1 + random.next() % 5) {
            let count = Int(random.next() % 20) + 1
            send(count)
            for _ in 0..<count { try take(try #require(running.line())) }
        }
        send(Int(random.next() % 60) + 20)
        // A random moment within the next milliseconds: reading, judging, writing, syncing or answering.
        let moment = DispatchTime.now().uptimeNanoseconds + random.next() % 3_000_000
        while DispatchTime.now().uptimeNanoseconds < moment {}
        running.interrupt(SIGKILL)
        let rest = running.finish()
        #expect(rest.signal == SIGKILL)
        // A line that the kill cut in two is no answer.
        let whole = rest.output.lastIndex(of: 0x0A).map { rest.output[..<$0] } ?? []
        for line in whole.split(separator: 0x0A) { try take(String(decoding: line, as: UTF8.self)) }
        if seen > 0 && seen < sent { midway += 1 }

        let verified = desk.run("verify", "--json")
        #expect(verified.status == 0, "part \(part) round \(round): \(verified.text)")
        let size = try #require(verified.objects.first?.int("size"))
        #expect(size > answered.keys.max() ?? 0)
    }
    #expect(midway >= 2, "kills between the first and the last answer: \(midway) of 10")
    var hasher = Hasher256()
    let lines = desk.run("log").output.split(separator: 0x0A)
    for (index, digest) in answered {
        let line = Array(lines[index])
        let found = hasher.digest(of: line.span)
        #expect(found.hex == digest)
    }
    // Retrying everything stores only what is missing, and the writer is not stuck.
    #expect(desk.run("append", "-", "--json", input: "{\"subject\":\"ext/s-0\",\"type\":\"ext.note\",\"data\":{}}\n").status == 0)
}
