extension RuleTable {
    /// The most of a home's value that a loan may be, derived: all that is not down payment. DOMAIN.md section 4, `ltv.max`.
    ///
    /// - Parameters:
    ///   - asOf: the day of the loan contract.
    /// - Returns: bp of min(price, appraisal), and the row it follows from; `nil` where no down payment is known.
    public func loanToValueMax(
        _ home: LoanHome, asOf day: CivilDate, scope: RuleScope = .national
    ) -> (limitBp: Int64, row: RuleRow)? {
        guard let row = row(.downPayment(home), asOf: day, scope: scope), row.value.number <= 10_000 else { return nil }
        return (10_000 - row.value.number, row)
    }
}
