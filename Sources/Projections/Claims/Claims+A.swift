extension Claims {
    /// Brief A: a system for selling homes.
    static let salesSystem: [Claim] = market + selling + growth + running

    private static let market: [Claim] = [
        Claim(
            "A1.1", "volume of the second-hand market", "二手房市场规模", .fen, .over(450_000_000_000_000), .untold(.widerMarket)),
        Claim(
            "A3.1", "a reminder of the pre-approval's result before the signing", "签约前提醒贷款预审结果", .days, .exactly(3),
            .measured(.signingReminderDays)),
        Claim(
            "A3.2", "a reminder of the registration before the transfer", "过户前提醒登记进度", .hours, .exactly(48),
            .measured(.transferReminderHours)),
        Claim("A4.1", "fields of a listing", "房源字段数", .count, .atLeast(200), .measured(.listingFields)),
        Claim("A7.1", "tags of a client", "客户画像标签数", .count, .exactly(23), .untold(.notRecorded)),
        Claim("A7.2", "accuracy of the deal's probability", "成交概率预测准确率", .bp, .exactly(8_960), .untold(.notRecorded)),
        Claim(
            "A8.1", "conversion of located invitations, of that of text messages", "定位邀约转化率与短信转化率之比", .bp, .exactly(42_000),
            .untold(.notRecorded)),
        Claim("A9.1", "parameters of a suggested price", "定价参数个数", .count, .exactly(18), .untold(.notRecorded)),
        Claim("A9.2", "price plans for a home", "每套房源的定价方案数", .count, .exactly(3), .untold(.notRecorded)),
        Claim("A9.3", "time to sell", "销售周期", .bp, .changed(-3_000), .level(.daysOnMarket, .noTimeBefore)),
        Claim("A9.4", "premium of the price", "成交溢价率", .bp, .exactly(850), .measured(.priceOverAsking)),
        Claim("A10.1", "risk factors", "风险因子数", .count, .atLeast(200), .untold(.software)),
        Claim("A10.2", "banks whose mortgage records are covered", "抵押信息覆盖的银行比例", .bp, .exactly(9_800), .untold(.notRecorded)),
        Claim("A10.3", "disputes warned of", "预警的纠纷数", .count, .exactly(23), .untold(.notRecorded)),
    ]

    private static let selling: [Claim] = [
        Claim(
            "A11.1", "deals of a store in a month", "门店每月成交数", .count, .from(35, to: 82), .level(.salesPerMonth, .noStores)),
        Claim("A11.2", "labour", "人力成本", .bp, .changed(-4_200), .untold(.operatorBooks)),
        Claim("A11.3", "disputes", "纠纷", .bp, .changed(-6_700), .level(.disputeShare, .noTimeBefore)),
        Claim("A12.1", "use of VR", "VR 使用量", .bp, .changed(21_000), .level(.vrShare, .noTimeBefore)),
        Claim("A12.2", "visits that become contracts", "带看转化率", .bp, .from(1_200, to: 2_900), .measured(.viewingConversion)),
        Claim("A12.3", "time to decide", "决策时间", .centiDays, .exactly(230), .measured(.daysToDecide)),
        Claim("A12.4", "commission", "佣金", .bp, .changed(5_500), .level(.commission, .noTimeBefore)),
        Claim("A13.1", "days on the market", "在售天数", .days, .from(87, to: 39), .measured(.daysOnMarket)),
        Claim("A13.2", "error of the price asked", "定价偏差", .bp, .exactly(1_800), .untold(.notRecorded)),
        Claim("A13.3", "premium of the price", "成交溢价率", .pointBp, .changed(680), .level(.priceOverAsking, .noTimeBefore)),
    ]

    private static let growth: [Claim] = [
        Claim("A14.1", "time for preparing data", "数据准备时间", .months, .between(1, 2), .untold(.plan)),
        Claim("A14.2", "records to import", "导入记录数", .count, .exactly(5_000_000), .untold(.plan)),
        Claim("A14.3", "interfaces to authorities", "政务接口数", .count, .exactly(7), .untold(.plan)),
        Claim("A14.4", "bearing from which a home faces south", "“朝南”的方位角下限", .degrees, .atLeast(180), .untold(.formula)),
        Claim("A15.1", "time for building", "系统建设时间", .months, .between(3, 4), .untold(.plan)),
        Claim("A15.2", "users at a time, daily", "日并发量", .count, .exactly(100_000), .untold(.plan)),
        Claim("A16.1", "manuals by role", "岗位手册数", .count, .exactly(18), .untold(.plan)),
        Claim("A16.2", "scenarios of training", "培训场景数", .count, .exactly(132), .untold(.plan)),
        Claim("A16.3", "tiers of support", "支持层级数", .count, .exactly(3), .untold(.plan)),
        Claim("A16.4", "days of support in a week", "每周支持天数", .days, .exactly(7), .untold(.plan)),
        Claim("A16.5", "hours of support in a day", "每日支持小时数", .hours, .exactly(12), .untold(.plan)),
        Claim("A16.6", "passing mark of the exam", "考核通过线", .bp, .atLeast(9_500), .untold(.plan)),
        Claim("A17.1", "share of deals on the chain", "上链比例", .bp, .exactly(6_500), .untold(.outsideLog)),
        Claim(
            "A17.2", "steps taken automatically", "自动执行率", .bp, .from(1_200, to: 4_100), .measured(.automaticShare)),
        Claim("A17.3", "speed of signing", "签约效率", .bp, .changed(40_000), .level(.daysToSign, .noTimeBefore)),
        Claim("A17.4", "time to settle a dispute", "纠纷处理时限", .hours, .exactly(72), .measured(.disputeHours)),
        Claim("A18.1", "scale of the VR model", "VR/AR 模型比例", .bp, .exactly(10_000), .untold(.notRecorded)),
        Claim("A18.2", "stay in a visit by VR", "VR 停留时长", .centiMinutes, .exactly(870), .measured(.vrMinutes)),
        Claim("A18.3", "visits that become contracts", "带看转化率", .bp, .changed(2_200), .level(.viewingConversion, .noTimeBefore)),
    ]

    private static let running: [Claim] = [
        Claim("A19.1", "questions answered by a language model", "语言模型解答的问题比例", .bp, .exactly(8_500), .untold(.notRecorded)),
        Claim("A19.2", "questions in a day", "每日问题数", .count, .exactly(1_200), .untold(.notRecorded)),
        Claim("A19.3", "accuracy of its answers", "解答准确率", .bp, .exactly(9_130), .untold(.notRecorded)),
        Claim("A19.4", "money saved by it", "由此节省的费用", .fen, .exactly(85_000_000), .untold(.operatorBooks)),
        Claim("A20.1", "sources cited", "引用来源数", .count, .exactly(5), .untold(.plan)),
        Claim("A20.2", "fee for a year", "年服务费", .fen, .between(8_000_000, 15_000_000), .untold(.operatorBooks)),
        Claim("A20.3", "maintenance in the fee", "包含的维护年限", .years, .exactly(3), .untold(.operatorBooks)),
        Claim("A20.4", "money saved", "节省的费用", .fen, .exactly(42_000_000), .untold(.operatorBooks)),
        Claim("A20.5", "hours saved", "节省的工时", .hours, .exactly(23_000), .untold(.operatorBooks)),
        Claim("A20.6", "losses avoided", "避免的损失", .fen, .exactly(75_000_000), .untold(.operatorBooks)),
        Claim("A20.7", "time until it pays", "回收期", .centiMonths, .exactly(680), .untold(.operatorBooks)),
    ]
}
