/// Rules of the register. DOMAIN.md sections 2.1, 2.2.
enum RegistrationRules {
    static let notFiled = StepRule(
        "registration.notFiled", [.registrationSubmitted, .registrationRecorded, .transferScheduled],
        Wording("The contract is signed and filed.", "合同须已签订并备案。"),
        remedy: Wording("Record filing.recorded.", "请先登记备案。"), source: "不动产登记暂行条例 16")
    static let taxesOpen = StepRule(
        "registration.taxesOpen", [.registrationSubmitted, .registrationRecorded],
        Wording("Every assessed tax is paid or exempt.", "核定税款均已缴清或免征。"),
        remedy: Wording("Record tax.paid for what is open.", "请先缴清税款。"), source: "契税法 11")
    static let reliefUndecided = StepRule(
        "registration.reliefUndecided", [.registrationSubmitted, .registrationRecorded],
        Wording(
            "The tax bureau has decided the income tax of a home claimed as the family's only one for five years.",
            "满五唯一的个人所得税须由税务机关核定。"),
        remedy: Wording("Record tax.assessed of kind pit, with the exemption or the tax.", "请登记个人所得税核定（免征或应纳）。"),
        source: "财税字〔1994〕20号 2(6); DOMAIN 2.4")
    static let pending = StepRule(
        "registration.pending", [.registrationSubmitted],
        Wording("No application of this kind is under way or granted.", "无同类在办或已登簿的申请。"),
        remedy: Wording("Wait for it, or withdraw it.", "请待其办结或撤回。"), source: "不动产登记暂行条例 14")
    static let mortgageWithoutLoan = StepRule(
        "registration.mortgageWithoutLoan", [.registrationSubmitted, .registrationRecorded],
        Wording("A mortgage secures a signed loan contract.", "抵押须有已签订的借款合同。"),
        remedy: Wording("Record loan.contractSigned.", "请先登记借款合同。"), source: "民法典 388, 402")
    static let notSubmitted = StepRule(
        "registration.notSubmitted", [.registrationRecorded, .registrationWithdrawn, .registrationRejected],
        Wording("The application was accepted and is not decided.", "申请须已受理且未办结。"),
        remedy: Wording("Name a pending application.", "请填写在办的受理号。"), source: "不动产登记暂行条例 14, 15, 22")
    static let kindDiffers = StepRule(
        "registration.kindDiffers", [.registrationRecorded],
        Wording("What is entered is what was applied for.", "登簿事项须与申请一致。"),
        remedy: Wording("Name the application that asked for it, or submit one.", "请填写相应申请的受理号，或另行申请。"),
        source: "不动产登记暂行条例 14, 18")
    static let rescinded = StepRule(
        "registration.rescinded", [.registrationSubmitted, .registrationRecorded],
        Wording("The contract that the transfer rests on is not rescinded.", "过户所依据的合同未解除。"),
        remedy: Wording("Withdraw the application and settle.", "请撤回登记申请并办理结算。"), source: "民法典 215, 566")
    static let holdersDiffer = StepRule(
        "registration.holdersDiffer", [.registrationRecorded],
        Wording("The new holders are the buyers, with shares of together one.", "新权利人为买方，份额合计为一。"),
        remedy: Wording("Correct the holders or amend the contract.", "请更正权利人或变更合同。"), source: "民法典 209, 217")
    static let notDischargeable = StepRule(
        "mortgage.notPaid", [.mortgageDischarged],
        Wording("The old loan was paid off in full, or went over with the title.", "原贷款已全部清偿，或已随过户一并办理。"),
        remedy: Wording("Record payoff.executed up to the sum quoted.", "请先登记按报价全额清偿。"), source: "民法典 393, 406")

    static let all = [
        notFiled, taxesOpen, reliefUndecided, pending, mortgageWithoutLoan, notSubmitted, kindDiffers, rescinded, holdersDiffer,
        notDischargeable,
    ]
}

/// Judges steps at the register.
enum RegistrationGuards {
    static func check(_ step: Step, _ file: DealFile) throws(Refusal) {
        let data = step.payload, registration = file.registration, deal = file.deal
        switch step.name {
        case .transferScheduled: try requireFiling(file)
        case .registrationSubmitted: try checkSubmission(step, file)
        case .registrationRecorded, .registrationWithdrawn, .registrationRejected:
            let number = data.text("acceptanceNo")
            guard let application = registration.pending.last(where: { number == nil || $0.number == number }) else {
                throw Refusal(
                    RegistrationRules.notSubmitted, rests: registration.applications.map(\.mark.index),
                    missing: ["registration.submitted"])
            }
            if step.name == .registrationRecorded { try checkEntry(step, application, file) }
        case .mortgageDischarged:
            // Carried over in one batch or within one lender, the old mortgage goes by the new one; in segments it waits for the
            // money like any other.
            let goesOver = deal.carryOver.map { $0.mode != "segmented" } == true && registration.transferRecorded != nil
            if !goesOver && !deal.isPaidOff {
                throw Refusal(
                    RegistrationRules.notDischargeable,
                    rests: deal.payoffs.flatMap { [$0.quote.mark.index, $0.executed?.index] } + [deal.carryOver?.mark.index],
                    missing: [deal.payoffs.isEmpty ? "payoff.quoted" : "payoff.executed"])
            }
        default: break
        }
    }

    private static func requireFiling(_ file: DealFile) throws(Refusal) {
        guard let contract = file.deal.contract, let filing = file.deal.filing, !filing.isRevoked, !contract.needsRefiling else {
            throw Refusal(
                RegistrationRules.notFiled, rests: [file.deal.contract?.mark.index, file.deal.filing?.revoked?.index],
                missing: ["filing.recorded"])
        }
    }

    private static func checkSubmission(_ step: Step, _ file: DealFile) throws(Refusal) {
        let kind = step.payload.text("kind") ?? ""
        let isTransfer = ["transfer", "both", "carryOver"].contains(kind)
        if kind != "discharge" { try requireFiling(file) }
        if isTransfer {
            try requireTaxes(file)
            try requireProxy(step, file.deal)
            if let title = file.deal.title, title.hasTransferBan, !file.deal.isPaidOff, file.deal.carryOver == nil {
                throw Refusal(
                    ContractRules.transferBan, rests: [title.mark.index] + file.deal.payoffs.map(\.quote.mark.index),
                    missing: ["payoff.executed", "carryOver.agreed"])
            }
            try requireStanding(file)
            if let before = file.registration.transferSubmitted {
                throw Refusal(RegistrationRules.pending, rests: [before.mark.index], before.number)
            }
        }
        if kind == "mortgage" || kind == "both" || kind == "carryOver" && file.deal.opened?.isFinanced == true {
            try requireLoan(file, leg: nil)
        }
    }

    /// Title never passes under a contract that is at an end.
    private static func requireStanding(_ file: DealFile) throws(Refusal) {
        if let effective = file.deal.rescissionEffective { throw Refusal(RegistrationRules.rescinded, rests: [effective.index]) }
    }

    private static func requireTaxes(_ file: DealFile) throws(Refusal) {
        // The relief for a family's only home of five years is the bureau's to decide, not the seller's to claim.
        if file.deal.has("fiveYearsOnly") && !file.tax.decided.contains(where: { $0.kind == "pit" }) {
            throw Refusal(
                RegistrationRules.reliefUndecided, rests: [file.deal.opened?.mark.index], missing: ["tax.assessed: pit"])
        }
        if file.tax.isCleared { return }
        throw Refusal(
            RegistrationRules.taxesOpen, rests: file.tax.open.map(\.mark.index) + [file.deal.filing?.mark.index],
            missing: file.tax.decided.isEmpty ? ["tax.assessed"] : ["tax.paid"])
    }

    /// A proxy's powers are looked at on the day of the application as they were on the day of the contract. DOMAIN.md section 2.4.
    private static func requireProxy(_ step: Step, _ deal: DealState) throws(Refusal) {
        guard deal.has("proxySeller"), !deal.sellersHaveProxy(on: step.occurred) else { return }
        throw Refusal(ContractRules.proxyPowers, rests: deal.proxies.map(\.mark.index), missing: ["proxy.authorised"])
    }

    /// - Parameter leg: the one secured; any where `nil`.
    private static func requireLoan(_ file: DealFile, leg: Int?) throws(Refusal) {
        let isSigned =
            leg.map { file.loans[$0]?.isContractSigned == true } ?? file.loans.values.contains(where: \.isContractSigned)
        if isSigned { return }
        throw Refusal(
            RegistrationRules.mortgageWithoutLoan,
            rests: [file.deal.opened?.mark.index, leg.flatMap { file.loans[$0]?.current?.application.mark.index }],
            missing: ["loan.contractSigned"])
    }

    /// The state of the day of the entry counts, not only that of the day of the application. 契税法 11; 民法典 214.
    private static func checkEntry(_ step: Step, _ application: RegistrationState.Application, _ file: DealFile) throws(Refusal) {
        let data = step.payload
        if let kind = data.text("kind"), kind != application.kind {
            throw Refusal(
                RegistrationRules.kindDiffers, rests: [application.mark.index], missing: ["kind"],
                "\(kind) != \(application.kind)")
        }
        if application.isTransfer {
            try requireStanding(file)
            try requireFiling(file)
            try requireTaxes(file)
            try checkHolders(data, application, file.deal)
        }
        if application.isMortgage(isFinanced: file.deal.opened?.isFinanced == true) {
            try requireLoan(file, leg: Int(data.integer("leg") ?? 1))
        }
    }

    private static func checkHolders(_ data: Payload, _ application: RegistrationState.Application, _ deal: DealState)
        throws(Refusal)
    {
        let holders = data.objects("holders")
        let shares = holders.reduce(Int64(0)) { $0.adding($1.integer("shareBp") ?? 0) }
        let names = Set(holders.compactMap { $0.text("partyId") })
        guard names == Set(deal.buyers), shares == 10_000 || holders.allSatisfy({ !$0.has("shareBp") }) else {
            throw Refusal(
                RegistrationRules.holdersDiffer, rests: [application.mark.index, deal.opened?.mark.index],
                "\(names.sorted().joined(separator: " ")), \(shares) bp")
        }
    }
}
