import Foundation
import Proofs
import Storage
import TestSupport
import Testing

@testable import Ledger

/// A replica of a published ledger, in a folder of its own.
private final class Replica {
    let published: PublishedLedger
    let folder: String
    let state: StateFolder
    var commitEntries: UInt64 = 65_536
    var policy: LogPolicy?
    var afterStep: (FollowStep) throws -> Void = { _ in }

    init(_ published: PublishedLedger, _ name: String = "replica") throws {
        self.published = published
        folder = published.test.folder.file(name)
        state = StateFolder(path: published.test.folder.file(name + "-state"))
        policy = LogPolicy(logs: [try published.key])
    }

    @discardableResult
    func follow(_ tree: String? = nil) throws -> FollowReport {
        try follow(FolderSource(tree ?? published.tree))
    }

    @discardableResult
    func follow(_ source: any TreeSource) throws -> FollowReport {
        var options = Follower.Options()
        options.policy = policy
        options.state = state
        options.commitEntries = commitEntries
        options.afterStep = afterStep
        return try Follower(folder: folder, source: source, options: options).round()
    }

    func code(_ tree: String? = nil) -> LedgerError.Code? { codeOf { try follow(tree) } }
    func code(_ source: any TreeSource) -> LedgerError.Code? { codeOf { try follow(source) } }

    func open() throws -> Ledger { try Ledger(folder: folder) }

    /// A full verification by the stored note, and how many entries count.
    func verify() throws -> VerifyReport {
        let ledger = try open()
        return try Verifier(ledger).run()
    }

    var evidence: [[UInt8]] {
        let path = state.contradictionsPath("test.example.cn/one")
        return Files.exists(path) ? allFiles(path).filter { !$0.key.hasSuffix(".lock") }.map(\.value) : []
    }
}

/// Every row of every table, but the head's signature.
private func rows(_ ledger: Ledger) throws -> [[[UInt8]]] {
    try ledger.environment.read { transaction in
        try LedgerTable.allCases.map { table in
            try transaction.withCursor(ledger.tables[table]) { cursor in
                var rows: [[UInt8]] = []
                var isThere = try cursor.first()
                while isThere {
                    rows.append(
                        cursor.withRow {
                            Array(copying: $0) + [0] + Array(copying: $1.extracting(0..<(table == .meta ? 80 : $1.count)))
                        })
                    isThere = try cursor.next()
                }
                return rows
            }
        }
    }
}

/// A source whose files a test changes on the way.
private struct ChangedSource: TreeSource {
    let inner: any TreeSource
    let change: (String, [UInt8]?) throws(LedgerError) -> [UInt8]?
    var name: String { inner.name }

    init(_ folder: String, _ change: @escaping (String, [UInt8]?) throws(LedgerError) -> [UInt8]?) {
        inner = FolderSource(folder)
        self.change = change
    }

    func read(_ path: String, longest: Int) throws(LedgerError) -> [UInt8]? {
        let bytes = try change(path, try inner.read(path, longest: longest))
        if let bytes, bytes.count > longest { throw LedgerError(.treeUnreadable, [path, "too long"]) }
        return bytes
    }
}

@Suite("Following") struct FollowTests {
    @Test(
        "a replica has every row that the ledger has, whatever the steps between", arguments: [1, 256, 700, 65_536] as [UInt64])
    func sameRows(commitEntries: UInt64) throws {
        let ledger = try PublishedLedger()
        let replica = try Replica(ledger)
        replica.commitEntries = commitEntries
        for count in [0, 1, 254, 1, 1, 300, 513, 0, 900] {
            try ledger.grow(count)
            try ledger.publish()
            let size = try #require(try ledger.test.ledger.head()).size
            let report = try replica.follow()
            #expect(report.isWhole && report.size == size)
            let open = try replica.open()
            #expect(try rows(open) == rows(ledger.test.ledger))
            #expect(try open.coveringNote()?.text == ledger.release().text)
            #expect(open.isReplica && !Files.exists(ReplicaNotes.pendingPath(replica.folder)))
        }
        let verified = try replica.verify()
        #expect(verified.verdict == .ok && verified.covered == verified.size)
        #expect(replica.evidence.isEmpty)
    }

    @Test("a replica takes no drafts, releases nothing, and hands its checkpoint on")
    func noDrafts() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(300)
        try ledger.publish()
        let replica = try Replica(ledger)
        try replica.follow()
        let folder = replica.folder, key = ledger.test.key, surroundings = ledger.test.world.surroundings
        #expect(
            codeOf { _ = try LogWriter(Ledger(folder: folder, forWriting: true), key: key, surroundings: surroundings) }
                == .replicaTakesNoDrafts)
        #expect(
            codeOf { _ = try Ledger(folder: folder).releaseCheckpoint(key: key, state: replica.state) } == .replicaTakesNoDrafts)
        #expect(LedgerError.Code.replicaTakesNoDrafts.exitStatus == 77)
        let open = try replica.open()
        let handed = ledger.test.folder.file("handed")
        _ = try open.publish(try #require(try open.coveringNote()), to: handed, withLines: true, state: replica.state)
        _ = try ledger.check(handed)
        let second = try Replica(ledger, "second")
        try second.follow(handed)
        #expect(try second.verify().verdict == .ok)
    }

    @Test("where nobody names a key, that of entry 0 is believed, once and openly")
    func firstUse() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(20)
        try ledger.publish()
        let replica = try Replica(ledger)
        replica.policy = nil
        #expect(try replica.follow().trustedOnFirstUse == ledger.key)
        try ledger.grow(20)
        try ledger.publish()
        #expect(try replica.follow().trustedOnFirstUse == nil)
        // Another key for the same name, later.
        let forged = SignedNote(
            body: try ledger.release().body, name: "test.example.cn/one", key: SigningKey(seed: Array(1...32)))
        putBytes(Array(forged.text.utf8), ledger.tree + "/checkpoint")
        #expect(replica.code() == .checkpointUnsigned)
    }

    @Test("only a checkpoint that the policy counts is followed")
    func policies() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(20)
        try ledger.publish()
        let replica = try Replica(ledger)
        let stranger = SigningKey(seed: Array(1...32))
        replica.policy = LogPolicy(logs: [VerifierKey(name: "test.example.cn/one", publicKey: stranger.publicKey)])
        #expect(replica.code() == .checkpointUnsigned)
        replica.policy = LogPolicy(logs: [VerifierKey(name: "test.example.cn/two", publicKey: stranger.publicKey)])
        #expect(replica.code() == .checkpointUnsigned)
        let witness = VerifierKey(name: "witness.example", publicKey: stranger.publicKey, kind: .cosignature)
        replica.policy = try LogPolicy("log \(ledger.key.text)\nwitness w \(witness.text)\nquorum w\n")
        #expect(replica.code() == .policyUnmet)
        #expect(!Files.exists(replica.folder))
        let note = try ledger.release()
        putBytes(Array(note.cosigned(by: stranger, name: "witness.example", atSeconds: 5).text.utf8), ledger.tree + "/checkpoint")
        try replica.follow()
        #expect(try replica.open().coveringNote()?.signatures.count == 2)
    }

    @Test("a tree without lines is refused in words, and one with too few")
    func withoutLines() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(300)
        try ledger.publish(withLines: false)
        let replica = try Replica(ledger)
        #expect(replica.code() == .linesNotPublished)
        replica.policy = nil
        #expect(replica.code() == .linesNotPublished)
        replica.policy = LogPolicy(logs: [try ledger.key])
        try ledger.publish(withLines: true)
        try replica.follow()
        try ledger.grow(10)
        try ledger.publish(withLines: false)
        #expect(replica.code() == .linesNotPublished)
        #expect(try replica.verify().size == 301)
    }

    @Test("a fork, an older state and another log are refused, and both checkpoints are kept")
    func forks() throws {
        let ledger = try PublishedLedger(seed: 1), fork = try PublishedLedger(seed: 2)
        let replica = try Replica(ledger)
        try ledger.grow(300)
        try ledger.publish()
        let old = ledger.test.folder.file("old")
        copyFolder(ledger.tree, old)
        try ledger.grow(100)
        try ledger.publish()
        try replica.follow()
        let before = try rows(replica.open())

        #expect(replica.code(old) == .sourceRolledBack)
        #expect(replica.evidence.count == 2)
        // The fork is signed by the same key: shorter, of the same size, longer.
        for (count, expected) in [(300, 2), (100, 3), (256, 4)] {
            try fork.grow(count)
            try fork.publish()
            #expect(replica.code(fork.tree) == .forked)
            #expect(replica.evidence.count == expected + 1)
            #expect(replica.evidence.contains(Array(try fork.release().text.utf8)))
        }
        #expect(replica.evidence.contains(Array(try ledger.release().text.utf8)))
        #expect(try rows(replica.open()) == before)
        #expect(try replica.verify().verdict == .ok)

        let other = try PublishedLedger(origin: "test.example.cn/two")
        try other.grow(600)
        try other.publish()
        replica.policy = LogPolicy(logs: [try ledger.key, try other.key])
        #expect(
            codeOf {
                _ = LogPolicy(logs: [try other.key]); try replica.follow(other.tree)
            } == .otherOrigin)
        // The true log still goes on.
        try ledger.grow(10)
        try ledger.publish()
        #expect(try replica.follow().isWhole)
    }

    @Test("who read a checkpoint before another follower took up a newer one raises no alarm: it is read again in its turn")
    func overtaken() throws {
        let ledger = try PublishedLedger()
        let replica = try Replica(ledger)
        try ledger.grow(300)
        try ledger.publish()
        try replica.follow()
        let old = fileBytes(ledger.tree + "/checkpoint")
        try ledger.grow(100)
        try ledger.publish()
        var isOvertaken = false
        let overtaking = ChangedSource(ledger.tree) { path, bytes throws(LedgerError) in
            guard path == TreePath.checkpoint, !isOvertaken else { return bytes }
            isOvertaken = true
            // Between the two readings another follower goes all the way.
            do { try replica.follow() } catch { throw LedgerError(wrapping: error, path) }
            return old
        }
        let report = try replica.follow(overtaking)
        #expect(isOvertaken && report.isWhole && report.sizeBefore == 401 && report.size == 401)
        #expect(replica.evidence.isEmpty)
        #expect(try replica.open().coveringNote()?.text == ledger.release().text)
        #expect(try replica.verify().verdict == .ok)
        // A source that stays behind is what it is taken for.
        let behind = ChangedSource(ledger.tree) { path, bytes throws(LedgerError) in path == TreePath.checkpoint ? old : bytes }
        #expect(replica.code(behind) == .sourceRolledBack)
        #expect(replica.evidence.contains(old) && replica.evidence.count == 2)
    }

    @Test("a ledger of one's own, or a full folder, is never made a replica")
    func otherFolders() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(5)
        try ledger.publish()
        let mine = try PublishedLedger(seed: 3)
        let replica = try Replica(ledger)
        try FileManager.default.createDirectory(atPath: replica.folder, withIntermediateDirectories: true)
        putBytes([1], replica.folder + "/letter.txt")
        #expect(replica.code() == .folderNotEmpty)
        try FileManager.default.removeItem(atPath: replica.folder)
        copyFolder(mine.test.path, replica.folder)
        #expect(replica.code() == .ledgerExists)
    }

    @Test(
        "files that are absent, cut off, too long or of another form are refused, and nothing is taken up",
        arguments: 0..<12 as Range<UInt64>)
    func hostileFiles(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let ledger = try PublishedLedger(seed: seed)
        let replica = try Replica(ledger)
        try ledger.grow(100 + Int(random.next() % 300))
        try ledger.publish()
        try replica.follow()
        try ledger.grow(300 + Int(random.next() % 500))
        try ledger.publish()
        let before = try rows(replica.open())
        var asked: [String] = []
        // What a follower asks for: each file is then spoiled in turn.
        let probe = ChangedSource(ledger.tree) { path, bytes in
            asked.append(path)
            return bytes
        }
        let copy = ledger.test.folder.file("copied"), saved = ledger.test.folder.file("saved")
        copyFolder(replica.folder, copy)
        copyFolder(replica.folder, saved)
        var options = Follower.Options()
        options.policy = replica.policy
        _ = try Follower(folder: copy, source: probe, options: options).round()

        for path in Set(asked).sorted() {
            for kind in 0..<8 {
                var isChanged = false
                let source = ChangedSource(ledger.tree) { asked, bytes in
                    guard asked == path, let bytes else { return bytes }
                    let spoiled = spoil(bytes, kind, &random)
                    isChanged = spoiled != bytes
                    return spoiled
                }
                let code = replica.code(source)
                guard isChanged else { continue }
                let allowed: Set<LedgerError.Code> = [
                    .treeUnreadable, .treeBroken, .noteUnreadable, .linesNotPublished, .checkpointUnsigned,
                ]
                if let code {
                    #expect(allowed.contains(code), "seed \(seed), \(path), kind \(kind): \(code)")
                    #expect(try rows(replica.open()) == before, "seed \(seed), \(path), kind \(kind)")
                } else {
                    // The byte lay in what the replica had already: it was not asked, and nothing else came in.
                    #expect(kind == 4 && (path.hasPrefix("lines/") || path.hasPrefix("tile/entries/")), "seed \(seed), \(path)")
                    #expect(try rows(replica.open()) == rows(ledger.test.ledger), "seed \(seed), \(path)")
                    try FileManager.default.removeItem(atPath: replica.folder)
                    copyFolder(saved, replica.folder)
                }
            }
        }
        #expect(replica.evidence.isEmpty)
        #expect(try replica.follow().isWhole)
        #expect(try replica.verify().verdict == .ok)
    }

    private func spoil(_ bytes: [UInt8], _ kind: Int, _ random: inout SeededRandom) -> [UInt8]? {
        var bytes = bytes
        func place(_ random: inout SeededRandom) -> Int { Int(random.next() % UInt64(max(bytes.count, 1))) }
        switch kind {
        case 0: return nil
        case 1: bytes = []
        case 2: bytes.removeLast(1 + place(&random) % bytes.count)
        case 3: bytes += random.bytes(1 + Int(random.next() % 600))
        case 4: bytes[place(&random)] ^= 1 << UInt8(random.next() % 8)
        case 5: bytes = random.bytes(bytes.count)
        case 6: bytes += bytes
        default: bytes = Array(repeating: 0x0A, count: bytes.count)
        }
        return bytes
    }

    @Test("lines that are swapped, repeated, left out, another ledger's or another entry's are refused")
    func lineSwaps() throws {
        let ledger = try PublishedLedger(seed: 1), other = try PublishedLedger(origin: "test.example.cn/two", seed: 1)
        try ledger.grow(600)
        try other.grow(600)
        try ledger.publish()
        try other.publish()
        let foreign = fileBytes(other.tree + "/lines/001").split(separator: 0x0A).map(Array.init)
        let changes: [(String, ([[UInt8]]) -> [[UInt8]])] = [
            ("swapped", { Array($0[..<7]) + [$0[8], $0[7]] + Array($0[9...]) }),
            ("repeated", { Array($0[..<7]) + [$0[6]] + Array($0[8...]) }),
            ("left out", { Array($0[..<7]) + Array($0[8...]) }),
            ("one more", { $0 + [$0[0]] }),
            ("another ledger's", { Array($0[..<7]) + [foreign[7]] + Array($0[8...]) }),
            ("all another ledger's", { _ in foreign }),
            ("reversed", { $0.reversed() }),
        ]
        for (name, change) in changes {
            let replica = try Replica(ledger)
            let source = ChangedSource(ledger.tree) { path, bytes in
                guard path == "lines/001", let bytes else { return bytes }
                return change(bytes.split(separator: 0x0A).map(Array.init)).flatMap { $0 + [0x0A] }
            }
            let code = replica.code(source)
            #expect(code == .treeBroken || code == .treeUnreadable, "\(name): \(code.map { "\($0)" } ?? "taken")")
            #expect(!Files.exists(replica.folder + "/ledger.json"))
            try FileManager.default.removeItem(atPath: replica.folder)
        }
    }

    @Test("a log whose lines break the rules is not followed, though its key signed them")
    func dishonestLogs() throws {
        // Lines, digests and tree all agree; what the lines say cannot be.
        let ledger = try PublishedLedger()
        try ledger.grow(40)
        let lines = try ledger.test.lines()
        func replaced(_ index: Int, _ from: String, _ to: String) -> [[UInt8]] {
            var lines = lines
            let text = String(decoding: lines[index], as: UTF8.self)
            precondition(text.contains(from), text)
            lines[index] = Array(text.replacingOccurrences(of: from, with: to).utf8)
            return lines
        }
        func attribute(_ index: Int, _ attribute: Attribute) throws -> String {
            let line = lines[index]
            return attributeText(line.span, try parseEntryLine(line.span), attribute)
        }
        // An entry with the key and stream of an earlier one.
        let first = try (1..<40).first { try attribute($0, .revision) == "1" }!
        let subject = try attribute(first, .subject)
        let zeroth = try (1..<first).first { try attribute($0, .subject) == subject }!
        let forgeries: [(String, [[UInt8]])] = [
            ("entry.id 9", replaced(9, "\"id\":\"9\"", "\"id\":\"8\"")),
            ("entry.source 9", replaced(9, "test.example.cn/one", "test.example.cn/two")),
            ("entry.revision \(first)", replaced(first, "\"revision\":1,", "\"revision\":2,")),
            ("entry.key \(first)", replaced(first, try attribute(first, .key), try attribute(zeroth, .key))),
            ("entry.reserved 9", replaced(9, "\"attestation\":\"declared\"", "\"attestation\":\"derived\"")),
            ("entry.occurred 9", replaced(9, "\"occurred\":\"2026", "\"occurred\":\"2027")),
            ("entry.json 9", replaced(9, "\"n\":9", "\"n\": 9")),
            ("entry.grammar 9", replaced(9, "\"schema\":1", "\"schema\":1.5")),
            ("ledger.created 9", replaced(9, try attribute(9, .type), "ledger.created")),
            ("entry.link 10", replaced(9, "\"n\":9", "\"n\":8")),
        ]
        for (kind, lines) in forgeries {
            let tree = ledger.test.folder.file("forged")
            try publishByHand(lines, relink: !kind.hasPrefix("entry.link"), ledger, tree)
            let replica = try Replica(ledger, "forged-replica")
            do {
                try replica.follow(tree)
                Issue.record("\(kind) was taken up")
            } catch let error as LedgerError {
                let fits = error.code == .treeBroken && error.details.last == kind
                // One change may break two rules; the first that is looked at is named.
                let also = ["entry.grammar 9": "entry.json 9", "ledger.created 9": "entry.reserved 9"]
                #expect(fits || (error.code == .treeBroken && error.details.last == also[kind]), "\(kind): \(error)")
            }
            try? FileManager.default.removeItem(atPath: replica.folder)
            try FileManager.default.removeItem(atPath: tree)
        }
    }

    /// A tree over any lines, signed by the ledger's key: what a dishonest operator publishes.
    private func publishByHand(_ lines: [[UInt8]], relink: Bool, _ ledger: PublishedLedger, _ folder: String) throws {
        var hasher = Hasher256(), previous = Digest.zero, digests: [Digest] = [], linked: [[UInt8]] = []
        for line in lines {
            var text = String(decoding: line, as: UTF8.self)
            if relink, let place = text.range(of: #""prevhash":"[0-9a-f]{64}""#, options: .regularExpression) {
                text.replaceSubrange(place, with: "\"prevhash\":\"\(previous.hex)\"")
            }
            let line = Array(text.utf8)
            linked.append(line)
            previous = hasher.digest(of: line.span)
            digests.append(previous)
        }
        let leaves = digests.map { hasher.leaf($0) }
        let width = lines.count
        let checkpoint = Checkpoint(
            origin: "test.example.cn/one", size: UInt64(width), root: PlainTree.root(leaves[...], &hasher))
        let tree = try FileTree(folder: folder)
        let bundle: [UInt8] = digests.flatMap { [0, 32] + $0.array }, tile: [UInt8] = leaves.flatMap { $0.array }
        let text: [UInt8] = linked.flatMap { $0 + [0x0A] }, count = Array("\(width)\n".utf8)
        try tree.put(TreePath.tile(0, 0, width: width), tile.span)
        try tree.put(TreePath.bundle(0, width: width), bundle.span)
        try tree.put(TreePath.lines(0, width: width), text.span)
        try tree.replace("lines/size", count.span)
        let note = Array(SignedNote(body: checkpoint.body, name: "test.example.cn/one", key: ledger.test.key).text.utf8)
        try tree.replace("checkpoint", note.span)
    }

    private struct Cut: Error {}

    @Test(
        "a follower that ends at any step goes on from there; what no checkpoint covers does not count",
        arguments: [256, 512, 65_536] as [UInt64])
    func everyStep(commitEntries: UInt64) throws {
        let ledger = try PublishedLedger()
        try ledger.grow(400)
        try ledger.publish()
        let start = try Replica(ledger, "start")
        try start.follow()
        try ledger.grow(1300)
        try ledger.publish()
        for fromNothing in [false, true] {
            for cut in 1...20 {
                let replica = try Replica(ledger, "cut-\(cut)-\(fromNothing)")
                if !fromNothing { copyFolder(start.folder, replica.folder) }
                replica.commitEntries = commitEntries
                var steps = 0
                replica.afterStep = { _ in
                    steps += 1
                    if steps == cut { throw Cut() }
                }
                let isCut = codeOf { try replica.follow() } != nil
                let isReplica = Files.exists(replica.folder + "/ledger.json")
                #expect(isReplica || fromNothing)
                if isReplica {
                    let report = try replica.verify()
                    #expect(report.verdict == .ok, "cut \(cut): \(String(describing: report.firstFault))")
                    #expect([401, 1701].contains(report.covered), "cut \(cut): \(report.covered) of \(report.size)")
                } else {
                    #expect(codeOf { _ = try replica.open() } == .notALedger)
                }
                // More is published meanwhile.
                replica.afterStep = { _ in }
                #expect(try replica.follow().isWhole)
                let report = try replica.verify()
                #expect(report.verdict == .ok && report.covered == 1701)
                #expect(try rows(replica.open()) == rows(ledger.test.ledger))
                if !isCut { break }
            }
        }
    }

    @Test("a fork is found also against a checkpoint whose entries are still coming")
    func forkedWhilePending() throws {
        let ledger = try PublishedLedger(seed: 1), fork = try PublishedLedger(seed: 2)
        try ledger.grow(1000)
        try ledger.publish()
        try fork.grow(1500)
        try fork.publish()
        let replica = try Replica(ledger)
        replica.commitEntries = 256
        replica.afterStep = { if $0 == .committed(512) { throw Cut() } }
        #expect(replica.code() != nil)
        replica.afterStep = { _ in }
        #expect(replica.code(fork.tree) == .forked)
        #expect(replica.evidence.count == 2)
        #expect(try replica.follow().isWhole)
    }

    @Test("verify holds a replica against its stored checkpoint")
    func verification() throws {
        let ledger = try PublishedLedger()
        try ledger.grow(300)
        try ledger.publish()
        let replica = try Replica(ledger)
        try replica.follow()
        let path = ReplicaNotes.coveringPath(replica.folder), note = fileBytes(path)
        func kind() throws -> FaultKind? { try replica.verify().firstFault?.kind }
        #expect(try kind() == nil)
        try FileManager.default.removeItem(atPath: path)
        #expect(try kind() == .headSignature)
        let body = try ledger.release().body
        putBytes(Array(SignedNote(body: body, name: "test.example.cn/one", key: SigningKey(seed: Array(1...32))).text.utf8), path)
        #expect(try kind() == .checkpointSignature)
        let other = Checkpoint(origin: "test.example.cn/one", size: 301, root: .zero)
        putBytes(Array(SignedNote(body: other.body, name: "test.example.cn/one", key: ledger.test.key).text.utf8), path)
        #expect(try kind() == .checkpointRoot)
        putBytes([1, 2, 3], path)
        #expect(codeOf { _ = try replica.verify() } == .noteUnreadable)
        putBytes(note, path)
        // A changed line is named as in any ledger.
        let own = try Ledger(folder: replica.folder, forWriting: true)
        var line = try #require(try own.line(100))
        line[line.count - 3] ^= 1
        try own.environment.write { try $0.put(at: 100, line.span, in: own.tables[.entries]) }
        #expect(try Verifier(own).run().firstFault?.index == 100)
    }
}
