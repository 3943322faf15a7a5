internal import HomeSale
internal import Ledger

/// Every posting of every supervised account as an hledger journal: double entry, so that a tool that is not ours says whether the
/// books balance. Format: hledger.org, journal.
///
/// One account per deal holds the money; its counterparts are who paid in, who was paid, interest and fees. After each posting the
/// balance that the ledger tells is asserted.
struct EscrowJournal {
    private let source: ClerkSource
    private let size: UInt64?

    init(_ source: ClerkSource, _ size: UInt64?) { (self.source, self.size) = (source, size) }

    func write() throws {
        Output.standard.line("; \(source.ledger.origin)")
        Output.standard.line("commodity CNY 1,000.00")
        let bound = size ?? .max
        for id in try source.ledger.withReader({ try $0.deals() }) {
            let facts = try source.ledger.withReader { try $0.facts(ofDeal: id, below: bound) }
            let escrow = DealFile(id: id, facts: facts).escrow
            for (posting, balanceFen) in escrow.statement {
                Output.standard.raw(Self.text(posting, id, balanceFen))
            }
        }
    }

    private static func text(_ posting: EscrowPosting, _ deal: String, _ balanceFen: Int64) -> String {
        let account = "escrow:\(name(deal))"
        let other =
            switch posting.kind {
            case .deposited, .refunded: "source:\(name(posting.party))"
            case .released: "payee:\(name(posting.party))"
            case .interest: "interest"
            case .fee: "fees"
            }
        let fen = posting.kind.isCredit ? posting.amountFen : -posting.amountFen
        return """

            \(posting.mark.on) * (\(posting.mark.index)) \(posting.kind.rawValue)
                \(account)  \(amount(fen)) = \(amount(balanceFen))
                \(other)  \(amount(-fen))

            """
    }

    /// Account names end at two blanks and part at colons: neither may stand in a name.
    private static func name(_ text: String) -> String {
        text.isEmpty ? "unnamed" : String(text.map { $0 == ":" || $0 == " " || $0 == ";" || $0.isNewline ? "_" : $0 })
    }

    /// `CNY -1234.56`: exact, two decimals.
    private static func amount(_ fen: Int64) -> String {
        let cents = fen.magnitude % 100
        return "CNY \(fen < 0 ? "-" : "")\(fen.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
