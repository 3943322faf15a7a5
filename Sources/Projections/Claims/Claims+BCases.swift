extension Claims {
    /// Brief B: limits it keeps, projects it tells of, what it costs and is worth.
    static let cases: [Claim] = limits + projects + business

    private static let limits: [Claim] = [
        Claim("B35.1", "loan to value", "贷款成数", .bp, .atMost(7_000), .measured(.largestLoanToValue)),
        Claim("B35.2", "debt service to income", "负债收入比", .bp, .atMost(5_000), .measured(.largestDebtRatio)),
        Claim("B35.3", "largest loan", "最高贷款额", .fen, .atMost(500_000_000), .measured(.largestLoan)),
        Claim("B35.4", "a further limit", "另一项限值", .bp, .exactly(500), .untold(.unstated)),
    ]

    private static let projects: [Claim] = [
        Claim("B36.1", "first project: users in a month", "案例一：月活用户", .count, .exactly(8_000_000), .untold(.otherProject)),
        Claim("B36.2", "first project: a share that rose", "案例一：上升的占比", .bp, .from(800, to: 2_300), .untold(.unstated)),
        Claim(
            "B36.3", "first project: pre-approval", "案例一：贷款预审用时", .seconds, .from(259_200, to: 300),
            .measured(.preApprovalSeconds)),
        Claim("B36.4", "first project: bad loans", "案例一：不良率", .bp, .under(50), .measured(.nonPerforming)),
        Claim("B36.5", "first project: net promoter score", "案例一：净推荐值", .score, .exactly(72), .untold(.otherProject)),
        Claim("B36.6", "first project: steps", "案例一：操作步骤数", .count, .from(12, to: 5), .measured(.stepsToClose)),
        Claim("B36.7", "first project: time to an answer", "案例一：答复用时", .seconds, .under(30), .measured(.answerSeconds)),
        Claim("B37.1", "second project: cities", "案例二：城市数", .count, .exactly(3), .level(.cities, .otherProject)),
        Claim("B37.2", "second project: share of the market", "案例二：市场份额", .bp, .from(500, to: 1_800), .untold(.otherProject)),
        Claim("B37.3", "second project: clients of the long tail", "案例二：长尾客群占比", .bp, .exactly(3_000), .untold(.otherProject)),
        Claim("B37.4", "second project: families", "案例二：服务家庭数", .count, .exactly(2_000), .untold(.otherProject)),
    ]

    private static let business: [Claim] = [
        Claim("B40.1", "deposit, of the price", "定金占价款比例", .bp, .exactly(1_000), .measured(.depositShare)),
        Claim("B41.1", "first tier: monthly fee", "第一档：月费", .fen, .exactly(9_900), .untold(.operatorBooks)),
        Claim("B41.2", "second tier: monthly fee", "第二档：月费", .fen, .exactly(29_900), .untold(.operatorBooks)),
        Claim("B41.3", "third tier: monthly fee", "第三档：月费", .fen, .exactly(99_900), .untold(.operatorBooks)),
        Claim("B41.4", "first tier: commission", "第一档：佣金率", .bp, .exactly(100), .level(.commissionShare, .productTerms)),
        Claim("B41.5", "second tier: commission", "第二档：佣金率", .bp, .exactly(50), .level(.commissionShare, .productTerms)),
        Claim("B41.6", "third tier: commission", "第三档：佣金率", .bp, .exactly(0), .level(.commissionShare, .productTerms)),
        Claim("B41.7", "usual commission", "通常佣金率", .bp, .between(100, 200), .measured(.commissionShare)),
        Claim("B43.1", "value of a client: share of the price", "客户价值：房价部分", .bp, .exactly(200), .untold(.formula)),
        Claim("B43.2", "value of a client: decoration, of the price", "客户价值：装修占房价", .bp, .exactly(1_500), .untold(.formula)),
        Claim("B43.3", "value of a client: share of the decoration", "客户价值：装修分成", .bp, .exactly(1_000), .untold(.formula)),
        Claim("B43.4", "value of a client: another part of the price", "客户价值：房价的另一部分", .bp, .exactly(500), .untold(.formula)),
        Claim("B43.5", "value of a client: share of that part", "客户价值：该部分的分成", .bp, .exactly(500), .untold(.formula)),
        Claim("B43.6", "value of a client: further", "客户价值：其他", .fen, .exactly(50_000), .untold(.formula)),
        Claim("B44.1", "first stage: banks", "第一阶段：银行数", .count, .between(1, 2), .level(.lenders, .plan)),
        Claim("B44.2", "first stage: cities", "第一阶段：城市数", .count, .exactly(1), .level(.cities, .plan)),
        Claim("B44.3", "first stage: users", "第一阶段：用户数", .count, .exactly(100), .untold(.plan)),
        Claim("B44.4", "second stage: banks", "第二阶段：银行数", .count, .between(5, 10), .level(.lenders, .plan)),
        Claim("B44.5", "second stage: cities", "第二阶段：城市数", .count, .exactly(20), .level(.cities, .plan)),
        Claim("B44.6", "second stage: users", "第二阶段：用户数", .count, .exactly(500_000), .untold(.plan)),
        Claim("B44.7", "third stage: partners", "第三阶段：合作方数", .count, .atLeast(100), .untold(.plan)),
    ]
}
