public import Proofs
internal import Storage

/// Somebody who cosigns checkpoints of other logs, each an extension of the one before: whoever is shown a history that this
/// witness cosigned is shown the one that it saw. C2SP tlog-witness, DESIGN.md section 3.
public struct Witness: Sendable {
    public let verifierKey: VerifierKey
    /// Whose checkpoints it cosigns.
    public let logs: LogPolicy
    private let key: SigningKey
    private let state: StateFolder

    public var name: String { verifierKey.name }

    /// What became of a request.
    public enum Answer: Hashable, Sendable {
        /// The note with the log's signatures and, last, the witness's.
        case cosigned(SignedNote)
        /// Where the notes lie that contradict each other, as far as they were kept.
        case refused(WitnessRefusal, evidence: [String])
    }

    /// - Parameter name: of the witness's key: 1 to 190 bytes, no white space and no `+`.
    /// - Throws: ``LedgerError`` `originMalformed` for the name, `keyInUse` where the key is a log's or another witness's.
    public init(name: String, key: SigningKey, logs: LogPolicy, state: StateFolder) throws {
        verifierKey = try Witness.verifierKey(name, key)
        if let log = logs.logs.first(where: { $0.publicKey == key.publicKey }) {
            throw LedgerError(.keyInUse, [verifierKey.text, log.text])
        }
        (self.key, self.logs, self.state) = (key, logs, state)
        try state.bindWitness(verifierKey)
    }

    /// The verifier key of a witness, type 0x04.
    public static func verifierKey(_ name: String, _ key: SigningKey) throws -> VerifierKey {
        let verifier = VerifierKey(name: name, publicKey: key.publicKey, kind: .cosignature)
        guard (1...190).contains(name.utf8.count), VerifierKey(verifier.text) == verifier else {
            throw LedgerError(.originMalformed, [name])
        }
        return verifier
    }

    /// What it cosigned last for `origin`; `nil` before the first time.
    ///
    /// - Throws: ``LedgerError`` `noteUnreadable` for a record that is damaged: without it nothing is cosigned.
    public func last(_ origin: String) throws -> SignedNote? {
        let path = state.cosignedPath(origin, by: name)
        guard Files.exists(path) else { return nil }
        let note = try state.readNote(path, origin)
        guard note.standing(of: verifierKey) == .verified else { throw LedgerError(.noteUnreadable, [path]) }
        return note
    }

    /// Cosigns, or says why not. What is cosigned is durable before this returns, and no two requests are judged at once: a
    /// contradiction never gets two answers. The same checkpoint again is cosigned again, at its time.
    ///
    /// - Parameter nowSeconds: since 1970; asked once the request is known to be sound.
    /// - Throws: ``LedgerError`` `noteUnreadable`, and what the disk says; `busy` where others keep the record for ten seconds.
    public func cosign(_ request: AddCheckpointRequest, nowSeconds: () -> UInt64) throws -> Answer {
        // Strangers leave no trace: no file, no lock.
        if let refusal = request.refusal(logs: logs, last: nil), refusal == .unknownOrigin || refusal == .unsigned {
            return .refused(refusal, evidence: [])
        }
        let record = state.cosignedPath(request.checkpoint.origin, by: name)
        return try state.withLock(record) {
            let last = try last(request.checkpoint.origin)
            let keys = logs.keys(for: request.checkpoint.origin)
            if let refusal = request.refusal(logs: logs, last: last.flatMap { Checkpoint(body: $0.body) }) {
                guard let last, let sort = refusal.evidence else { return .refused(refusal, evidence: []) }
                let shown = request.note.signed(by: keys)
                return .refused(refusal, evidence: try state.keepEvidence(sort, shown, against: last, record))
            }
            let note = request.note.signed(by: keys).cosigned(by: key, name: name, atSeconds: nowSeconds())
            try Files.replace(record, Array(note.text.utf8))
            return .cosigned(note)
        }
    }
}

extension WitnessRefusal {
    /// How the note is named that is kept beside the one it speaks against; `nil` where it speaks against nothing.
    fileprivate var evidence: String? {
        switch self {
        case .forked: "contradicts"
        case .behind: "behind"
        case .inconsistent: "unproved"
        case .unknownOrigin, .unsigned, .otherSize: nil
        }
    }
}
