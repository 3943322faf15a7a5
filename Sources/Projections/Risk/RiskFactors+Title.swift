extension RiskFactors {
    /// Mortgages and title (抵押产权).
    static let title: [RiskFactor] = [
        // Seizures in force; the first that waits takes the place of one that is lifted.
        RiskFactor("T01", "现势查封", "seizure in force", 40, isHardBlock: true, .isTrue),
        RiskFactor("T02", "轮候查封", "seizures that wait", 25, isHardBlock: true, .isTrue),
        // Principal that is still owed, basis points of the price.
        RiskFactor(
            "T03", "未结清贷款比", "old loan over price", 30,
            RiskBands((1, 200), (2_001, 400), (4_001, 600), (6_001, 800), (8_001, 1000))),
        // 1: more than one mortgage, or one for a maximum; 2: both.
        RiskFactor("T04", "多重/最高额抵押", "several mortgages, or one for a maximum", 20, RiskBands((1, 700), (2, 1000))),
        RiskFactor("T05", "非银行抵押权人", "mortgagee that is no bank", 25, .isTrue),
        RiskFactor("T06", "约定禁止转让已登记", "registered ban on transfer", 20, isHardBlock: true, .isTrue),
        RiskFactor("T07", "异议登记", "objection on the register", 20, isHardBlock: true, .isTrue),
        RiskFactor("T08", "他人预告登记", "pre-notice of a third party", 20, isHardBlock: true, .isTrue),
        RiskFactor("T09", "居住权", "right of residence without the buyer's consent", 15, .isTrue),
        // Owners who neither sell nor consented.
        RiskFactor("T10", "共有人未同意", "co-owners who did not consent", 15, isHardBlock: true, .isTrue),
        RiskFactor("T11", "租约未弃权", "lease without a waiver", 10, .isTrue),
        RiskFactor("T12", "划拨/政策房", "allocated land or restricted housing without approval", 10, .isTrue),
        // Days since the register was looked at; for three of them a contract may rest on it.
        RiskFactor("T13", "产权核查时效", "age of the title check", 10, RiskBands((4, 300), (11, 600), (31, 1000))),
    ]
}
