/// Rules of the contract, its filing and the seller's old loan. DOMAIN.md sections 2.2, 2.4.
enum ContractRules {
    static let withoutOffer = StepRule(
        "contract.withoutOffer", [.contractSigned], Wording("An offer was accepted.", "须已接受要约。"),
        remedy: Wording("Record offer.accepted.", "请先登记接受要约。"), source: "民法典 471, 483")
    static let alreadySigned = StepRule(
        "contract.alreadySigned", [.contractSigned],
        Wording("The contract is signed once; changes are amendments.", "合同只签一次，变更另作登记。"),
        remedy: Wording("Record contract.amended.", "请登记合同变更。"), source: "民法典 543")
    static let titleStale = StepRule(
        "contract.titleStale", [.contractSigned], Wording("The title was checked at most three days before.", "产权查询不早于签约前三日。"),
        remedy: Wording("Check the title again.", "请重新查询产权。"), source: "proposal; 民法典 216, 218")
    static let encumbered = StepRule(
        "contract.encumbered", [.contractSigned],
        Wording("The register shows no seizure, objection or other person's notice.", "登记簿无查封、异议或他人预告登记。"),
        remedy: Wording("Have it cleared and check the title again.", "请先清除并重新查询。"), source: "民法典 220, 221; 城市房地产管理法 38")
    static let transferBan = StepRule(
        "contract.transferBan", [.contractSigned, .carryOverAgreed, .registrationSubmitted],
        Wording("No registered ban on transfer stands, unless the old loan is paid off or carried over.", "无已登记的禁止转让约定，或已安排清偿。"),
        remedy: Wording("Quote the payoff or get the lender's consent.", "请登记赎楼报价或取得抵押权人同意。"), source: "民法典 406; 担保制度解释 43")
    static let coOwnersMissing = StepRule(
        "contract.coOwnersMissing", [.contractSigned],
        Wording("Every owner of record who does not sell has consented.", "登记的其他共有人均已书面同意。"),
        remedy: Wording("Record coOwner.consented for each.", "请逐一登记共有人同意。"), source: "民法典 301; 城市房地产管理法 38(4)")
    static let spouseMissing = StepRule(
        "contract.spouseMissing", [.contractSigned], Wording("The spouse has consented.", "配偶已同意。"),
        remedy: Wording("Record spouse.consented.", "请登记配偶同意。"), source: "民法典 1062; 婚姻家庭编解释(一) 28")
    static let guardianMissing = StepRule(
        "contract.guardianMissing", [.contractSigned],
        Wording("The guardians have authorised the sale in the minor's interest.", "监护人已为未成年人利益书面承诺。"),
        remedy: Wording("Record guardian.authorised.", "请登记监护授权。"), source: "民法典 35")
    static let proxyPowers = StepRule(
        "contract.proxyPowers", [.contractSigned, .registrationSubmitted],
        Wording("The seller's proxy holds live powers to sell and to receive the money.", "受托人持有有效的出售及收款授权。"),
        remedy: Wording("Record proxy.authorised with the powers sell and receiveMoney.", "请登记含出售与收款权限的委托。"),
        source: "民法典 165, 168; DOMAIN 2.4")
    static let tenantUnresolved = StepRule(
        "contract.tenantUnresolved", [.contractSigned],
        Wording("The tenant has waived the priority right, or is silent for 15 days.", "承租人已放弃优先购买权或逾期未答复。"),
        remedy: Wording("Record the answer or the deemed waiver.", "请登记答复或视为放弃。"), source: "民法典 726, 728")
    static let residenceRight = StepRule(
        "contract.residenceRight", [.contractSigned],
        Wording("No right of residence stands without the buyer's informed consent.", "无居住权，或买方已知情同意。"),
        remedy: Wording("Record residence.consented.", "请登记买方同意。"), source: "民法典 366, 368")
    static let restrictedHousing = StepRule(
        "contract.restrictedHousing", [.contractSigned],
        Wording("The authority has consented to the sale of restricted housing.", "政策性住房已获主管部门同意。"),
        remedy: Wording("Record authority.consented.", "请登记主管部门同意。"), source: "城市房地产管理法 38, 40")
    static let planSum = StepRule(
        "contract.planSum", [.contractSigned, .contractAmended], Wording("The payment plan adds up to the price.", "付款计划合计等于房价。"),
        remedy: Wording("Correct the plan.", "请更正付款计划。"), source: "民法典 470, 596")
    static let priceDiffers = StepRule(
        "contract.priceDiffers", [.contractSigned], Wording("The price is the one of the accepted offer.", "房价与已接受要约一致。"),
        remedy: Wording("Make and accept a new offer.", "请另行要约与承诺。"), source: "民法典 488")
    static let brokerUnsigned = StepRule(
        "contract.brokerUnsigned", [.contractSigned], Wording("A licensed broker has signed.", "须有房地产经纪人签名。"),
        remedy: Wording("Add the broker's signature.", "请补充经纪人签名。"), source: "房地产经纪管理办法 16")
    static let partyUnsigned = StepRule(
        "contract.partyUnsigned", [.contractSigned],
        Wording("Every buyer and seller has signed, himself or by his proxy or guardian.", "买卖各方均已签名，或由其代理人、监护人签名。"),
        remedy: Wording("Add the missing signatures.", "请补充缺少的签名。"), source: "民法典 490; 城市房地产管理法 41")
    static let payModeUnfit = StepRule(
        "contract.payModeUnfit", [.contractAmended],
        Wording("The way of payment changes while no loan of it runs.", "变更付款方式时，原贷款须已终止，且与带押过户相符。"),
        remedy: Wording("Have the loan declined, lapsed or reversed first.", "请先了结原贷款。"), source: "民法典 543; proposal: DOMAIN 2.3")
    static let notSigned = StepRule(
        "contract.notSigned", [.contractAmended, .filingRecorded, .signingScheduled],
        Wording("The contract is signed.", "合同须已签订。"),
        remedy: Wording("Record contract.signed.", "请先登记签约。"), source: "民法典 490")
    static let amendLate = StepRule(
        "contract.amendLate", [.contractAmended], Wording("The title has not passed yet.", "尚未过户。"),
        remedy: Wording("Correct a fact or settle instead.", "请改为更正或结算。"), source: "民法典 543")
    static let filedPriceDiffers = StepRule(
        "filing.priceDiffers", [.filingRecorded], Wording("The filed price is the contract's.", "备案价须与合同价一致。"),
        remedy: Wording("File the contract as signed: a second price is void.", "请按合同备案：阴阳合同无效。"), source: "民法典 146")
    static let filedAlready = StepRule(
        "filing.already", [.filingRecorded], Wording("No filing of this contract stands.", "合同尚无有效备案。"),
        remedy: Wording("Revoke the old filing first.", "请先撤销原备案。"), source: "城市房地产管理法 35")
    static let notFiled = StepRule(
        "filing.missing", [.filingRevoked], Wording("A filing stands.", "须有有效备案。"),
        remedy: Wording("Name a filing that was recorded.", "请填写已登记的备案。"), source: "城市房地产管理法 35")
    static let revokeUngrounded = StepRule(
        "filing.revokeUngrounded", [.filingRevoked],
        Wording("A filing is revoked by agreement, judgment or a refused loan, before the entry.", "撤销须经协商、判决或贷款未获批，且在登簿前。"),
        remedy: Wording("Record the rescission or the decline first.", "请先登记解约或贷款拒批。"), source: "民法典 562, 563")
    static let payoffNoMortgage = StepRule(
        "payoff.noMortgage", [.payoffQuoted], Wording("The title check shows a mortgage of this lender.", "产权查询显示该抵押权人的抵押。"),
        remedy: Wording("Check the title, or name the lender of record.", "请查询产权，或填写登记的抵押权人。"), source: "民法典 406")
    static let payoffNotQuoted = StepRule(
        "payoff.notQuoted", [.payoffExecuted], Wording("The old lender has quoted the payoff.", "原抵押权人已报清偿金额。"),
        remedy: Wording("Record payoff.quoted.", "请先登记清偿报价。"), source: "proposal")
    static let payoffAbove = StepRule(
        "payoff.aboveQuote", [.payoffExecuted],
        Wording("No more is paid than was quoted, to the lender that quoted.", "清偿不超过报价，且付给报价的抵押权人。"),
        remedy: Wording("Correct the amount or the lender, or quote again.", "请更正金额或抵押权人，或重新报价。"), source: "民法典 557, 561")
    static let carryOverUndeclared = StepRule(
        "carryOver.undeclared", [.carryOverAgreed], Wording("The deal was opened as a carry-over transfer.", "立案时已注明带押过户。"),
        remedy: Wording("Open the deal with the flag carryOver.", "立案时请注明 carryOver。"), source: "金规〔2026〕5号 20")
    static let carryOverNoEscrow = StepRule(
        "carryOver.noEscrow", [.carryOverAgreed], Wording("The escrow account is open.", "监管账户已开立。"),
        remedy: Wording("Record escrow.opened.", "请先登记开立监管账户。"), source: "金规〔2026〕5号 20")
    static let carryOverWrongLender = StepRule(
        "carryOver.wrongLender", [.carryOverAgreed], Wording("The old lender is a mortgagee of record.", "原抵押权人须为登记的抵押权人。"),
        remedy: Wording("Name the lender that the title check shows.", "请填写产权查询所示抵押权人。"), source: "民法典 406")

    static let all = [
        withoutOffer, alreadySigned, titleStale, encumbered, transferBan, coOwnersMissing, spouseMissing, guardianMissing,
        proxyPowers, tenantUnresolved, residenceRight, restrictedHousing, planSum, priceDiffers, brokerUnsigned, partyUnsigned,
        payModeUnfit, notSigned,
        amendLate, filedPriceDiffers, filedAlready, notFiled, revokeUngrounded, payoffNoMortgage, payoffNotQuoted, payoffAbove,
        carryOverUndeclared, carryOverNoEscrow, carryOverWrongLender,
    ]
}
