/// What the rules of one day allow a loan of this deal to be. Which day: that of the step, which for the last check is the loan
/// contract's (银发〔2026〕171号 36: old contracts keep their terms).
struct LoanLimits {
    private let file: DealFile
    private let number: Int
    private let application: LoanApplication
    private let appraisal: LoanAppraisal?
    private let day: CivilDate
    private let scope: RuleScope

    private let rules: RuleTable

    init(
        _ step: Step, _ file: DealFile, _ application: LoanApplication, _ appraisal: LoanAppraisal? = nil, _ rules: RuleTable
    ) {
        (self.file, self.rules) = (file, rules)
        number = step.stream.number
        self.application = application
        self.appraisal = appraisal
        day = step.occurred
        scope = file.deal.opened.flatMap { AdminCode($0.cityCode) }.map { RuleScope.city($0) } ?? .national
    }

    /// - Parameter mustKnowRatios: whether a debt ratio that nobody states refuses the step, as it does once a lender decides.
    func check(amountFen: Int64, termMonths: Int64, ratios: LoanRatios, mustKnowRatios: Bool) throws(Refusal) {
        try checkTerm(termMonths)
        try checkValue(amountFen)
        try checkRatio(ratios.housingBp, .dtiHousing, LoanRules.debtHousing, "dtiHousingBp", mustKnowRatios)
        try checkRatio(ratios.allBp, .dtiAll, LoanRules.debtAll, "dtiAllBp", mustKnowRatios)
    }

    private func limit(_ key: RuleKey) throws(Refusal) -> Int64 {
        if let number = rules.number(key, asOf: day, scope: scope) { return number }
        throw Refusal(LoanRules.ruleUnknown, rests: [file.deal.opened?.mark.index], missing: [key.rawValue], "\(day)")
    }

    private func checkTerm(_ termMonths: Int64) throws(Refusal) {
        let mostMonths = try limit(.termMax)
        guard termMonths > 0, termMonths <= mostMonths else {
            throw Refusal(
                LoanRules.termTooLong, rests: [application.mark.index], missing: ["termMonths"],
                "\(termMonths) > \(mostMonths) months")
        }
        guard application.method == .interestOnly else { return }
        let bulletMonths =
            rules.number(.interestOnlyMax, asOf: day, scope: scope) ?? Int64(LoanTerms.maximumInterestOnlyMonths)
        guard termMonths <= bulletMonths else {
            throw Refusal(
                LoanRules.interestOnly, rests: [application.mark.index], missing: ["method", "termMonths"],
                "\(termMonths) > \(bulletMonths) months")
        }
    }

    /// All legs together against one home: a combined loan may not add up to more than one loan could be.
    private func checkValue(_ amountFen: Int64) throws(Refusal) {
        guard let contract = file.deal.contract else {
            throw Refusal(LoanRules.loanToValue, rests: [file.deal.opened?.mark.index], missing: ["contract.signed"])
        }
        // An unknown number of homes counts as the stricter case.
        let home: LoanHome = application.homeCount == 0 ? .first : .second
        guard let cap = rules.loanToValueMax(home, asOf: day, scope: scope) else {
            throw Refusal(
                LoanRules.ruleUnknown, rests: [contract.mark.index], missing: [RuleKey.downPayment(home).rawValue], "\(day)")
        }
        let others = file.legs.filter { $0.number != number && $0.loan.isLive }
        let totalFen = others.reduce(amountFen) { $0.adding($1.loan.current?.amountFen ?? 0) }
        let valueFen = min(contract.priceFen, appraisal?.valueFen ?? contract.priceFen)
        guard totalFen > 0, valueFen >= 0, Amount.isWithin(totalFen, of: valueFen, limitBp: cap.limitBp) else {
            throw Refusal(
                LoanRules.loanToValue,
                rests: [contract.mark.index, appraisal?.mark.index] + others.map { $0.loan.current?.application.mark.index },
                missing: ["amountFen"], "\(fen: totalFen) of \(fen: valueFen) > \(cap.limitBp) bp")
        }
    }

    private func checkRatio(
        _ ratioBp: Int64?, _ key: RuleKey, _ rule: StepRule, _ member: String, _ mustKnow: Bool
    ) throws(Refusal) {
        guard let ratioBp else {
            if mustKnow { throw Refusal(rule, rests: [application.mark.index], missing: [member]) }
            return
        }
        let mostBp = try limit(key)
        guard ratioBp <= mostBp else {
            throw Refusal(rule, rests: [application.mark.index], missing: [member], "\(ratioBp) > \(mostBp) bp")
        }
    }
}

extension LoanRatios {
    private init(housingBp: Int64?, allBp: Int64?) {
        self.housingBp = housingBp
        self.allBp = allBp
    }

    /// What this states, and else what `earlier` stated.
    func filled(from earlier: LoanRatios) -> LoanRatios {
        LoanRatios(housingBp: housingBp ?? earlier.housingBp, allBp: allBp ?? earlier.allBp)
    }
}
