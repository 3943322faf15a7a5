extension RiskFactors {
    /// Fraud (欺诈).
    static let fraud: [RiskFactor] = [
        // How far the least sure identity of those who sign was checked: 1 relayed, 2 declared.
        RiskFactor("F01", "身份核验等级", "identity of the signers not checked directly", 26, RiskBands((1, 500), (2, 1000))),
        RiskFactor("F02", "关联账号", "accounts shared by unrelated parties", 22),
        RiskFactor("F03", "阴阳合同", "contract, filed and tax price differ", 24, isHardBlock: true, .isTrue),
        // 1: the power to receive money is not notarised; 2: there is none.
        RiskFactor("F04", "代理收款", "proxy without notarised power to receive money", 22, RiskBands((1, 600), (2, 1000))),
        // 1: a payee whom the escrow agreement names; 2: anybody else.
        RiskFactor(
            "F05", "收款人不符", "payee neither owner nor old lender", 24, isHardBlock: true, RiskBands((1, 500), (2, 1000))),
        // 1: before a price is agreed; 2: after.
        RiskFactor(
            "F06", "一房多卖", "home in two live deals or listings", 20, isHardBlock: true, RiskBands((1, 500), (2, 1000))),
        RiskFactor("F07", "材料复用", "documents used in other deals", 12),
        RiskFactor("F08", "短期转手", "sold within 90 days of purchase", 6, .isTrue),
        RiskFactor("F09", "异常加速", "offer to contract under 24 h, paid in full", 4, .isTrue),
    ]
}
