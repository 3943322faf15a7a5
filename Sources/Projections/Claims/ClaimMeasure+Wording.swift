public import HomeSale

extension ClaimMeasure {
    /// What exactly is measured.
    public var wording: Wording {
        switch self {
        case .price: Wording("middle price of the contracts that stand", "有效合同价款的中位数")
        case .priceOverAsking:
            Wording("middle of the price over the first published price", "成交价较首次挂牌价溢价率的中位数")
        case .daysOnMarket: Wording("middle of the days from first publication to contract", "首次挂牌至签约天数的中位数")
        case .daysToDecide: Wording("mean days from the buyer's first visit to the first offer", "买方首次看房至首次出价的平均天数")
        case .daysToSign: Wording("middle of the days from the accepted offer to the contract", "接受出价至签约天数的中位数")
        case .daysToClose: Wording("middle of the days from the opening to the closing of a sale", "立案至结案天数的中位数")
        case .salesPerMonth: Wording("sales closed a month, from the first month to the last", "首月至末月的月均结案成交数")
        case .depositShare: Wording("middle of the deposit received, of the price", "实收定金占价款比例的中位数")
        case .commission: Wording("middle of the commission paid in a deal", "每笔交易实付佣金的中位数")
        case .commissionShare: Wording("middle of the commission agreed, of the price", "约定佣金占价款比例的中位数")
        case .viewingConversion:
            Wording(
                "contracts over visits; homes that no deal was opened on are missing, so at most this",
                "签约数与带看数之比；未立案房源的带看未计入，故为上限")
        case .vrShare: Wording("visits by VR, of all visits", "VR 带看占全部带看的比例")
        case .vrMinutes: Wording("mean minutes of a visit by VR", "每次 VR 带看的平均分钟数")
        case .automaticShare: Wording("steps that the program derived, of all steps of deals", "系统推导的步骤占交易全部步骤的比例")
        case .stepsToClose: Wording("middle of the steps that people took in a closed sale", "成交结案交易中人工步骤数的中位数")
        case .signingReminderDays:
            Wording("fewest days by which a reminder came before the signing", "签约提醒提前天数的最小值")
        case .transferReminderHours:
            Wording("fewest hours by which a reminder came before the transfer", "过户提醒提前小时数的最小值")
        case .listingFields: Wording("middle of the fields that a listing was drafted with", "房源录入字段数的中位数")
        case .disputeShare: Wording("deals with a dispute, of all deals", "发生争议的交易占全部交易的比例")
        case .disputeHours: Wording("longest hours from opening a dispute to closing it", "争议自提出至终结的最长小时数")
        case .preApprovalSeconds:
            Wording("middle of the seconds from starting a pre-approval to its decision", "贷款预审自发起至决定秒数的中位数")
        case .answerSeconds:
            Wording("middle of the seconds from the last document to the lender's answer", "最后一份材料至贷款人答复秒数的中位数")
        case .approvalDays: Wording("middle of the days that a pre-approval is valid", "预审批准有效天数的中位数")
        case .rate: Wording("middle of the rates approved", "批准利率的中位数")
        case .largestLoan: Wording("largest loan approved", "批准的最大贷款额")
        case .largestLoanToValue: Wording("highest loan to value approved", "批准的最高贷款成数")
        case .largestDebtRatio: Wording("highest debt service to income approved", "批准的最高总负债率")
        case .payoutDays: Wording("middle of the days from the last condition met to the money", "最后条件满足至放款天数的中位数")
        case .nonPerforming:
            Wording("owed and due for more than ninety days, of all that is owed", "逾期超过九十日的贷款余额占全部余额的比例")
        case .decorationRate: Wording("middle of the rates of decoration loans approved", "装修贷批准利率的中位数")
        case .leastDecorationLoan: Wording("smallest decoration loan approved", "批准的最小装修贷款额")
        case .largestDecorationLoan: Wording("largest decoration loan approved", "批准的最大装修贷款额")
        case .decorationShare: Wording("middle of the decoration plan, of the price", "装修方案总额占价款比例的中位数")
        case .hardShare: Wording("hard decoration, of all plans", "硬装占装修方案总额的比例")
        case .softShare: Wording("soft decoration, of all plans", "软装占装修方案总额的比例")
        case .applianceShare: Wording("appliances, of all plans", "家电占装修方案总额的比例")
        case .cities: Wording("cities with deals", "有交易的城市数")
        case .lenders: Wording("lenders in deals", "参与交易的贷款人数")
        }
    }
}
