/// Rules of `deal.corrected`. DOMAIN.md section 2.2.
enum CorrectionRules {
    static let unknown = StepRule(
        "correct.unknown", [.dealCorrected], Wording("The entry to correct is one of this deal.", "被更正的条目须属本交易。"),
        remedy: Wording("Name it as SUBJECT:r.", "请以 SUBJECT:r 指明。"), source: "proposal")
    static let alone = StepRule(
        "correct.alone", [.dealCorrected],
        Wording("A correction of money or parties is confirmed by a second person.", "更正金额或当事人须第二人确认。"),
        remedy: Wording("State confirmedBy.", "请填写 confirmedBy。"), source: "proposal")
    static let role = StepRule(
        "correct.role", [.dealCorrected],
        Wording(
            "Who recorded a fact corrects it; what was derived follows from facts and is never corrected.",
            "由原登记角色更正；推导事项随事实而变，不得更正。"),
        remedy: Wording("Let the role named record it, or correct the fact behind it.", "请由原角色登记，或更正其所依据的事实。"),
        source: "proposal: DOMAIN 2.2")
    static let malformed = StepRule(
        "correct.malformed", [.dealCorrected],
        Wording("With the changes the entry has the form of its type.", "更正后的内容须符合该类步骤的格式。"),
        remedy: Wording("Correct the member named.", "请更正所列成员。"), source: "proposal: DOMAIN 2.2")
    static let refused = StepRule(
        "correct.refused", [.dealCorrected],
        Wording("With the changes the entry would have been accepted where it stands.", "更正后的条目在其登记之时须可被接受。"),
        remedy: Wording("See the rule named; correct what it rests on first.", "请参照所列规则，先更正其依据。"),
        source: "proposal: DOMAIN 2.2")
    static let unbalanced = StepRule(
        "correct.unbalanced", [.dealCorrected],
        Wording("With the changes all later postings still add up.", "更正后，其后的各笔款项仍须平衡。"),
        remedy: Wording("Record what happened to the money instead: a deposit, a refund, a release.", "请改为登记实际的存入、退回或划付。"),
        source: "建住房〔2006〕321号; DOMAIN 3.3")

    static let all = [unknown, alone, role, malformed, refused, unbalanced]
}
