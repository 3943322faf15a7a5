internal import HomeSale

/// What a field of a state is called. A path such as `loan-1.approvedFen` is what scripts and `deal blame` go by; people who
/// read Chinese get its parts in words beside it.
enum FieldWords {
    /// `贷款 1 批准金额`; parts that are nobody's word, such as identifiers, stay as they are.
    ///
    /// - Parameter root: a first part to leave out, because the page says it already.
    static func label(_ path: String, without root: String? = nil) -> String {
        var parts = path.split(separator: ".").map(String.init)
        if parts.count > 1, parts.first == root { parts.removeFirst() }
        return parts.map { word($0) ?? $0 }.joined(separator: " ")
    }

    /// One part in words; `nil` where it is nobody's word.
    static func word(_ part: String) -> String? {
        if let wording = words[part] ?? ValueWords.taxKinds[part] { return tr(wording) }
        // `loan-1`, `application-2`, `phase#2`: a word and a number.
        if let cut = part.lastIndex(where: { $0 == "-" || $0 == "#" }), let wording = words[String(part[..<cut])] {
            let number = part[part.index(after: cut)...]
            if !number.isEmpty, number.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return "\(tr(wording)) \(number)" }
        }
        return nil
    }

    private static let words: [String: Wording] = [
        "phase": Wording("phase", "阶段"), "overlay": Wording("overlay", "叠加状态"), "deal": Wording("deal", "交易"),
        "listing": Wording("listing", "房源"), "unitCode": Wording("unit", "不动产单元"), "buyers": Wording("buyers", "买方"),
        "sellers": Wording("sellers", "卖方"), "payMode": Wording("way of payment", "付款方式"),
        "flags": Wording("variants", "交易变体"), "viewings": Wording("viewings", "看房次数"), "offer": Wording("offer", "出价"),
        "priceFen": Wording("price", "价款"), "status": Wording("status", "状态"), "deposit": Wording("deposit", "定金"),
        "kind": Wording("kind", "种类"), "agreedFen": Wording("agreed", "约定金额"), "receivedFen": Wording("received", "已收"),
        "returnedFen": Wording("returned", "已退"), "forfeitedFen": Wording("forfeited", "已没收"),
        "reservation": Wording("reservation", "认购"), "title": Wording("title", "产权"), "asOf": Wording("as of", "截至"),
        "ownership": Wording("ownership", "共有形式"), "lenders": Wording("mortgagees", "抵押权人"),
        "restriction": Wording("restriction", "限制"), "consent": Wording("consent", "同意"),
        "coOwner": Wording("co-owner", "共有人"), "spouse": Wording("spouse", "配偶"), "guardian": Wording("guardian", "监护人"),
        "proxy": Wording("proxy", "委托"), "tenant": Wording("tenant", "承租人"), "noticeOn": Wording("notice", "通知日"),
        "answer": Wording("answer", "答复"), "authority": Wording("authority", "主管部门"),
        "residence": Wording("residence right", "居住权"), "contract": Wording("contract", "合同"),
        "areaCentiSqm": Wording("area", "建筑面积"), "signedOn": Wording("signed", "签订日"), "filing": Wording("filing", "备案"),
        "number": Wording("number", "编号"), "revoked": Wording("revoked", "已撤销"), "payoff": Wording("payoff", "还清旧贷"),
        "quotedFen": Wording("quoted", "应还"), "paidFen": Wording("paid", "已付"), "carryOver": Wording("carry-over", "带押过户"),
        "mode": Wording("mode", "模式"), "reminder": Wording("reminder", "提醒"), "handover": Wording("handover", "交房"),
        "commission": Wording("commission", "佣金"), "accruedFen": Wording("accrued", "应计"),
        "refundedFen": Wording("refunded", "已退款"), "breach": Wording("breach", "违约"), "by": Wording("by", "一方"),
        "cured": Wording("cured", "已补救"), "rescission": Wording("rescission", "解约"), "ground": Wording("ground", "事由"),
        "basis": Wording("basis", "依据"), "settlement": Wording("settlement", "结算"), "accepted": Wording("accepted", "已接受"),
        "closed": Wording("closed", "已结案"), "cancelled": Wording("cancelled", "已取消"), "expired": Wording("expired", "已失效"),
        "corrected": Wording("corrected", "已更正"), "escrow": Wording("escrow", "监管"), "agent": Wording("agent", "监管机构"),
        "ownFundsTargetFen": Wording("own funds due", "首付应存"), "retainedTailFen": Wording("tail retained", "留存尾款"),
        "term": Wording("term", "划付约定"), "ownFundsMet": Wording("own funds complete", "首付到位"),
        "balanceFen": Wording("balance", "余额"), "depositedFen": Wording("paid in", "存入"), "source": Wording("from", "来源"),
        "unspentFen": Wording("not spent", "未用"), "interestFen": Wording("interest", "利息"),
        "releasedFen": Wording("released", "划付"), "feesFen": Wording("fees", "手续费"), "heldFen": Wording("held", "冻结"),
        "bankBalanceFen": Wording("balance at the bank", "银行余额"), "bankDifferenceFen": Wording("difference", "差额"),
        "broken": Wording("does not add up", "收支不平"), "ownFunds": Wording("own funds", "首付款"), "tail": Wording("tail", "尾款"),
        "loan": Wording("loan", "贷款"), "preApproval": Wording("pre-approval", "预审"), "state": Wording("state", "状态"),
        "requestedFen": Wording("requested", "申请金额"), "missing": Wording("missing", "尚缺"),
        "received": Wording("received", "已收到"), "bankMaxFen": Wording("bank's maximum", "银行最高额"),
        "amountFen": Wording("amount", "金额"), "ratePpm": Wording("rate", "年利率"), "validUntil": Wording("valid until", "有效期至"),
        "reasons": Wording("reasons", "理由"), "leg": Wording("kind of loan", "贷款种类"), "termMonths": Wording("months", "期数（月）"),
        "lender": Wording("lender", "贷款人"), "method": Wording("way of repayment", "还款方式"),
        "interviews": Wording("interviews", "面谈次数"), "appraisalFen": Wording("appraised at", "评估价"),
        "approvedFen": Wording("approved", "批准金额"), "approvedPpm": Wording("approved rate", "批准年利率"),
        "condition": Wording("condition", "放款条件"), "costDisclosed": Wording("cost disclosed", "已告知成本"),
        "contractNo": Wording("contract number", "合同编号"), "payeeAccountToken": Wording("paid to account", "收款账户"),
        "instructionId": Wording("instruction", "指令编号"), "instructedFen": Wording("instructed", "指令金额"),
        "disbursedFen": Wording("paid out", "放款金额"), "reversed": Wording("reversed", "已冲回"),
        "paidNo": Wording("instalments paid", "已还期数"), "principalPaidFen": Wording("principal paid", "已还本金"),
        "interestPaidFen": Wording("interest paid", "已付利息"), "prepaidFen": Wording("prepaid", "提前还款"),
        "extendedMonths": Wording("extended by months", "展期月数"), "settled": Wording("settled", "已结清"),
        "earlierPreApprovals": Wording("earlier pre-approvals", "此前预审次数"),
        "earlierApplications": Wording("earlier applications", "此前申请次数"), "registration": Wording("registration", "登记"),
        "application": Wording("application", "申请"), "outcome": Wording("outcome", "结果"),
        "entryDate": Wording("entry date", "登簿日"), "certNo": Wording("certificate", "证书号"),
        "holders": Wording("holders", "权利人"), "mortgage": Wording("mortgage", "抵押"), "preNotice": Wording("pre-notice", "预告登记"),
        "discharged": Wording("old mortgage discharged", "旧抵押已注销"), "tax": Wording("tax", "税费"),
        "assessedFen": Wording("assessed", "核定税额"), "exempt": Wording("exempt", "免征"), "estimate": Wording("estimate", "估算"),
        "agency": Wording("agency", "经纪机构"), "owners": Wording("owners", "权利人"),
        "entrustment": Wording("entrustment", "委托"), "exclusive": Wording("exclusive", "独家"),
        "rateBp": Wording("commission rate", "佣金比例"), "from": Wording("from", "自"), "to": Wording("to", "至"),
        "verification": Wording("verification", "核验"), "requestedOn": Wording("requested", "申请日"),
        "code": Wording("code", "核验码"), "restrictionState": Wording("restrictions", "限制状态"),
        "reminderState": Wording("reminders", "提示状态"), "prices": Wording("price", "价格"),
        "publishedFen": Wording("published", "发布价"), "entrustedFen": Wording("entrusted", "委托价"),
        "changedFen": Wording("changed", "调整价"), "transferRecorded": Wording("transfer entered", "转移登记登簿"),
        "mortgageRecorded": Wording("mortgage entered", "抵押登记登簿"), "handoverCompleted": Wording("handover", "物业交割"),
        "payoffDue": Wording("old loan due", "旧贷到期应还"),
        "channels": Wording("channel", "渠道"), "onOfferSince": Wording("on offer since", "在售起"),
        "lock": Wording("lock", "锁定"), "until": Wording("until", "至"), "rejectedOn": Wording("rejected", "核验未通过日"),
        "expiredOn": Wording("expired", "到期日"), "withdrawnOn": Wording("withdrawn", "下架日"),
        "sold": Wording("sold", "成交"), "on": Wording("on", "日期"), "conflicts": Wording("conflict", "冲突"),
        "decoration": Wording("decoration", "装修"), "hardFen": Wording("fitting out", "硬装"),
        "softFen": Wording("furnishing", "软装"), "applianceFen": Wording("appliances", "电器"),
        "approved": Wording("approved", "已批准"), "contractor": Wording("contractor", "装修公司"),
        "tranche": Wording("tranche", "分期"), "progressBp": Wording("progress", "进度"), "dispute": Wording("dispute", "争议"),
        "open": Wording("open", "未结"), "openedOn": Wording("opened", "提起日"), "forum": Wording("forum", "解决途径"),
        "caseNo": Wording("case number", "案号"), "hold": Wording("hold", "止付"), "scope": Wording("scope", "范围"),
        "byCourt": Wording("by a court", "法院作出"), "live": Wording("live", "有效"), "overdue": Wording("overdue", "逾期未结"),
        "closedOn": Wording("closed", "结案日"), "suspended": Wording("suspended", "中止"),
        "rescinding": Wording("being rescinded", "解约中"), "rescinded": Wording("rescinded", "已解约"),
        "contractFiled": Wording("contract filed", "网签备案"), "contractSigned": Wording("contract signed", "合同签订"),
        "interviewed": Wording("interview held", "面谈"), "appraised": Wording("appraised", "评估"),
        "idCard": Wording("identity card", "身份证明"), "incomeProof": Wording("proof of income", "收入证明"),
        "creditReport": Wording("credit report", "征信报告"), "propertyInfo": Wording("about the home", "房屋资料"),
        "employmentInfo": Wording("employment", "就业信息"), "taxRecord": Wording("tax record", "纳税记录"),
        "preApprovalResult": Wording("pre-approval result", "预审结果"),
        "registrationProgress": Wording("registration progress", "登记进度"), "return": Wording("returned", "退还"),
        "forfeit": Wording("forfeited", "没收"), "penalty": Wording("penalty", "加付"),
    ]
}
