import Foundation
import Proofs
import Storage
import TestSupport
import Testing

@testable import Ledger

/// A ledger, a state folder and a folder that it is published to.
final class PublishedLedger {
    let test: TestLedger
    let state: StateFolder
    var tree: String { test.folder.file("tree") }
    var key: VerifierKey { get throws { try test.ledger.verifierKey() } }
    private var random: SeededRandom
    private var serial = 0

    init(origin: String = "test.example.cn/one", seed: UInt64 = 1) throws {
        test = try TestLedger(origin: origin)
        test.world.advance(Int64(seed))
        state = StateFolder(path: test.folder.file("state"))
        random = SeededRandom(seed)
    }

    /// Appends entries: few streams and long ones, names and keys with escapes, texts that are not ASCII.
    func grow(_ count: Int) throws {
        var drafts: [String] = []
        for _ in 0..<count {
            serial += 1
            let subject = serial % 50 == 0 ? "ext/q\\\"\(random.next() % 3)" : "ext/s-\(random.next() % 40)"
            let key = serial % 33 == 0 ? "k\\\\\(serial)" : "k-\(serial)"
            let note = String(repeating: "房", count: Int(random.next() % 9))
            drafts.append(
                "{\"subject\":\"\(subject)\",\"type\":\"ext.note\(random.next() % 3)\",\"key\":\"\(key)\",\"data\":{\"n\":\(serial),\"t\":\"\(note)\"}}"
            )
        }
        for start in stride(from: 0, to: count, by: 5000) { try test.append(Array(drafts[start..<min(start + 5000, count)])) }
    }

    func release() throws -> SignedNote { try test.ledger.releaseCheckpoint(key: test.key, state: state) }

    @discardableResult
    func publish(
        to folder: String? = nil, withLines: Bool = true, steps: ((FileTree.Step) throws(StoreError) -> Void)? = nil
    ) throws -> PublishReport {
        try test.ledger.publish(release(), to: folder ?? tree, withLines: withLines, state: state, steps: steps)
    }

    func check(_ folder: String? = nil, withLines: Bool = true) throws -> PlainTree {
        try PlainTree(folder ?? tree, key: key, withLines: withLines)
    }
}

func copyFolder(_ from: String, _ to: String) { try! FileManager.default.copyItem(atPath: from, toPath: to) }
func fileBytes(_ path: String) -> [UInt8] { Array(FileManager.default.contents(atPath: path) ?? Data()) }
func putBytes(_ bytes: [UInt8], _ path: String) {
    precondition(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
}

/// Every file below a folder, by path, but the lock.
func allFiles(_ folder: String) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: folder)! {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
        if isThere && !isFolder.boolValue && path != ".lock" { files[path] = fileBytes("\(folder)/\(path)") }
    }
    return files
}

func codeOf(_ body: () throws -> Void) -> LedgerError.Code? {
    do { try body() } catch { return LedgerError(wrapping: error, "").code }
    return nil
}
