internal import ArgumentParser
internal import HomeSale
internal import Ledger

/// What a clerk asks about the supervised account of a deal.
struct Escrow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Look into the supervised account of a deal.", "查看交易的资金监管账户。"),
            discussion: "  deedlog escrow show D-0001", subcommands: [EscrowList.self, EscrowShow.self])
    }
}

struct EscrowShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: tr("Show every posting with the balance after it.", "显示每笔收支及其后的余额。"),
            discussion: "  deedlog escrow show D-0001\n  deedlog escrow show D-0001 --json")
    }

    @OptionGroup var deal: DealArgument
    @OptionGroup var known: KnownOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    /// A posting and what was in the account after it, in fen.
    private typealias Row = (posting: EscrowPosting, balanceFen: Int64)

    func run() throws {
        let id = ClerkSource.name(deal.id, of: "deal")
        let source = try ClerkSource(ledger)
        let escrow = DealFile(id: id, facts: try source.facts(ofDeal: id, at: known.point(of: source))).escrow
        let rows = escrow.statement
        if common.json { Output.standard.line(json(id, escrow, rows).text) } else { Output.standard.raw(text(id, escrow, rows)) }
        Output.standard.flush()
    }

    private func json(_ id: String, _ escrow: EscrowState, _ rows: [Row]) -> JSONText {
        var one = JSONText()
        one.put("deal", id)
        one.put("phase", escrow.phase.rawValue)
        for (name, fen) in sums(escrow) { one.put(name, fen: fen) }
        one.put("conserved", escrow.isConserved)
        one.put(
            "postings",
            objects: rows.map { posting, balanceFen in
                var row = JSONText()
                row.put("index", posting.mark.index)
                row.put("occurred", "\(posting.mark.on)")
                row.put("kind", posting.kind.rawValue)
                row.put("party", posting.party)
                row.put("legKind", posting.legKind?.rawValue)
                row.put("amountFen", fen: posting.amountFen)
                row.put("balanceFen", fen: balanceFen)
                return row
            })
        return one
    }

    private func sums(_ escrow: EscrowState) -> [(String, Int64)] {
        [
            ("depositedFen", escrow.depositedFen), ("interestFen", escrow.interestFen), ("releasedFen", escrow.releasedFen),
            ("refundedFen", escrow.refundedFen), ("feesFen", escrow.feesFen), ("heldFen", escrow.heldFen),
            ("balanceFen", escrow.balanceFen),
        ]
    }

    private func text(_ id: String, _ escrow: EscrowState, _ rows: [Row]) -> String {
        var table = TableText(
            [
                tr("entry", "条目"), tr("date", "日期"), tr("posting", "收支"), tr("party", "当事人"), tr("for", "款项"),
                tr("amount", "金额"), tr("balance", "余额"),
            ],
            right: [0, 5, 6])
        for (posting, balanceFen) in rows {
            table.add([
                String(posting.mark.index), "\(posting.mark.on)", tr(posting.kind.title), posting.party,
                posting.legKind.map { tr($0.title) } ?? "", yuan(posting.kind.isCredit ? posting.amountFen : -posting.amountFen),
                yuan(balanceFen),
            ])
        }
        var head = [(tr("deal", "交易"), id), (tr("account", "账户"), tr(escrow.phase.wording))]
        if escrow.heldFen > 0 { head.append((tr("held", "冻结"), yuan(escrow.heldFen))) }
        head.append((tr("balance", "余额"), yuan(escrow.balanceFen)))
        if !escrow.isConserved { head.append((tr("warning", "警告"), tr("the postings do not add up", "收支不平"))) }
        return pairs(head) + "\n" + table.text
    }
}

extension EscrowPosting.Kind {
    /// The word of the type of step that makes such a posting.
    fileprivate var title: Wording {
        let name: EventName =
            switch self {
            case .deposited: .escrowDeposited
            case .interest: .escrowInterestCredited
            case .released: .escrowReleased
            case .refunded: .escrowRefunded
            case .fee: .escrowFeeCharged
            }
        return Catalogue.type(of: name).title
    }
}

extension EscrowLegKind {
    fileprivate var title: Wording {
        switch self {
        case .deposit: Wording("deposit", "定金")
        case .ownFunds: Wording("own funds", "首付款")
        case .loan: Wording("loan", "贷款")
        case .tail: Wording("tail", "尾款")
        }
    }
}
