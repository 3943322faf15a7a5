internal import ArgumentParser
internal import HomeSale
internal import Ledger

/// What a clerk asks about the loans of a deal.
struct Loan: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Look into the loans of a deal.", "查看交易的贷款。"), discussion: "  deedlog loan show D-0001",
            subcommands: [LoanList.self, LoanShow.self])
    }
}

struct LoanShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: tr("Show a loan leg and, once it was paid out, its schedule.", "显示贷款及放款后的还款计划。"),
            discussion: tr(
                "All legs, or only leg N.\n  deedlog loan show D-0001\n  deedlog loan show D-0001 1 --json",
                "显示全部贷款，或仅第 N 笔。\n  deedlog loan show D-0001\n  deedlog loan show D-0001 1 --json"))
    }

    @OptionGroup var deal: DealArgument
    @Argument(help: ArgumentHelp(tr("Which leg, from 1.", "第几笔，自 1 起。"), valueName: "n"))
    var leg: Int?
    @OptionGroup var known: KnownOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let id = ClerkSource.name(deal.id, of: "deal")
        let source = try ClerkSource(ledger)
        let file = DealFile(id: id, facts: try source.facts(ofDeal: id, at: known.point(of: source)))
        let legs = file.legs.filter { leg == nil || $0.number == leg }
        if legs.isEmpty, let leg { throw LedgerError(.notFound, ["deal/\(id)/loan-\(leg)"]) }
        for (number, loan) in legs {
            if common.json { Output.standard.line(json(id, number, loan).text) } else { Output.standard.raw(text(number, loan)) }
        }
        if legs.isEmpty { Talk.note(tr("deal \(id) has no loan", "交易 \(id) 没有贷款")) }
        Output.standard.flush()
    }

    private func json(_ id: String, _ number: Int, _ loan: LoanState) -> JSONText {
        let repayment = loan.current?.repayment
        var one = JSONText()
        one.put("deal", id)
        one.put("leg", number)
        one.put("phase", loan.current?.phase.rawValue)
        one.put("preApproval", loan.preApproval?.state.rawValue)
        one.put("lender", loan.lender)
        one.put("balanceFen", fen: repayment?.balanceFen)
        one.put("paidNo", repayment.map { StateField.Value.number(Int64($0.paidNo)) })
        one.put("state", JSONText(loan.fields(number)))
        one.put(
            "schedule",
            objects: (repayment?.schedule?.rows ?? []).map { row in
                var line = JSONText()
                line.put("no", row.no)
                line.put("principalFen", fen: row.principalFen)
                line.put("interestFen", fen: row.interestFen)
                line.put("paymentFen", fen: row.paidFen)
                line.put("balanceFen", fen: row.balanceFen)
                return line
            })
        return one
    }

    private func text(_ number: Int, _ loan: LoanState) -> String {
        var text = tr("loan \(number)", "贷款 \(number)") + "\n" + fieldLines(loan.fields(number), without: "loan-\(number)")
        if let schedule = loan.current?.repayment?.schedule {
            var table = TableText(
                [tr("no", "期次"), tr("principal", "本金"), tr("interest", "利息"), tr("payment", "月供"), tr("balance", "余额")],
                right: [0, 1, 2, 3, 4])
            for row in schedule.rows {
                table.add([String(row.no)] + [row.principalFen, row.interestFen, row.paidFen, row.balanceFen].map(yuan))
            }
            text += "\n" + table.text
        }
        return text + "\n"
    }
}
