import Dispatch
import Foundation
import TestSupport
import Testing

/// What was released or cosigned, with the lines it stands for.
private struct Shown {
    let size: Int
    let lines: [String]
    let note: String

    func agrees(_ other: Shown) -> Bool {
        let (shorter, longer) = size <= other.size ? (self, other) : (other, self)
        return Array(longer.lines.prefix(shorter.size)) == shorter.lines && (size != other.size || note == other.note)
    }
}

/// A ledger whose folder is copied, restored and rolled back, with or without its state folder.
private struct Wanderer {
    let desk = Desk()
    /// Ledger folders and state folders; each pair is a machine as it was at some time.
    private var places: [(ledger: String, state: String)]
    private(set) var here: (ledger: String, state: String)
    private var number = 0

    init() {
        here = (desk.ledger, desk.tool.state)
        places = [here]
    }

    func run(_ arguments: [String], input: String = "") -> CommandLineTool.Outcome {
        desk.run(arguments, input: Array(input.utf8), environment: environment)
    }

    var environment: [String: String?] { ["DEEDLOG_LEDGER": here.ledger, "XDG_STATE_HOME": here.state] }

    /// Keeps a copy of the ledger's folder and, for a whole machine, of the state folder.
    mutating func keep(wholeMachine: Bool) {
        number += 1
        let ledger = desk.file("ledger-\(number)"), state = wholeMachine ? desk.file("state-\(number)") : here.state
        copyFolder(here.ledger, ledger)
        if wholeMachine { copyFolder(here.state, state) }
        places.append((ledger, state))
    }

    mutating func wander(_ random: inout SeededRandom) { here = places[Int(random.next() % UInt64(places.count))] }

    /// The lines that a note of `size` entries stands for.
    func lines(_ size: Int) -> [String] { Array(run(["log"]).lines.prefix(size)) }

    func shown(_ text: String) -> Shown? {
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard parts.count > 4, let size = Int(parts[1]), text.hasSuffix("\n") else { return nil }
        return Shown(size: size, lines: lines(size), note: parts[..<3].joined(separator: "\n"))
    }
}

private func agree(_ notes: [Shown], _ seed: UInt64) {
    for (number, one) in notes.enumerated() {
        for other in notes[..<number] { #expect(one.agrees(other), "seed \(seed): \(one.size) and \(other.size)") }
    }
}

@Suite("One history") struct OneHistoryTests {
    @Test(
        "over copies, restores, rollbacks and kills no two released checkpoints contradict each other",
        arguments: 0..<5 as Range<UInt64>)
    func released(_ seed: UInt64) throws {
        var random = SeededRandom(seed &+ 77)
        var wanderer = Wanderer()
        var notes: [Shown] = [], refused = 0
        for step in 0..<40 {
            switch random.next() % 6 {
            case 0, 1:
                // Refused where the folder is behind what was released.
                if wanderer.run(["append"], input: draft("ext/a", key: "k\(step)-\(random.next() % 3)")).status == 2 {
                    refused += 1
                }
            case 2, 3:
                let outcome = wanderer.run(["checkpoint"])
                if outcome.status == 0 { notes.append(try #require(wanderer.shown(outcome.text))) } else { refused += 1 }
            case 4:
                let running = wanderer.desk.tool.start(["checkpoint"], environment: wanderer.environment)
                let moment = DispatchTime.now().uptimeNanoseconds + random.next() % 25_000_000
                while DispatchTime.now().uptimeNanoseconds < moment {}
                running.interrupt(SIGKILL)
                // All of it went out, or nothing counts: a note is one write.
                if let note = wanderer.shown(running.finish().text) { notes.append(note) }
            default: wanderer.wander(&random)
            }
            if step % 7 == 6 { wanderer.keep(wholeMachine: false) }
        }
        #expect(notes.count > 5 && refused > 0)
        agree(notes, seed)
    }

    @Test(
        "over kills and power losses no two released checkpoints contradict each other, and none is lost",
        arguments: 0..<4 as Range<UInt64>)
    func powerLoss(_ seed: UInt64) throws {
        let power = try #require(PowerShim.environment(), "a C compiler")
        var random = SeededRandom(seed &+ 277)
        let desk = Desk(starts: false)
        #expect(desk.run(["init", "--origin", "test.example/power-\(seed)"], environment: power).status == 0)
        var notes: [Shown] = [], losses = 0, kills = 0
        func release() throws {
            let text = desk.run(["checkpoint"], environment: power).text
            let size = try #require(Int(text.split(separator: "\n").dropFirst().first ?? ""), "seed \(seed): \(text)")
            let note = text.split(separator: "\n")[..<3].joined(separator: "\n")
            notes.append(Shown(size: size, lines: Array(desk.run("log").lines.prefix(size)), note: note))
        }
        for step in 0..<14 {
            let running = desk.start("append", "-", environment: power)
            let process = running.process
            // One by one, so that it is in the middle of a commit most of the time.
            DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(20_000 + Int(random.next() % 80_000))) {
                kill(process, SIGKILL)
            }
            for number in 0..<1_000 {
                running.send(draft("ext/a", key: "\(step)-\(number)"))
                if running.line() == nil { break }
            }
            if running.finish().signal == SIGKILL { kills += 1 }
            try release()
            if random.next() % 2 == 0 {
                try PowerShim.losePower(desk.ledger)
                losses += 1
                #expect(desk.run("append", input: draft("ext/b", key: "\(step)"), environment: power).status == 0)
                try release()
            }
        }
        #expect(kills > 3 && losses > 3)
        agree(notes, seed)
        #expect(desk.run("verify").status == 0)
    }

    @Test(
        "whole machines put back release two histories; a witness cosigns one of them", arguments: 0..<5 as Range<UInt64>)
    func cosigned(_ seed: UInt64) throws {
        var random = SeededRandom(seed &+ 177)
        var wanderer = Wanderer()
        let seat = WitnessSeat(), policy = wanderer.desk.write("policy", wanderer.desk.logLine)
        var released: [Shown] = [], cosigned: [Shown] = [], refused = 0
        wanderer.keep(wholeMachine: true)
        for step in 0..<40 {
            switch random.next() % 6 {
            case 0, 1, 2: _ = wanderer.run(["append"], input: draft("ext/a", key: "k\(step)-\(random.next() % 3)"))
            case 3, 4:
                let outcome = wanderer.run(["checkpoint"])
                guard outcome.status == 0 else { continue }
                let note = try #require(wanderer.shown(outcome.text))
                released.append(note)
                let answer = seat.cosign(
                    wanderer.desk.write("note", outcome.text), "--policy", policy, "--ledger", wanderer.here.ledger, "--json")
                if answer.status == 0 {
                    cosigned.append(note)
                } else {
                    #expect(answer.status == 2, "\(answer.errors)")
                    refused += 1
                }
            default: if random.next() % 3 == 0 { wanderer.keep(wholeMachine: true) } else { wanderer.wander(&random) }
            }
        }
        #expect(cosigned.count > 1)
        agree(cosigned, seed)
        // The log's own notes do contradict each other: there was something to find.
        let contradicts = released.contains { one in released.contains { !one.agrees($0) } }
        #expect(contradicts && refused > 0)
    }
}
