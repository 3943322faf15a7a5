internal import ArgumentParser
internal import HomeSale
internal import Projections

struct ListingList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: tr("List the listings and how they stand.", "列出房源及其现状。"),
            discussion: """
                  deedlog listing list --where phase=active --sort priceFen
                  deedlog listing list --csv > listings.csv
                """)
    }

    @OptionGroup var list: ViewList

    func run() throws {
        try list.answer(
            ListingsModel.self,
            [
                ViewColumn(member: "listing", title: Wording("listing", "房源")),
                ViewColumn(member: "phase", title: Wording("phase", "阶段"), path: "listing.phase"),
                ViewColumn(member: "priceFen", title: Wording("price", "价格")),
                ViewColumn(member: "agency", title: Wording("agency", "经纪机构")),
                ViewColumn(member: "publishedOn", title: Wording("published", "发布日")),
                ViewColumn(member: "verifiedUntil", title: Wording("code until", "核验有效至")),
                ViewColumn(member: "lockedFor", title: Wording("locked for", "锁定于")),
                ViewColumn(member: "conflicts", title: Wording("conflicts", "冲突"), isKept: true, cell: RowWords.conflicts),
            ])
    }
}

struct LoanList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: tr("List the loans and how they stand.", "列出贷款及其现状。"),
            discussion: """
                  deedlog loan list --where lender=bank-a --sort balanceFen --descending
                """)
    }

    @OptionGroup var list: ViewList

    func run() throws {
        try list.answer(
            LoansModel.self,
            [
                ViewColumn(member: "deal", title: Wording("deal", "交易")), ViewColumn(member: "leg", title: Wording("leg", "笔")),
                ViewColumn(member: "phase", title: Wording("phase", "阶段"), cell: RowWords.loanPhase),
                ViewColumn(member: "lender", title: Wording("lender", "贷款人")),
                ViewColumn(member: "approvedFen", title: Wording("approved", "批准额")),
                ViewColumn(member: "disbursedFen", title: Wording("paid out", "放款额")),
                ViewColumn(member: "balanceFen", title: Wording("owed", "未还本金")),
                ViewColumn(member: "ratePpm", title: Wording("rate", "利率")),
                ViewColumn(member: "ltvBp", title: Wording("loan to value", "贷款成数")),
                ViewColumn(member: "dtiAllBp", title: Wording("debt to income", "总负债率")),
            ])
    }
}

struct EscrowList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: tr("List the supervised accounts and what is in them.", "列出资金监管账户及其余额。"),
            discussion: "  deedlog escrow list --where phase=funded --sort balanceFen --descending")
    }

    @OptionGroup var list: ViewList

    func run() throws {
        try list.answer(
            EscrowModel.self,
            [
                ViewColumn(member: "deal", title: Wording("deal", "交易")),
                ViewColumn(member: "phase", title: Wording("account", "账户"), path: "escrow.phase"),
                ViewColumn(member: "balanceFen", title: Wording("balance", "余额")),
                ViewColumn(member: "heldFen", title: Wording("held", "冻结")),
                ViewColumn(member: "depositedFen", title: Wording("paid in", "存入")),
                ViewColumn(member: "releasedFen", title: Wording("released", "划付")),
                ViewColumn(member: "refundedFen", title: Wording("refunded", "退回")),
                ViewColumn(member: "differenceFen", title: Wording("bank differs by", "与银行差额")),
            ])
    }
}
