internal import HomeSale

extension ClaimEvidence {
    func readDecoration(_ all: inout ClaimReadings) {
        let decoration = known.file.decoration
        if let decision = decoration.decision, decision.isApproved {
            all.put(.decorationFen, ClaimReading(decision.amountFen, decision.mark.index))
            all.put(
                .decorationRatePpm,
                known.payload(decision.mark)?.integer("ratePpm").map {
                    ClaimReading($0, decision.mark.index)
                })
        }
        guard let plan = decoration.plan else { return }
        all.put(.planFen, ClaimReading(plan.totalFen, plan.mark.index))
        all.put(.hardFen, ClaimReading(plan.hardFen, plan.mark.index))
        all.put(.softFen, ClaimReading(plan.softFen, plan.mark.index))
        all.put(.applianceFen, ClaimReading(plan.applianceFen, plan.mark.index))
        all.put(.decorationBp, ofPrice(plan.totalFen, plan.mark))
    }
}
