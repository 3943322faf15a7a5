import Foundation
import Ledger
import Proofs

@testable import Vault

extension VaultAttempt {
    private static func wrongKey(
        _ description: String, _ answer: String = "masterKeyWrong",
        _ prepare: @escaping @Sendable (VaultTrial) throws -> () throws -> Void
    ) -> VaultAttempt {
        VaultAttempt("master key wrong", description, answer, prepare)
    }

    /// A key that differs from the right one by `change`.
    private static func altered(_ change: (inout [UInt8]) -> Void) -> MasterKey {
        var bytes = VaultTrial.master.secret.withSpan { VaultRow.array($0) }
        change(&bytes)
        return try! MasterKey(text: Array(hexText(bytes).utf8), from: "")
    }

    private typealias Change = @Sendable (inout [UInt8]) -> Void

    private static let changes: [(name: String, change: Change)] = [
        ("of zeros", { $0 = [UInt8](repeating: 0, count: 32) }), ("of ones", { $0 = [UInt8](repeating: 255, count: 32) }),
        ("with its first bit flipped", { $0[0] ^= 0x80 }), ("with its last bit flipped", { $0[31] ^= 1 }),
        ("with a bit in the middle flipped", { $0[15] ^= 0x10 }), ("with its bytes turned round", { $0.reverse() }),
        ("with its halves exchanged", { $0.replaceSubrange(0..<32, with: $0[16...] + $0[..<16]) }),
    ]

    static let masterKeys: [VaultAttempt] = alteredKeys + otherKeys + formerKeys

    private static let alteredKeys = changes.map { name, change in
        wrongKey("the key \(name)") { trial in { _ = try trial.bench.open(master: altered(change)) } }
    }

    private static let otherKeys = uses.map { name, use in
        wrongKey("another key, for \(name)") { trial in { _ = try trial.bench.open(use, master: .random()) } }
    }

    private static let formerKeys: [VaultAttempt] = [
        wrongKey("the key of before a change") { trial in
            do { _ = try trial.bench.open(.alone).rotate(to: .random()) }
            return { _ = try trial.bench.open() }
        },
        wrongKey("the key of before two changes") { trial in
            let next = MasterKey.random()
            do { _ = try trial.bench.open(.alone).rotate(to: next) }
            do { _ = try trial.bench.open(.alone, master: next).rotate(to: .random()) }
            return { _ = try trial.bench.open() }
        },
        wrongKey("the key of after a change, for a copy from before") { trial in
            let next = MasterKey.random(), before = contents(trial.bench.store)
            do { _ = try trial.bench.open(.alone).rotate(to: next) }
            guard FileManager.default.createFile(atPath: trial.bench.store, contents: Data(before)) else {
                throw VaultTestFailure()
            }
            return { _ = try trial.bench.open(master: next) }
        },
        wrongKey("another ledger's key") { trial in
            let other = try VaultBench()
            return { _ = try trial.bench.open(master: other.master) }
        },
    ]

    /// A file with this content and mode, read as a master key.
    private static func file(
        _ description: String, _ answer: String, mode: Int = 0o600, _ content: @escaping @Sendable () -> [UInt8]?
    ) -> VaultAttempt {
        wrongKey("a file \(description)", answer) { trial in
            let path = trial.bench.folder.file("key")
            if let bytes = content() {
                guard
                    FileManager.default.createFile(
                        atPath: path, contents: Data(bytes), attributes: [.posixPermissions: mode])
                else { throw VaultTestFailure() }
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            }
            return { _ = try trial.bench.open(master: .read(path)) }
        }
    }

    private static let good: @Sendable () -> [UInt8] = { VaultTrial.master.secret.hexLine() }

    static let keyFiles: [VaultAttempt] = openFiles + wrongFiles

    private static let openFiles = [0o640, 0o604, 0o644, 0o660, 0o606, 0o620].map { mode in
        file("of mode \(String(mode, radix: 8))", "keyTooOpen", mode: mode) { good() }
    }

    private static let wrongFiles: [VaultAttempt] = [
        file("that is not there", "masterKeyMissing") { nil },
        file("of nothing", "masterKeyMalformed") { [] },
        file("one digit short", "masterKeyMalformed") { Array(good().dropFirst()) },
        file("one digit long", "masterKeyMalformed") { [0x61] + good() },
        file("with two keys", "masterKeyMalformed") { good() + good() },
        file("with a letter that is no digit", "masterKeyMalformed") { [0x67] + Array(good().dropFirst()) },
        file("with a space before it", "masterKeyMalformed") { [0x20] + good() },
        file("of bytes", "masterKeyMalformed") { [UInt8](repeating: 0xE4, count: 32) },
        file("with another key", "masterKeyWrong") { MasterKey.random().secret.hexLine() },
    ]

    // MARK: Nonces

    private static let fixed = [UInt8](repeating: 5, count: 12)

    private static func again(
        _ description: String, _ prepare: @escaping @Sendable (VaultTrial) throws -> () throws -> Void
    ) -> VaultAttempt {
        VaultAttempt("nonce reuse forced", description, "nonceReused", prepare)
    }

    private static func first(_ trial: VaultTrial, of party: String = "p-1") throws {
        try trial.append([personal("1", of: party, key: "n")], nonces: GivenNonces([fixed]))
    }

    /// Twice the same in one draft.
    private static let twice =
        #"{"subject":"ext/a","type":"ext.note","key":"t","data":{"a":{"$personal":{"party":"p-1","value":1}},"b":{"$personal":{"party":"p-1","value":2}}}}"#

    static let nonces: [VaultAttempt] = [
        again("in one draft") { trial in { try trial.append([twice], nonces: GivenNonces([fixed])) } },
        again("in two drafts at once") { trial in
            {
                try trial.append(
                    [personal("1", of: "p-1", key: "x"), personal("2", of: "p-1", key: "y")], nonces: GivenNonces([fixed]))
            }
        },
        again("in a batch of all or nothing") { trial in
            {
                try trial.append(
                    [personal("1", of: "p-1", key: "x"), personal("2", of: "p-1", key: "y")], atomic: true,
                    nonces: GivenNonces([fixed]))
            }
        },
        again("behind another party's value in one batch") { trial in
            {
                try trial.append(
                    [personal("1", of: "p-2", key: "x"), personal("1", of: "p-1", key: "y"), personal("2", of: "p-2", key: "z")],
                    nonces: GivenNonces([fixed]))
            }
        },
        again("for a party that is new, twice") { trial in
            {
                try trial.append(
                    [personal("1", of: "p-9", key: "x"), personal("2", of: "p-9", key: "y")], nonces: GivenNonces([fixed]))
            }
        },
        again("in a later draft, by another that opened it") { trial in
            try first(trial)
            return { try trial.append([personal("2", of: "p-1", key: "x")], nonces: GivenNonces([fixed])) }
        },
        again("for the same text on another stream") { trial in
            try first(trial)
            return { try trial.append([personal("1", of: "p-1", subject: "ext/b", key: "n")], nonces: GivenNonces([fixed])) }
        },
        again("of a value that a refused draft took along") { trial in
            let vault = try trial.bench.open(nonces: GivenNonces([fixed]))
            _ = try trial.bench.append(vault, [personal("1", of: "p-1", key: "x", extra: ",\"expect\":99")])
            return { try trial.append([personal("2", of: "p-1", key: "y")], nonces: GivenNonces([fixed])) }
        },
        again("of a value that a process that died left") { trial in
            do {
                let vault = try trial.bench.open(nonces: GivenNonces([fixed]))
                try vault.seal(try trial.bench.run([personal("1", of: "p-1", key: "x")]))
            }
            do { _ = try trial.bench.open() }
            return { try trial.append([personal("2", of: "p-1", key: "y")], nonces: GivenNonces([fixed])) }
        },
        again("after a change of the master key") { trial in
            try first(trial)
            let next = MasterKey.random()
            do { _ = try trial.bench.open(.alone).rotate(to: next) }
            return {
                let vault = try trial.bench.open(master: next, nonces: GivenNonces([fixed]))
                try vault.seal(try trial.bench.run([personal("2", of: "p-1", key: "x")]))
            }
        },
        again("after another party's erasure") { trial in
            try first(trial)
            do { _ = try trial.bench.open(.alone).erase("p-2") }
            return { try trial.append([personal("2", of: "p-1", key: "x")], nonces: GivenNonces([fixed])) }
        },
        again("of another nonce's turn, in a rehearsal") { trial in
            try first(trial)
            return {
                let vault = try trial.bench.open(nonces: GivenNonces([fixed]))
                let run = try trial.bench.run([personal("2", of: "p-1", key: "x")])
                run.isDryRun = true
                try vault.seal(run)
            }
        },
    ]
}
