public import Proofs
internal import Storage

/// Signs drafts for their actors, and appends them: states what a signature must name, and signs anew where a stream moved on.
///
/// A verb that makes a draft (``DraftRun/own(_:on:key:data:actor:)``) hands it to ``append(_:to:)``; in a ledger whose actors are
/// not registered no signer is needed. Where values are to be sealed, they are sealed before.
public struct ActorSigner: Sendable {
    public struct Signatory: Sendable {
        public let actor: String
        public let key: ActorPrivateKey

        public init(actor: String, key: ActorPrivateKey) { (self.actor, self.key) = (actor, key) }
    }

    /// The first acts, unless a draft names another of them; the others countersign.
    public let signatories: [Signatory]
    private let ledger: Ledger
    private let surroundings: Surroundings

    /// - Parameter signatories: at least one.
    public init(_ signatories: [Signatory], _ ledger: Ledger, surroundings: Surroundings) {
        precondition(!signatories.isEmpty)
        (self.signatories, self.ledger, self.surroundings) = (signatories, ledger, surroundings)
    }

    /// Who acts where a draft does not say.
    public var actor: String { signatories[0].actor }

    /// Signs every draft of `run` for the place in its stream that it would have now, counting those before it.
    ///
    /// - Throws: ``LedgerError`` `storedRowBroken`, `malformed`.
    public func sign(_ run: DraftRun) throws { try sign(run, from: 0) }

    /// Signs `run`, appends it, and signs and appends anew what another writer came before.
    ///
    /// - Throws: what ``LogWriter/appendAndWait(_:)`` throws. What became of each draft is in the run's outcomes.
    public func append(_ run: DraftRun, to writer: LogWriter) throws {
        try sign(run)
        try writer.appendAndWait(run)
        try settle(run, with: writer)
    }

    /// Signs and appends anew, until nothing is refused only because its stream had moved on since it was signed.
    ///
    /// Drafts that are settled keep their outcomes; they are judged again as retries and add nothing.
    public func settle(_ run: DraftRun, with writer: LogWriter) throws {
        // Each round settles a draft, unless other writers are quicker: they are given some rounds more.
        var rounds = run.count + 100
        while let number = run.firstOvertaken, rounds > 0 {
            rounds -= 1
            let first = run.isAtomic ? 0 : number
            let settled = Array(run.outcomes[..<first])
            try sign(run, from: first)
            try writer.appendAndWait(run)
            run.outcomes.replaceSubrange(..<first, with: settled)
        }
    }

    private func sign(_ run: DraftRun, from first: Int) throws {
        let day = CivilTime.day(ofMilliseconds: surroundings.wallMilliseconds())
        let entropy = surroundings.makeEntropy()
        var counts: [[UInt8]: UInt32] = [:]
        for number in first..<run.count {
            run.forgetForetold(number)
            let subject = run.subject(number), key = run.key(number), name = Array(subject.utf8)
            var count = try counts[name] ?? ledger.withReader { try $0.count(of: subject) }
            // A retry takes no new place in its stream.
            let isThere = try !key.isEmpty && ledger.index(ofKey: key, in: subject) != nil
            run.complete(number, source: ledger.origin, revision: count, day: day) {
                entropy.freshKey(atMilliseconds: surroundings.wallMilliseconds())
            }
            try sign(run, number)
            if !isThere && (run.isAtomic || !run.isDryRun) { count += 1 }
            counts[name] = count
        }
    }

    private func sign(_ run: DraftRun, _ number: Int) throws(LedgerError) {
        guard let message = run.message(number) else { throw LedgerError(.unexpected, ["an incomplete draft"]) }
        let actor = run.actor(number)
        let acting = signatories.filter { $0.actor.utf8.elementsEqual(actor.utf8) }
        let others = signatories.filter { !$0.actor.utf8.elementsEqual(actor.utf8) }
        for signatory in acting + others { try run.add(signature: signatory.key.signatureText(message), to: number) }
    }
}

extension DraftRun {
    /// The first draft that another writer came before, and that may be signed anew.
    fileprivate var firstOvertaken: Int? {
        outcomes.indices.first { number in
            guard drafts[number].isRevisionForetold, case .failed(let error) = outcomes[number] else { return false }
            return error.code == .revisionConflict
        }
    }
}
