extension Claims {
    /// Brief B: constants of its code. No deal bears them out or refutes them.
    static let formulas: [Claim] = masks + scores

    private static let masks: [Claim] = [
        Claim("B20.1", "leading characters that a mask shows", "脱敏保留的前部字符数", .count, .exactly(2), .untold(.software)),
        Claim("B20.2", "trailing characters that a mask shows", "脱敏保留的后部字符数", .count, .exactly(2), .untold(.software)),
        Claim("B20.3", "characters of the masked identity number", "脱敏身份证号的字符数", .count, .exactly(16), .untold(.software)),
        Claim("B20.4", "characters of the masked phone number", "脱敏手机号的字符数", .count, .exactly(12), .untold(.software)),
        Claim("B20.5", "characters of the masked card number", "脱敏银行卡号的字符数", .count, .exactly(17), .untold(.software)),
        Claim("B20.6", "trailing digits of the first", "脱敏身份证号的尾数位数", .count, .exactly(4), .untold(.software)),
        Claim("B20.7", "trailing digits of the second", "脱敏手机号的尾数位数", .count, .exactly(2), .untold(.software)),
        Claim("B20.8", "trailing digits of the third", "脱敏银行卡号的尾数位数", .count, .exactly(5), .untold(.software)),
        Claim("B22.1", "permissions of the platform", "平台的权限数", .count, .exactly(3), .untold(.software)),
        Claim("B22.2", "permissions of a bank", "银行的权限数", .count, .exactly(3), .untold(.software)),
        Claim("B22.3", "permissions of a contractor", "装修公司的权限数", .count, .exactly(2), .untold(.software)),
        Claim("B28.1", "steps of the process", "流程步骤数", .count, .exactly(5), .untold(.software)),
        Claim("B29.1", "indicators of credit", "信用指标数", .count, .exactly(3), .untold(.software)),
        Claim("B29.2", "indicators of the market", "市场指标数", .count, .exactly(2), .untold(.software)),
        Claim("B29.3", "indicators of operations", "操作指标数", .count, .exactly(2), .untold(.software)),
        Claim("B29.4", "indicators of fraud", "欺诈指标数", .count, .exactly(2), .untold(.software)),
    ]

    private static let scores: [Claim] = [
        Claim("B30.1", "weight of credit", "信用权重", .bp, .exactly(4_000), .untold(.formula)),
        Claim("B30.2", "weight of the market", "市场权重", .bp, .exactly(3_000), .untold(.formula)),
        Claim("B30.3", "weight of fraud", "欺诈权重", .bp, .exactly(3_000), .untold(.formula)),
        Claim("B31.1", "credit: base", "信用：基础分", .score, .exactly(50), .untold(.formula)),
        Claim("B31.2", "credit: high score from", "信用：高评分线", .score, .atLeast(750), .untold(.formula)),
        Claim("B31.3", "credit: for a high score", "信用：高评分加分", .score, .changed(20), .untold(.formula)),
        Claim("B31.4", "credit: middle score from", "信用：中评分线", .score, .atLeast(650), .untold(.formula)),
        Claim("B31.5", "credit: for a middle score", "信用：中评分加分", .score, .changed(10), .untold(.formula)),
        Claim("B31.6", "credit: low debt ratio under", "信用：低负债率线", .bp, .under(3_000), .untold(.formula)),
        Claim("B31.7", "credit: for a low debt ratio", "信用：低负债率加分", .score, .changed(15), .untold(.formula)),
        Claim("B31.8", "credit: middle debt ratio under", "信用：中负债率线", .bp, .under(4_000), .untold(.formula)),
        Claim("B31.9", "credit: for a middle debt ratio", "信用：中负债率加分", .score, .changed(5), .untold(.formula)),
        Claim("B31.10", "credit: years in the job from", "信用：从业年限线", .years, .atLeast(3), .untold(.formula)),
        Claim("B31.11", "credit: for years in the job", "信用：从业年限加分", .score, .changed(15), .untold(.formula)),
        Claim("B32.1", "market: base", "市场：基础分", .score, .exactly(50), .untold(.formula)),
        Claim("B32.2", "market: for a rising trend", "市场：上行加分", .score, .changed(10), .untold(.formula)),
        Claim("B32.3", "market: for a falling trend", "市场：下行扣分", .score, .changed(-10), .untold(.formula)),
        Claim("B32.4", "market: factor of the location", "市场：区位系数", .count, .exactly(2), .untold(.formula)),
        Claim("B32.5", "market: scale of the location", "市场：区位分范围", .score, .between(0, 10), .untold(.formula)),
        Claim("B32.6", "market: scale of the score", "市场：得分范围", .score, .between(0, 100), .untold(.formula)),
        Claim("B33.1", "fraud: base", "欺诈：基础分", .score, .exactly(100), .untold(.formula)),
        Claim("B33.2", "fraud: for an identity not proven", "欺诈：身份未核验扣分", .score, .changed(-30), .untold(.formula)),
        Claim("B33.3", "fraud: for odd behaviour", "欺诈：异常行为扣分", .score, .changed(-40), .untold(.formula)),
        Claim("B33.4", "fraud: for a trusted device", "欺诈：可信设备加分", .score, .changed(10), .untold(.formula)),
        Claim("B34.1", "low risk from", "低风险线", .score, .atLeast(80), .untold(.formula)),
        Claim("B34.2", "medium risk from", "中风险线", .score, .atLeast(60), .untold(.formula)),
        Claim("B34.3", "high risk from", "高风险线", .score, .atLeast(40), .untold(.formula)),
    ]
}
