import CanonicalJSON
import Foundation
import Proofs
import Storage
import TestSupport
import Testing

@testable import Ledger

/// The streams of the golden entries below a size, folded from the lines.
private func goldenStreams(below size: Int) -> [(subject: [UInt8], state: StreamState)] {
    var states: [[UInt8]: StreamState] = [:]
    var hasher = Hasher256()
    for (index, line) in GoldenVectors.entries[..<size].enumerated() {
        guard let entry = try? parseEntryLine(line.span) else { fatalError("a golden line") }
        let subject = Array(attributeText(line.span, entry, .subject).utf8)
        var state = states[subject] ?? StreamState()
        if state.count == 0 { state.number = UInt64(index) }
        state.count += 1
        state.digest = hasher.stream(state.digest, hasher.digest(of: line.span))
        states[subject] = state
    }
    return states.map { (subject: $0.key, state: $0.value) }.sorted { $0.subject.lexicographicallyPrecedes($1.subject) }
}

private func note(_ number: Int, on subject: String) -> String {
    #"{"data":{"n":\#(number)},"key":"n-\#(number)","subject":"\#(subject)","type":"ext.note"}"#
}

extension TestLedger {
    /// Appends a seal that says what it is told to.
    func appendSeal(_ seal: Seal) throws -> UInt64 {
        let draft = JSONWriter.object { writer in
            writer.member("actor", "operator")
            writer.member("attestation", "derived")
            writer.member("data", json: seal.data)
            writer.member("key", seal.key)
            writer.member("role", "system")
            writer.member("schema", 1)
            writer.member("subject", "ledger")
            writer.member("type", Seal.type)
        }
        let run = DraftRun()
        var parser = DraftParser(isSystem: true)
        try parser.parse(draft, into: run)
        try writer.appendAndWait(run)
        guard case .stored(let receipt) = run.outcomes[0] else { throw LedgerError(.unexpected, ["\(run.outcomes)"]) }
        return receipt.index
    }

    /// Seals the streams as they are.
    func seal() throws -> Seal {
        let folded = try ledger.foldStreams()
        let seal = folded.seal(id: try appendSeal(folded.seal(id: 0)))
        try ledger.keepRuns(folded, of: seal)
        return seal
    }
}

@Suite("Seals") struct SealTests {
    @Test("roots and leaves are the vectors'") func golden() throws {
        var hasher = Hasher256()
        for (size, wanted) in GoldenVectors.shared.seals {
            var fold = SealFold()
            for stream in goldenStreams(below: try #require(Int(size))) { fold.append(stream.subject.span, stream.state) }
            #expect(fold.root().hex == wanted.root && fold.streams == wanted.streams)
        }
        for vector in GoldenVectors.shared.streamProofs {
            let streams = goldenStreams(below: Int(vector.size))
            let place = try #require(streams.firstIndex { $0.subject == Array(vector.subject.utf8) })
            #expect(UInt64(place) == vector.position && UInt64(streams.count) == vector.streams)
            let leaf = StreamLeaf(
                subject: vector.subject, count: streams[place].state.count, digest: streams[place].state.digest)
            #expect(String(decoding: leaf.bytes, as: UTF8.self) == vector.leaf)
            let proof = InclusionProof(
                index: vector.position, size: vector.streams, path: vector.path.compactMap { Digest(hex: $0) })
            #expect(proof.root(of: hasher.leaf(of: leaf.bytes.span), &hasher)?.hex == vector.root)
        }
    }

    @Test("every stream has a path to the root, also out of a later state of the log", arguments: [1, 2, 254, 255, 256, 700])
    func paths(count: Int) throws {
        let test = try TestLedger()
        try test.append((0..<count).map { note($0, on: "ext/s-\($0)") })
        let seal = try test.seal()
        #expect(seal.streams == UInt64(count) + 1 && seal.id == seal.size)
        func check() throws {
            var hasher = Hasher256()
            for number in [0, 1, count / 2, count - 1] where number < count {
                let proofs = try test.ledger.prove(.stream("ext/s-\(number)"), in: seal)
                let one = try #require(proofs.first)
                #expect(proofs.count == 1 && one.leaf.count == 1)
                let path = InclusionProof(index: one.position, size: seal.streams, path: one.path)
                #expect(path.root(of: hasher.leaf(of: one.leaf.bytes.span), &hasher) == seal.root)
            }
        }
        try check()
        // Sealed streams go on, new ones come between them: the seal speaks of what was.
        try test.append((0..<count).map { note(count + $0, on: $0 % 2 == 0 ? "ext/s-\($0)" : "ext/s-\($0)-b") })
        try check()
        // Without what was kept on disk, all is folded again.
        try test.ledger.environment.write { transaction in try transaction.empty(try #require(test.ledger.tables.seals)) }
        try check()
        #expect(try Verifier(test.ledger).run().verdict == .ok)
        #expect(throws: LedgerError(.notSealed, ["ext/s-1-b"])) { try test.ledger.prove(.stream("ext/s-1-b"), in: seal) }
        #expect(throws: LedgerError(.streamThere, ["ext/s-0"])) { try test.ledger.prove(.absent("ext/s-0"), in: seal) }
        #expect(try test.ledger.lastSeal() == seal)
    }

    @Test("a seal that is not what the streams make is found, on one thread and on two") func forged() throws {
        let wrong = Digest(hex: String(repeating: "ab", count: 32))!
        func kinds(_ forge: (FoldedStreams) -> Seal) throws -> [FaultKind?] {
            let test = try TestLedger()
            try test.append((0..<300).map { note($0, on: "ext/s-\($0 % 40)") })
            let folded = try test.ledger.foldStreams()
            let id = try test.appendSeal(forge(folded))
            return try [1, 2].map { jobs in
                var verifier = Verifier(test.ledger)
                verifier.jobs = jobs
                let report = try verifier.run()
                #expect(report.firstFault == nil || report.firstFault?.index == id)
                return report.firstFault?.kind
            }
        }
        #expect(try kinds { $0.seal(id: 0) } == [nil, nil])
        #expect(try kinds { Seal(id: 0, size: $0.size, root: wrong, streams: $0.streams) } == [.sealRoot, .sealRoot])
        #expect(try kinds { Seal(id: 0, size: $0.size, root: $0.root, streams: $0.streams + 1) } == [.sealRoot, .sealRoot])
        #expect(try kinds { Seal(id: 0, size: $0.size - 1, root: $0.root, streams: $0.streams) } == [.sealRoot, .sealRoot])
        #expect(try kinds { Seal(id: 0, size: $0.size + 1, root: $0.root, streams: $0.streams) } == [.sealSize, .sealSize])
    }

    @Test("several seals verify; one about no larger size than the last does not") func several() throws {
        let test = try TestLedger()
        var sizes: [UInt64] = []
        for round in 0..<5 {
            try test.append((0..<90).map { note(round * 90 + $0, on: "ext/s-\(($0 * 7 + round) % 61)") })
            sizes.append(try test.seal().size)
        }
        #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 < $1 })
        for jobs in [1, 2, 3] {
            var verifier = Verifier(test.ledger)
            verifier.jobs = jobs
            #expect(try verifier.run().verdict == .ok)
        }
        // An honest root of an older size: folded from the lines below it.
        let old = try #require(try test.ledger.lastSeal())
        let again = try test.ledger.environment.read { transaction in
            try transaction.withCursors(test.ledger.tables.all) { cursors in
                var fold = SealFold(), streams = StreamsAtSize(old.size - 10)
                try streams.forEach(&cursors) { subject, state in
                    fold.append(subject, state)
                    return true
                }
                let root = fold.root()
                return Seal(id: 0, size: old.size - 10, root: root, streams: fold.streams)
            }
        }
        let id = try test.appendSeal(again)
        let report = try Verifier(test.ledger).run()
        #expect(report.firstFault?.kind == .sealSize && report.firstFault?.index == id && report.faults.count == 1)
    }
}
