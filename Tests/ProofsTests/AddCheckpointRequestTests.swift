import Proofs
import TestSupport
import Testing

@Suite("A request to a witness") struct AddCheckpointRequestTests {
    private let log = SyntheticLog("log.example/a")

    @Test("what is written is read again") func roundTrip() {
        for (from, to) in [(0, 1), (0, 7), (1, 2), (3, 7), (64, 130), (7, 7)] {
            let request = log.request(from, to)
            #expect(AddCheckpointRequest(Array(request.text.utf8)) == request)
            #expect(request.text.hasPrefix("old \(from)\n"))
        }
    }

    @Test("the form is that of the specification, to the byte") func form() {
        let request = log.request(3, 7)
        let hashes = request.proof.path.map { base64Text($0.array) }
        #expect(request.text == "old 3\n" + hashes.map { $0 + "\n" }.joined() + "\n" + log.note(7).text)
    }

    @Test("an extension is cosigned, at every pair of sizes; anything else is refused by name") func judged() {
        for known in 0...24 {
            let last = known == 0 ? nil : log.checkpoint(known)
            for to in 1...24 {
                for from in 0...to {
                    let refusal = log.request(from, to).refusal(logs: log.policy, last: last)
                    let expected: WitnessRefusal? =
                        to < known ? .behind(known: UInt64(known)) : from != known ? .otherSize(known: UInt64(known)) : nil
                    #expect(refusal == expected, "known \(known), \(from) to \(to)")
                }
            }
        }
    }

    @Test("a history that was changed is refused, whatever proof comes with it") func forks() {
        for fork in [0, 1, 5, 12, 13] {
            let other = SyntheticLog("log.example/a", fork: fork)
            for known in (fork + 1)...20 {
                let last = log.checkpoint(known)
                #expect(other.request(known, known).refusal(logs: log.policy, last: last) == .forked(known: UInt64(known)))
                #expect(other.request(0, known).refusal(logs: log.policy, last: last) == .forked(known: UInt64(known)))
                for to in (known + 1)...21 {
                    #expect(other.request(known, to).refusal(logs: log.policy, last: last) == .inconsistent)
                    // The honest path does not help a dishonest root, nor the other way round.
                    let mixed = AddCheckpointRequest(oldSize: UInt64(known), path: log.path(known, to), note: other.note(to))!
                    #expect(mixed.refusal(logs: log.policy, last: last) == .inconsistent)
                    let bent = AddCheckpointRequest(oldSize: UInt64(known), path: other.path(known, to), note: log.note(to))!
                    #expect(bent.refusal(logs: log.policy, last: last) == .inconsistent)
                }
            }
        }
    }

    @Test("a path with a hash changed, dropped, added or moved is refused") func paths() {
        for (from, to) in [(1, 2), (3, 7), (4, 7), (6, 8), (100, 130), (64, 65)] {
            let good = log.path(from, to), last = log.checkpoint(from)
            func refusal(_ path: [Digest]) -> WitnessRefusal? {
                AddCheckpointRequest(oldSize: UInt64(from), path: path, note: log.note(to))!.refusal(logs: log.policy, last: last)
            }
            #expect(refusal(good) == nil)
            #expect(refusal(good + [good[0]]) == .inconsistent && refusal([]) == .inconsistent)
            for place in good.indices {
                var path = good
                path[place].bytes[17] ^= 4
                #expect(refusal(path) == .inconsistent)
                path = good
                path.remove(at: place)
                #expect(refusal(path) == .inconsistent)
                path = good
                path.insert(good[place], at: place)
                #expect(refusal(path) == .inconsistent)
                if place > 0, good[place] != good[place - 1] {
                    path = good
                    path.swapAt(place, place - 1)
                    #expect(refusal(path) == .inconsistent)
                }
            }
        }
        // Nothing to prove, and something was sent.
        let extra = AddCheckpointRequest(oldSize: 7, path: log.path(3, 7), note: log.note(7))!
        #expect(extra.refusal(logs: log.policy, last: log.checkpoint(7)) == .inconsistent)
        let first = AddCheckpointRequest(oldSize: 0, path: log.path(3, 7), note: log.note(7))!
        #expect(first.refusal(logs: log.policy, last: nil) == .inconsistent)
    }

    @Test("whose signature it must be") func signatures() {
        let request = log.request(0, 7)
        #expect(request.refusal(logs: SyntheticLog("log.example/b").policy, last: nil) == .unknownOrigin)
        // The name in other letters that look the same is another name.
        #expect(request.refusal(logs: SyntheticLog("log.example/A").policy, last: nil) == .unknownOrigin)
        #expect(request.refusal(logs: SyntheticLog("log.example/a", seed: 2).policy, last: nil) == .unsigned)
        // A witness's signature is no log's, even by the same key.
        let note = SignedNote(body: request.note.body, signatures: []).cosigned(by: log.key, name: log.origin, atSeconds: 1)
        let cosigned = AddCheckpointRequest(oldSize: 0, path: [], note: note)!
        #expect(cosigned.refusal(logs: log.policy, last: nil) == .unsigned)
        // One good signature does not excuse a bad one under the same key.
        var bad = request.note.signatures[0].bytes
        bad[20] ^= 1
        let spoiled = SignedNote(
            body: request.note.body, signatures: request.note.signatures + [.init(name: log.origin, bytes: bad)])
        #expect(AddCheckpointRequest(oldSize: 0, path: [], note: spoiled)!.refusal(logs: log.policy, last: nil) == .unsigned)
        // Signatures of strangers are passed over.
        let stranger = SyntheticLog("stranger.example", seed: 9)
        let more = request.note.adding(
            SignedNote(body: request.note.body, name: "stranger.example", key: stranger.key).signatures)
        #expect(AddCheckpointRequest(oldSize: 0, path: [], note: more)!.refusal(logs: log.policy, last: nil) == nil)
    }

    @Test(
        "malformed text of every kind is refused",
        arguments: [
            "", "\n", "\n\n", "old 3\n", "old 3\n\n", "old 03\nNOTE", "old +3\nNOTE", "old -1\nNOTE", "old  3\nNOTE",
            "Old 3\nNOTE",
            "old\nNOTE", "old 3 \nNOTE", "old 3\r\nNOTE", "old 18446744073709551616\nNOTE", "old 8\nNOTE",
            "old 3\nnot base64\nNOTE",
            "old 3\nAAAA\nNOTE", "old 3\nHASH \nNOTE", "old 3\nHASH\nHASHHASH\nNOTE", "3\nNOTE", "NOTE",
        ])
    func malformed(_ text: String) {
        let hash = base64Text([UInt8](repeating: 7, count: 32))
        let whole = text.replacing("HASH", with: hash).replacing("NOTE", with: "\n" + log.note(7).text)
        #expect(AddCheckpointRequest(Array(whole.utf8)) == nil, "\(text)")
    }

    @Test("at most 63 hashes, at most 64 KiB, no size past 2^63") func bounds() {
        let hash = base64Text([UInt8](repeating: 7, count: 32)) + "\n"
        func parsed(_ count: Int) -> Bool {
            let text = "old 3\n" + String(repeating: hash, count: count) + "\n" + log.note(7).text
            return AddCheckpointRequest(Array(text.utf8)) != nil
        }
        #expect(parsed(63) && !parsed(64))
        let long = log.request(3, 7).text + String(repeating: log.note(7).text.split(separator: "\n").last! + "\n", count: 900)
        #expect(long.utf8.count > AddCheckpointRequest.longestText && AddCheckpointRequest(Array(long.utf8)) == nil)
        for size in ["9223372036854775808", "18446744073709551615"] {
            let body = "log.example/a\n\(size)\n\(base64Text([UInt8](repeating: 0, count: 32)))\n"
            #expect(Checkpoint(body: body) == nil)
            let note = SignedNote(body: body, name: "log.example/a", key: log.key)
            #expect(AddCheckpointRequest(Array("old 1\n\n\(note.text)".utf8)) == nil)
        }
        // The largest that there may be is judged, not trapped on.
        let body = "log.example/a\n9223372036854775807\n\(base64Text([UInt8](repeating: 0, count: 32)))\n"
        let note = SignedNote(body: body, name: "log.example/a", key: log.key)
        for (old, count) in [(UInt64(7), 63), (7, 0), (9_223_372_036_854_775_806, 62), (9_223_372_036_854_775_807, 0)] {
            let path = [Digest](repeating: log.root(3), count: count)
            let request = AddCheckpointRequest(oldSize: old, path: path, note: note)!
            let last = Checkpoint(origin: "log.example/a", size: old, root: log.root(3))
            #expect(request.refusal(logs: log.policy, last: last) != nil)
        }
    }

    @Test("no bytes trap the parser", arguments: 0..<8 as Range<UInt64>) func hostile(_ seed: UInt64) {
        var random = SeededRandom(seed)
        let good = Array(log.request(3, 100).text.utf8)
        for _ in 0..<400 {
            var bytes = good
            for _ in 0...(random.next() % 4) {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 40)))
                case 2: bytes.insert(contentsOf: bytes[place...].prefix(50), at: place)
                default: bytes.insert([0x0A, 0x0D, 0x20, 0xFF][Int(random.next() % 4)], at: place)
                }
                if bytes.isEmpty { break }
            }
            guard let request = AddCheckpointRequest(bytes) else { continue }
            // What is read is written back as it was, and only the untouched request is cosigned.
            #expect(Array(request.text.utf8) == bytes)
            if bytes != good, request.note.body != log.note(100).body || request.proof.path != log.path(3, 100) {
                #expect(request.refusal(logs: log.policy, last: log.checkpoint(3)) != nil)
            }
        }
    }
}
