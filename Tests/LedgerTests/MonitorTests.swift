import Foundation
import Proofs
import Storage
import TestSupport
import Testing

@testable import Ledger

@Suite("Monitoring") struct MonitorTests {
    private func monitor(_ trees: [String], _ ledger: PublishedLedger, _ name: String = "watch") throws -> Monitor {
        Monitor(
            sources: trees.map { FolderSource($0) }, policy: LogPolicy(logs: [try ledger.key]),
            state: StateFolder(path: ledger.test.folder.file(name)), nowSeconds: { 0 })
    }

    private func kept(_ ledger: PublishedLedger) -> [String] {
        let path = ledger.test.folder.file("watch") + "/seen/"
        guard Files.exists(path) else { return [] }
        return allFiles(path).keys.filter { !$0.hasSuffix(".lock") }.sorted()
    }

    @Test("every checkpoint of an honest log is kept and agrees, in whatever order sources show them, without any line")
    func honest() throws {
        let ledger = try PublishedLedger()
        var copies: [String] = []
        var random = SeededRandom(3)
        for round in 0..<12 {
            try ledger.grow(Int(random.next() % 300) + 1)
            try ledger.publish(withLines: false)
            let copy = ledger.test.folder.file("copy-\(round)")
            copyFolder(ledger.tree, copy)
            copies.append(copy)
        }
        for tree in copies.shuffled(using: &random) {
            let sightings = try monitor([tree, ledger.tree], ledger).round()
            #expect(sightings.count == 2 && sightings.allSatisfy { $0.failure == nil })
        }
        #expect(kept(ledger).count == 12 && kept(ledger).allSatisfy { !$0.hasSuffix(".seen") })
        #expect(try monitor([ledger.tree], ledger).round()[0].isNew == false)
    }

    @Test(
        "the first two that contradict each other are raised, in whatever order, and both are kept",
        arguments: 0..<6 as Range<UInt64>)
    func forks(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let ledger = try PublishedLedger(seed: seed), fork = try PublishedLedger(seed: seed + 100)
        let early = ledger.test.folder.file("early")
        try ledger.grow(Int(random.next() % 400) + 1)
        try ledger.publish(withLines: false)
        copyFolder(ledger.tree, early)
        try ledger.grow(Int(random.next() % 400) + 1)
        try ledger.publish(withLines: false)
        try fork.grow(Int(random.next() % 900) + 1)
        try fork.publish(withLines: false)
        // At once, or one after the other.
        let trees = [early, ledger.tree, fork.tree].shuffled(using: &random)
        if seed % 2 == 0 {
            #expect(codeOf { _ = try monitor(trees, ledger).round() } == .forked)
        } else {
            var codes: [LedgerError.Code?] = []
            // What was shown before is still served by the sources named.
            for k in 0..<3 { codes.append(codeOf { _ = try monitor(Array(trees[...k]), ledger).round() }) }
            #expect(codes.contains(.forked))
        }
        let evidence = allFiles(ledger.test.folder.file("watch/contradictions")).filter { !$0.key.hasSuffix(".lock") }
        #expect(evidence.count == 2)
        #expect(evidence.values.contains(Array(try fork.release().text.utf8)))
        // It stays raised.
        #expect(codeOf { _ = try monitor([ledger.tree, fork.tree], ledger).round() } == .forked)
    }

    @Test("what cannot be decided stays open, and is settled once tiles are there")
    func undecided() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(300)
        try ledger.publish(withLines: false)
        _ = try monitor([ledger.tree], ledger).round()
        try ledger.grow(300)
        try ledger.publish(withLines: false)
        let poor = ledger.test.folder.file("poor")
        try FileManager.default.createDirectory(atPath: poor, withIntermediateDirectories: true)
        copyFolder(ledger.tree + "/checkpoint", poor + "/checkpoint")
        let sighting = try monitor([poor], ledger).round()[0]
        #expect(sighting.isNew && sighting.failure?.code == .treeUnreadable)
        #expect(kept(ledger).filter { $0.hasSuffix(".seen") }.count == 1)
        let later = try monitor([ledger.tree], ledger).round()[0]
        #expect(!later.isNew && later.failure == nil)
        #expect(kept(ledger).allSatisfy { !$0.hasSuffix(".seen") })
    }

    @Test("tiles that do not come to the signed root prove nothing against the log")
    func spoiledTiles() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(300)
        try ledger.publish(withLines: false)
        _ = try monitor([ledger.tree], ledger).round()
        try ledger.grow(300)
        try ledger.publish(withLines: false)
        let spoiled = ledger.test.folder.file("spoiled")
        copyFolder(ledger.tree, spoiled)
        for (path, bytes) in allFiles(spoiled) where path.hasPrefix("tile/") {
            var bytes = bytes
            bytes[bytes.count / 2] ^= 1
            putBytes(bytes, "\(spoiled)/\(path)")
        }
        #expect(try monitor([spoiled], ledger).round()[0].failure?.code == .treeBroken)
        // Another source's tiles serve as well.
        #expect(try monitor([spoiled, ledger.tree], ledger).round().allSatisfy { $0.failure == nil })
    }

    @Test("a checkpoint by another key, or none, is not kept; the other sources are looked at all the same")
    func strangers() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(30)
        try ledger.publish(withLines: false)
        let odd = ledger.test.folder.file("odd")
        try FileManager.default.createDirectory(atPath: odd, withIntermediateDirectories: true)
        let forged = SignedNote(
            body: try ledger.release().body, name: "test.example.cn/one", key: SigningKey(seed: Array(1...32)))
        putBytes(Array(forged.text.utf8), odd + "/checkpoint")
        let sightings = try monitor([odd, ledger.test.folder.file("nowhere"), ledger.tree], ledger).round()
        #expect(sightings.map { $0.failure?.code } == [.checkpointUnsigned, .treeUnreadable, nil])
        #expect(kept(ledger).count == 1)
    }
}
