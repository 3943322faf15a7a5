internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs

/// A token that a program holds, in a file of its own.
struct TokenOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("A program's token, in a file that only it may read.", "程序的令牌，置于仅其可读的文件中。"), valueName: "file"),
        completion: .file())
    var tokenFile: String?

    /// The token in the file, where it is live that day for what is asked; `nil` where no file was given.
    ///
    /// - Throws: ``LedgerError`` `fileNotFound`, `tokenTooOpen`, `tokenMalformed`, `tokenRefused`.
    func token(
        in ledger: Ledger, role: Role, purpose: Purpose, party: String?, on day: CivilDate
    ) throws -> AccessToken? {
        guard let shown = try shown(in: ledger, by: nil, role: role, purpose: purpose, party: party, on: day) else { return nil }
        if let refusal = shown.refusal { throw refusal }
        return shown.token
    }

    /// As ``token(in:role:purpose:party:on:)``, and where it is refused says whose it is: that goes on record.
    ///
    /// - Parameter actor: who shows it; `nil` where it says so itself.
    /// - Throws: ``LedgerError`` as above, `tokenRefused` only for one that was never issued.
    func shown(
        in ledger: Ledger, by actor: String?, role: Role, purpose: Purpose, party: String?, on day: CivilDate
    ) throws -> ShownToken? {
        guard let tokenFile else { return nil }
        var text = try SecretFile.read(tokenFile, missing: .fileNotFound, tooOpen: .tokenTooOpen)
        defer { wipe(&text) }
        if text.last == 0x0A { text.removeLast() }
        guard AccessToken.digest(of: text) != nil else { throw LedgerError(.tokenMalformed, [tokenFile]) }
        let tokens = try AccessTokens(of: ledger)
        func refusal(_ fault: AccessTokens.Fault) -> LedgerError {
            LedgerError(.tokenRefused, [fault.rawValue, fault.wording.english, fault.wording.chinese])
        }
        guard let issued = tokens.token(text) else { throw refusal(.tokenUnknown) }
        do throws(AccessTokens.Fault) {
            let token = try tokens.check(text, role: role, purpose: purpose, party: party, on: day)
            let isOwn = actor.map { token.holder.utf8.elementsEqual($0.utf8) } ?? true
            // Somebody else's is as good as none.
            return ShownToken(token: token, refusal: isOwn ? nil : refusal(.tokenUnknown))
        } catch {
            return ShownToken(token: issued, refusal: refusal(error))
        }
    }
}

/// A token that was issued, and why it does not cover what is asked, where it does not.
struct ShownToken {
    let token: AccessToken
    let refusal: LedgerError?
}

extension AccessTokens {
    /// Every token of the log.
    init(of ledger: Ledger) throws {
        self.init()
        var tokens = AccessTokens()
        try ledger.withReader { log in
            try log.forEachLine(under: "access/token") { _, line in
                tokens.apply(line: line)
                return true
            }
        }
        self = tokens
    }
}

extension Ledger {
    /// What is known of a party now, with every consent.
    func party(_ id: String) throws -> PartyState {
        try withReader { log in
            var state = PartyState(id: id)
            for fact in try log.facts(of: .party, id) { state.apply(fact) }
            return state
        }
    }

    /// The deal that both take part in, `SUBJECT:r` of its opening.
    func sharedDeal(_ id: String, of actor: String, _ role: Role, and party: String) throws -> String? {
        let facts = try withReader { try $0.facts(ofDeal: ClerkSource.name(id, of: "deal")) }
        return HomeSale.sharedDeal(of: actor, role, and: party, in: facts)
    }
}

/// Today in China, by the machine's clock.
func today() -> CivilDate { CivilDate(atMilliseconds: Surroundings.system.wallMilliseconds()) }
