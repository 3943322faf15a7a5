import Foundation
import Proofs
import Storage
import TestSupport
import Testing

@testable import Ledger

@Suite("Publishing") struct PublishTests {
    @Test("paths of tiles are those of the specification")
    func paths() {
        #expect(TreePath.tile(0, 0) == "tile/0/000" && TreePath.tile(3, 5, width: 1) == "tile/3/005.p/1")
        #expect(TreePath.tile(0, 1_234_067) == "tile/0/x001/x234/067")
        #expect(TreePath.bundle(1_000_000, width: 255) == "tile/entries/x001/x000/000.p/255")
        #expect(TreePath.lines(999) == "lines/999" && TreePath.lines(1000) == "lines/x001/000")
    }

    @Test("a tree has all that its checkpoint needs, at sizes on every side of a tile", arguments: [true, false])
    func sizes(withLines: Bool) throws {
        let ledger = try PublishedLedger()
        var size = 1
        for wanted in [1, 2, 255, 256, 257, 511, 512, 513, 1000, 1024] + (withLines ? [] : [65_535, 65_537]) {
            try ledger.grow(wanted - size)
            size = wanted
            let report = try ledger.publish(withLines: withLines)
            #expect(report.checkpoint.size == UInt64(wanted))
            let tree = try ledger.check(withLines: withLines)
            #expect(tree.size == wanted)
            if withLines { #expect(try tree.lines == ledger.test.lines()) }
        }
        #expect(Files.exists(ledger.tree + "/lines") == withLines)
    }

    @Test("increments leave what is there, write what is new, and end as one publishing does")
    func increments() throws {
        let ledger = try PublishedLedger()
        var random = SeededRandom(7)
        for round in 0..<25 {
            try ledger.grow(Int(random.next() % 300))
            let before = Files.exists(ledger.tree) ? allFiles(ledger.tree) : [:]
            let report = try ledger.publish()
            _ = try ledger.check()
            let after = allFiles(ledger.tree)
            // No file but the checkpoint and the count of lines ever changes or goes.
            for (path, bytes) in before where path != "checkpoint" && path != "lines/size" {
                #expect(after[path] == bytes, "round \(round): \(path)")
            }
            let new = after.keys.filter { before[$0] == nil && $0 != "checkpoint" && $0 != "lines/size" }
            #expect(new.count == report.files, "round \(round)")
        }
        let again = try ledger.publish()
        #expect(again.files == 0 && again.sizeBefore == again.checkpoint.size)
        let whole = ledger.test.folder.file("whole")
        try ledger.publish(to: whole)
        let one = allFiles(whole), many = allFiles(ledger.tree)
        for (path, bytes) in one { #expect(many[path] == bytes, "\(path)") }
    }

    @Test("lines may come later, and are then complete")
    func linesLater() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(700)
        try ledger.publish(withLines: false)
        try ledger.grow(50)
        let report = try ledger.publish(withLines: true)
        #expect(report.lines == 751)
        _ = try ledger.check(withLines: true)
        try ledger.grow(100)
        try ledger.publish(withLines: false)
        _ = try ledger.check(withLines: false)
        #expect(fileBytes(ledger.tree + "/lines/size") == Array("751\n".utf8))
        try ledger.publish(withLines: true)
        _ = try ledger.check(withLines: true)
    }

    @Test("an older checkpoint after a newer one leaves the newer tree, and makes its lines whole whatever lines/size says")
    func olderNote() throws {
        let ledger = try PublishedLedger()
        func publish(_ note: SignedNote, withLines: Bool = true) throws -> PublishReport {
            try ledger.test.ledger.publish(note, to: ledger.tree, withLines: withLines, state: ledger.state)
        }
        try ledger.grow(300)
        let older = try ledger.release()
        _ = try publish(older)
        try ledger.grow(300)
        let newer = try ledger.release()
        // The newer one without its lines: lines/size still says 301.
        #expect(try publish(newer, withLines: false).lines == 301)
        #expect(fileBytes(ledger.tree + "/lines/size") == Array("301\n".utf8))
        let report = try publish(older)
        #expect(report.checkpoint.size == 601 && report.sizeBefore == 601 && report.lines == 601)
        #expect(fileBytes(ledger.tree + "/checkpoint") == Array(newer.text.utf8))
        _ = try ledger.check()
        let whole = allFiles(ledger.tree)
        for withLines in [true, false] {
            let again = try publish(older, withLines: withLines)
            #expect(again.files == 0 && again.checkpoint.size == 601 && again.lines == 601)
            #expect(allFiles(ledger.tree) == whole)
        }
        // What a crash or a stranger left of the count: fewer, none, no number. The files of the rest may be gone with it.
        for count in ["301\n", "256\n", "0\n", "", "x\n", "-1\n"] {
            for path in ["lines/001", "lines/002.p/89"] { try FileManager.default.removeItem(atPath: "\(ledger.tree)/\(path)") }
            if LinesSize(Array(count.utf8)) == nil || count == "0\n" {
                try FileManager.default.removeItem(atPath: ledger.tree + "/lines/000")
            }
            putBytes(Array(count.utf8), ledger.tree + "/lines/size")
            #expect(try publish(older).lines == 601, "\(count)")
            #expect(allFiles(ledger.tree) == whole, "\(count)")
        }
        _ = try ledger.check()
    }

    @Test("others may read the tree, and lines are for their owner to hand out")
    func modes() throws {
        let ledger = try PublishedLedger()
        let old = umask(0o077)
        defer { umask(old) }
        try ledger.grow(300)
        try ledger.publish()
        for (path, mode) in ["": 0o755, "/checkpoint": 0o644, "/tile/0/000": 0o644, "/tile/entries": 0o755, "/lines": 0o700] {
            #expect(Files.mode(ledger.tree + path) == UInt32(mode), "\(path)")
        }
    }

    /// A publishing that ends after step `cut`, as a kill does; with a power loss, what was not synced is gone, emptied or there by chance.
    private struct Cut: Error {}

    @Test(
        "whoever reads at any moment of a publishing finds a whole tree, also after a crash or a power loss",
        arguments: 0..<3 as Range<UInt64>)
    func everyCrashPoint(seed: UInt64) throws {
        let ledger = try PublishedLedger(seed: seed)
        var random = SeededRandom(seed)
        try ledger.grow(400 + Int(random.next() % 300))
        let base = ledger.test.folder.file("base")
        if seed > 0 {
            try ledger.publish(to: base)
            try ledger.grow(200 + Int(random.next() % 400))
        }
        // How many steps there are.
        var count = 0
        let trial = ledger.test.folder.file("trial")
        if seed > 0 { copyFolder(base, trial) }
        try ledger.publish(to: trial) { _ in count += 1 }
        try #require(count > 8)
        let sizeBefore = seed > 0 ? try ledger.check(base).size : 0
        for cut in 1...count {
            for losesPower in [false, true] {
                let folder = ledger.test.folder.file("cut-\(cut)-\(losesPower)")
                if seed > 0 { copyFolder(base, folder) }
                var steps = 0, unsynced: [String] = []
                _ = try? ledger.publish(to: folder) { step throws(StoreError) in
                    switch step {
                    case .put(let path): unsynced.append(path)
                    case .synced: unsynced = []
                    case .replaced: break
                    }
                    // Beside the cut: a reader at this very moment.
                    steps += 1
                    if steps == cut { throw StoreError(.cancelled, "cut") }
                }
                if losesPower {
                    for path in unsynced {
                        switch random.next() % 3 {
                        case 0: try FileManager.default.removeItem(atPath: "\(folder)/\(path)")
                        case 1: putBytes([], "\(folder)/\(path)")
                        default: break
                        }
                    }
                    putBytes(random.bytes(100), folder + "/.publishing")
                }
                if Files.exists(folder + "/checkpoint") {
                    let tree = try ledger.check(folder)
                    #expect(tree.size == sizeBefore || cut >= count - 1)
                } else {
                    #expect(seed == 0)
                }
                // The next one mends it.
                try ledger.publish(to: folder)
                let tree = try ledger.check(folder)
                #expect(UInt64(tree.size) == (try ledger.test.ledger.head())?.size)
                #expect(!Files.exists(folder + "/.publishing") || losesPower)
                try FileManager.default.removeItem(atPath: folder)
            }
        }
    }

    @Test("a folder with another tree of the origin is refused with 2, and both checkpoints are kept")
    func anotherTree() throws {
        let one = try PublishedLedger(seed: 1), other = try PublishedLedger(seed: 2)
        try one.grow(300)
        try other.grow(400)
        try other.publish(to: one.tree)
        let before = allFiles(one.tree)
        #expect(codeOf { try one.publish() } == .forked)
        #expect(allFiles(one.tree) == before)
        let kept = allFiles(one.state.contradictionsPath("test.example.cn/one")).filter { !$0.key.hasSuffix(".lock") }
        let own = Array(try one.release().text.utf8)
        #expect(kept.count == 2 && kept.values.contains(own))
        #expect(kept.values.contains(before["checkpoint"]!))
    }

    @Test("a folder with something else in it is refused, and left as it is")
    func otherFolders() throws {
        let ledger = try PublishedLedger()
        let other = try PublishedLedger(origin: "test.example.cn/two")
        try ledger.grow(10)
        try other.publish(to: ledger.tree)
        #expect(codeOf { try ledger.publish() } == .otherOrigin)
        let full = ledger.test.folder.file("full")
        try FileManager.default.createDirectory(atPath: full, withIntermediateDirectories: false)
        putBytes([1], full + "/letter.txt")
        #expect(codeOf { try ledger.publish(to: full) } == .folderNotEmpty)
        try FileManager.default.removeItem(atPath: full + "/letter.txt")
        for text in ["", "x", "test.example.cn/one\n5\nAAAA\n\n\u{2014} x y\n"] {
            putBytes(Array(text.utf8), full + "/checkpoint")
            #expect(codeOf { try ledger.publish(to: full) } == .noteUnreadable)
        }
        // Of this origin, by a key that is not this log's.
        let forged = SignedNote(
            body: try ledger.release().body, name: "test.example.cn/one", key: SigningKey(seed: Array(1...32)))
        putBytes(Array(forged.text.utf8), full + "/checkpoint")
        #expect(codeOf { try ledger.publish(to: full) } == .checkpointUnsigned)
        // By its key, as it seems, over another root.
        let body = Checkpoint(origin: "test.example.cn/one", size: 3, root: .zero).body
        putBytes(Array(SignedNote(body: body, signatures: try ledger.release().signatures).text.utf8), full + "/checkpoint")
        #expect(codeOf { try ledger.publish(to: full) } == .treeBroken)
    }

    @Test("two publishers of one folder take turns")
    func twoPublishers() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(3000)
        let note = try ledger.release()
        let test = ledger.test.ledger, tree = ledger.tree, state = ledger.state
        let failures = Lock<[String]>([])
        let threads = (0..<4).map { _ in
            Thread {
                do { _ = try test.publish(note, to: tree, withLines: true, state: state) } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
        }
        for thread in threads { thread.join() }
        #expect(failures.withLock { $0 } == [])
        _ = try ledger.check()
    }

    @Test("a changed line is not published: no checkpoint says what the lines do not make")
    func brokenLedger() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(300)
        let note = try ledger.release()
        var line = try #require(try ledger.test.ledger.line(100))
        line[line.count - 3] ^= 1
        try ledger.test.ledger.environment.write { transaction in
            try transaction.put(at: 100, line.span, in: ledger.test.ledger.tables[.entries])
        }
        #expect(
            codeOf { _ = try ledger.test.ledger.publish(note, to: ledger.tree, withLines: true, state: ledger.state) } == .broken)
        #expect(!Files.exists(ledger.tree + "/checkpoint"))
    }
}
