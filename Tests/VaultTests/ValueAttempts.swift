import Foundation
import Ledger
import Proofs

@testable import Vault

extension VaultAttempt {
    /// Parts of a stored row: nonce, tag, ciphertext.
    private static let nonce = 0..<12, tag = 12..<28, text = 28..<41

    private static func moving(
        _ description: String, _ answer: String, _ prepare: @escaping @Sendable (VaultTrial) throws -> () throws -> Void
    ) -> VaultAttempt {
        VaultAttempt("value moved between parties", description, answer, prepare)
    }

    /// A value's row, or a part of it, in the place of another's.
    private static func replacing(_ description: String, _ part: Range<Int>? = nil, of to: Int, from: Int) -> VaultAttempt {
        moving(description, "valueBroken") { trial in
            try trial.replace(part, of: to, from: from)
            return { try trial.open(to) }
        }
    }

    /// A line that says something else of a value that stands.
    private static func claiming(_ description: String, _ answer: String, _ from: String, _ to: String) -> VaultAttempt {
        moving(description, answer) { trial in
            let value = try trial.altered(0, from, to)
            return { try trial.open(value) }
        }
    }

    /// A draft that brings a commitment along.
    private static func forging(_ description: String, party: String, value: Int) -> VaultAttempt {
        moving(description, "reservedName") { trial in
            let commitment = trial.sealed[value].commitment.hex
            return {
                try trial.append([
                    #"{"subject":"ext/a","type":"ext.note","key":"z","data":{"value":{"$sealed":{"commitment":"\#(commitment)","party":"\#(party)"}}}}"#
                ])
            }
        }
    }

    static let moved: [VaultAttempt] = [
        replacing("another value of the party", of: 0, from: 1), replacing("the other party's value", of: 1, from: 3),
        replacing("the other party's value of the same text", of: 0, from: 2),
        replacing("the nonce of the other party's", nonce, of: 0, from: 2),
        replacing("the tag of the other party's", tag, of: 0, from: 2),
        replacing("the ciphertext of the other party's", text, of: 0, from: 2),
        replacing("nonce and tag of the other party's", 0..<28, of: 0, from: 2),
        replacing("tag and ciphertext of the other party's", 12..<41, of: 0, from: 2),
        moving("both parties' values exchanged", "valueBroken") { trial in
            let one = try trial.row(0), two = try trial.row(2)
            try trial.bench.put("values", one.key, two.value)
            try trial.bench.put("values", two.key, one.value)
            return { try trial.open(2) }
        },
        moving("a value under the other party's number", "valueBroken") { trial in
            let row = try trial.row(0), number = try trial.row(2).key[..<8]
            try trial.bench.put("values", Array(number) + Array(row.key[8...]), row.value)
            let value = try trial.altered(0, #""party":"p-1""#, #""party":"p-2""#)
            return { try trial.open(value) }
        },
        moving("a value under another commitment", "valueBroken") { trial in
            let row = try trial.row(0), other = Digest(words: SIMD8(repeating: 7))
            try trial.bench.put("values", Array(row.key[..<8]) + other.array, row.value)
            let value = try trial.altered(0, trial.sealed[0].commitment.hex, other.hex)
            return { try trial.open(value) }
        },
        claiming("a line that names the other party", "missing", #""party":"p-1""#, #""party":"p-2""#),
        claiming("a line that names a party of nobody", "missing", #""party":"p-1""#, #""party":"p-7""#),
        claiming("a line on another stream", "valueBroken", #""subject":"ext/a""#, #""subject":"ext/b""#),
        claiming("a line with another key", "valueBroken", #""key":"a""#, #""key":"b""#),
        claiming("a line of another ledger", "valueBroken", "test.example.cn/vault", "test.example.cn/other"),
        claiming("a line with the value at another place", "valueBroken", #""value":{"#, #""other":{"#),
        moving("the commitment of another entry of the party", "valueBroken") { trial in
            let value = try trial.altered(0, trial.sealed[0].commitment.hex, trial.sealed[1].commitment.hex)
            return { try trial.open(value) }
        },
        moving("the commitment of the other party's entry", "missing") { trial in
            let value = try trial.altered(0, trial.sealed[0].commitment.hex, trial.sealed[2].commitment.hex)
            return { try trial.open(value) }
        },
        moving("the other party's wrapped key", "valueBroken") { trial in
            var one = try trial.party(0)
            one.value.replaceSubrange(9..<49, with: try trial.party(1).value[9..<49])
            try trial.bench.put("parties", one.key, one.value)
            return { try trial.open(0) }
        },
        moving("both parties' wrapped keys exchanged", "valueBroken") { trial in
            let rows = [try trial.party(0), try trial.party(1)]
            for (row, other) in zip(rows, rows.reversed()) {
                var value = row.value
                value.replaceSubrange(9..<49, with: other.value[9..<49])
                try trial.bench.put("parties", row.key, value)
            }
            return { try trial.open(2) }
        },
        moving("both parties' numbers exchanged", "missing") { trial in
            let rows = [try trial.party(0), try trial.party(1)]
            for (row, other) in zip(rows, rows.reversed()) {
                var value = row.value
                value.replaceSubrange(0..<8, with: other.value[0..<8])
                try trial.bench.put("parties", row.key, value)
            }
            return { try trial.open(0) }
        },
        moving("the other party's whole row", "storedRowBroken") { trial in
            try trial.bench.put("parties", try trial.party(1).key, try trial.party(0).value)
            let value = try trial.altered(0, #""party":"p-1""#, #""party":"p-2""#)
            return { try trial.open(value) }
        },
        moving("a party's row under a new name", "storedRowBroken") { trial in
            try trial.bench.put("parties", Array("p-3".utf8), try trial.party(0).value)
            let value = try trial.altered(0, #""party":"p-1""#, #""party":"p-3""#)
            return { try trial.open(value) }
        },
        forging("a draft with the commitment of the party's own value", party: "p-1", value: 0),
        forging("a draft with the commitment of the other party's value", party: "p-1", value: 2),
        forging("a draft that gives a commitment to the other party", party: "p-2", value: 0),
    ]

    // MARK: Another ledger's vault

    static let uses: [(name: String, use: Vault.Use)] = [("sealing", .sealing), ("reading", .reading), ("erasing", .alone)]

    private static func foreign(
        _ description: String, _ answer: String = "vaultForeign",
        _ prepare: @escaping @Sendable (VaultTrial) throws -> () throws -> Void
    ) -> VaultAttempt {
        VaultAttempt("vault of another ledger", description, answer, prepare)
    }

    private static func put(_ from: VaultTrial, in to: VaultTrial) throws {
        let place = to.bench.path + "/vault"
        try FileManager.default.removeItem(atPath: place)
        try FileManager.default.copyItem(atPath: from.bench.path + "/vault", toPath: place)
    }

    static let foreign: [VaultAttempt] = foreignFolders + strangeFolders + foreignRows

    private static let foreignFolders = uses.map { name, use in
        foreign("a vault of the same origin and key, for \(name)") { trial in
            try put(trial.other.get(), in: trial)
            return { _ = try trial.bench.open(use) }
        }
    }

    private static let strangeFolders = uses.map { name, use in
        foreign("a vault of another origin and key, with its own key, for \(name)") { trial in
            let other = try VaultBench(origin: "test.example.cn/two")
            let place = trial.bench.path + "/vault"
            try FileManager.default.removeItem(atPath: place)
            try FileManager.default.copyItem(atPath: other.path + "/vault", toPath: place)
            return { _ = try trial.bench.open(use, master: other.master) }
        }
    }

    private static let foreignRows: [VaultAttempt] = [
        foreign("a vault of the same origin, to append by") { trial in
            try put(trial.other.get(), in: trial)
            return { try trial.append([personal("1", key: "z")]) }
        },
        foreign("the other vault's header") { trial in
            let row = try trial.other.get().bench.rows("meta")[0]
            try trial.bench.put("meta", row.key, row.value)
            return { try trial.open(0) }
        },
        foreign("the other vault's header that names this ledger", "storedRowBroken") { trial in
            let own = try trial.bench.rows("meta")[0]
            var row = try trial.other.get().bench.rows("meta")[0].value
            let created = try Vault.createdDigest(trial.bench.ledger).array
            let theirs = try Vault.createdDigest(trial.other.get().bench.ledger).array
            guard let place = Data(row).range(of: Data(theirs)) else { throw VaultTestFailure() }
            row.replaceSubrange(place, with: created)
            try trial.bench.put("meta", own.key, row)
            return { try trial.open(0) }
        },
        foreign("the other vault's parties", "valueBroken") { trial in
            for row in try trial.other.get().bench.rows("parties") { try trial.bench.put("parties", row.key, row.value) }
            return { try trial.open(0) }
        },
        foreign("the other vault's value of the same party, entry and text", "valueBroken") { trial in
            try trial.bench.put("values", try trial.row(0).key, try trial.other.get().row(0).value)
            return { try trial.open(0) }
        },
        foreign("the other vault's party with its value", "valueBroken") { trial in
            let other = try trial.other.get()
            try trial.bench.put("parties", try trial.party(0).key, try other.party(0).value)
            try trial.bench.put("values", try trial.row(0).key, try other.row(0).value)
            return { try trial.open(0) }
        },
    ]
}
