/// The whole numbers of a row of ``ClaimsModel``: what one deal says. Absent where the log does not say it.
enum ClaimMember: String, CaseIterable, Hashable, Sendable {
    // The sale: of a contract that stands.
    case contracts, priceFen
    /// The price over the first that was published, of the published one.
    case priceOverAskingBp
    /// From the first publication to the contract.
    case daysOnMarket
    /// From the buyers' first visit to the first offer.
    case daysToDecide
    /// From the accepted offer to the contract.
    case daysToSign
    /// From the opening to the closing of a deal that was not undone.
    case daysToClose
    /// What was received, of the price.
    case depositBp
    /// What was paid, less what went back.
    case commissionFen
    /// What was agreed, of the price.
    case commissionBp

    // Visits: of the deal, and with the first deal of a listing those to the listing.
    case visits, vrVisits, vrMinutes

    // How the deal was recorded.
    /// All, and those of them that the program derived.
    case steps, automaticSteps
    /// Steps by people and authorities of a deal that is closed and was not undone.
    case stepsToClose
    /// Days and hours that the latest reminder came before its appointment.
    case signingReminderDays, transferReminderHours
    /// Fields of the listing as drafted.
    case listingFields

    // Disputes.
    /// 1 where there was one, else 0.
    case disputed
    /// The longest, from opening to closing; one that was overdue and is open counts as longer than it was then.
    case disputeHours

    // Loans: of several legs the one that looks worst.
    case preApprovalSeconds
    /// From the last document to the lender's answer.
    case answerSeconds
    /// From an approving decision to its last day.
    case approvalDays
    case ratePpm, loanFen, loanToValueBp, debtRatioBp
    /// From the last condition met to the money.
    case payoutDays
    /// What is owed on loans paid out.
    case owedFen

    // Decoration.
    /// The loan as approved.
    case decorationFen
    case decorationRatePpm
    /// The plan, of the price; and its parts.
    case decorationBp, planFen, hardFen, softFen, applianceFen
}
