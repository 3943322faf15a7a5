/// Every catalogued type of step. DOMAIN.md sections 2.2, 2.3, 3.1 to 3.4.
public enum EventName: String, CaseIterable, Hashable, Sendable {
    // Parties and consent.
    case partyRegistered = "party.registered"
    case partyIdentityVerified = "party.identityVerified"
    case consentGranted = "consent.granted"
    case consentWithdrawn = "consent.withdrawn"
    // Rules and evidence.
    case rulePublished = "rule.published"
    case ruleSuperseded = "rule.superseded"
    case evidenceAnchored = "evidence.anchored"
    // Observations.
    case listingObserved = "listing.observed"
    case saleObserved = "sale.observed"
    // Listing.
    case listingDrafted = "listing.drafted"
    case entrustmentSigned = "entrustment.signed"
    case listingVerificationRequested = "listing.verificationRequested"
    case listingVerified = "listing.verified"
    case listingRejected = "listing.rejected"
    case listingPublished = "listing.published"
    case listingPriceChanged = "listing.priceChanged"
    case listingLocked = "listing.locked"
    case listingUnlocked = "listing.unlocked"
    case listingWithdrawn = "listing.withdrawn"
    case listingExpired = "listing.expired"
    case listingSoldLinked = "listing.soldLinked"
    case listingConflictFound = "listing.conflictFound"
    // Deal: from opening to price.
    case dealOpened = "deal.opened"
    case viewingRecorded = "viewing.recorded"
    case offerMade = "offer.made"
    case offerAccepted = "offer.accepted"
    case offerRejected = "offer.rejected"
    case offerWithdrawn = "offer.withdrawn"
    case offerExpired = "offer.expired"
    case depositAgreed = "deposit.agreed"
    case depositReceived = "deposit.received"
    case depositReturned = "deposit.returned"
    case depositForfeited = "deposit.forfeited"
    case reservationSigned = "reservation.signed"
    // Deal: title and consents.
    case titleChecked = "title.checked"
    case restrictionObserved = "restriction.observed"
    case restrictionLifted = "restriction.lifted"
    case coOwnerConsented = "coOwner.consented"
    case spouseConsented = "spouse.consented"
    case guardianAuthorised = "guardian.authorised"
    case proxyAuthorised = "proxy.authorised"
    case proxyRevoked = "proxy.revoked"
    case tenantNotified = "tenant.notified"
    case tenantResponded = "tenant.responded"
    case tenantDeemedWaived = "tenant.deemedWaived"
    case authorityConsented = "authority.consented"
    case residenceConsented = "residence.consented"
    // Deal: contract and filing.
    case signingScheduled = "signing.scheduled"
    case contractSigned = "contract.signed"
    case contractAmended = "contract.amended"
    case filingRecorded = "filing.recorded"
    case filingRevoked = "filing.revoked"
    // Deal: the seller's old loan.
    case payoffQuoted = "payoff.quoted"
    case payoffExecuted = "payoff.executed"
    case mortgageDischarged = "mortgage.discharged"
    case carryOverAgreed = "carryOver.agreed"
    // Tax.
    case taxAssessed = "tax.assessed"
    case taxPaid = "tax.paid"
    case taxRefunded = "tax.refunded"
    // Registration.
    case transferScheduled = "transfer.scheduled"
    case registrationSubmitted = "registration.submitted"
    case registrationRecorded = "registration.recorded"
    case registrationWithdrawn = "registration.withdrawn"
    case registrationRejected = "registration.rejected"
    // Deal: the end.
    case handoverCompleted = "handover.completed"
    case commissionAgreed = "commission.agreed"
    case commissionAccrued = "commission.accrued"
    case commissionPaid = "commission.paid"
    case commissionRefunded = "commission.refunded"
    case dealClosed = "deal.closed"
    case dealCancelled = "deal.cancelled"
    case dealExpired = "deal.expired"
    case dealCorrected = "deal.corrected"
    // Deal: when it goes wrong.
    case breachAlleged = "breach.alleged"
    case breachCured = "breach.cured"
    case rescissionNoticed = "rescission.noticed"
    case rescissionEffective = "rescission.effective"
    case settlementComputed = "settlement.computed"
    case settlementAccepted = "settlement.accepted"
    case disputeOpened = "dispute.opened"
    case holdPlaced = "hold.placed"
    case disputeClosed = "dispute.closed"
    // Loan.
    case preApprovalStarted = "preApproval.started"
    case preApprovalDataReceived = "preApproval.dataReceived"
    case preApprovalIncomplete = "preApproval.incomplete"
    case preApprovalBankAnswered = "preApproval.bankAnswered"
    case preApprovalDecided = "preApproval.decided"
    case preApprovalWithdrawn = "preApproval.withdrawn"
    case loanApplied = "loan.applied"
    case loanInterviewed = "loan.interviewed"
    case loanAppraised = "loan.appraised"
    case loanApproved = "loan.approved"
    case loanDeclined = "loan.declined"
    case loanCostDisclosed = "loan.costDisclosed"
    case loanContractSigned = "loan.contractSigned"
    case loanConditionMet = "loan.conditionMet"
    case loanConditionFailed = "loan.conditionFailed"
    case loanDisbursementInstructed = "loan.disbursementInstructed"
    case loanDisbursed = "loan.disbursed"
    case loanReversed = "loan.reversed"
    case loanRateReset = "loan.rateReset"
    case loanInstalmentPaid = "loan.instalmentPaid"
    case loanPrepaid = "loan.prepaid"
    case loanExtended = "loan.extended"
    case loanSettled = "loan.settled"
    // Escrow.
    case escrowAgreed = "escrow.agreed"
    case escrowOpened = "escrow.opened"
    case escrowDeposited = "escrow.deposited"
    case escrowReleased = "escrow.released"
    case escrowRefunded = "escrow.refunded"
    case escrowFeeCharged = "escrow.feeCharged"
    case escrowInterestCredited = "escrow.interestCredited"
    case escrowHeld = "escrow.held"
    case escrowUnheld = "escrow.unheld"
    case escrowReconciled = "escrow.reconciled"
    case escrowClosed = "escrow.closed"
    // Decoration loan.
    case decorationPlanned = "decoration.planned"
    case decorationLoanApplied = "decorationLoan.applied"
    case decorationLoanDecided = "decorationLoan.decided"
    case decorationLoanSigned = "decorationLoan.signed"
    case decorationTrancheReleased = "decoration.trancheReleased"
    case decorationAccepted = "decoration.accepted"
    case decorationDisputed = "decoration.disputed"
    case decorationLoanRepaid = "decorationLoan.repaid"
    case decorationLoanSettled = "decorationLoan.settled"
    // Automatic.
    case reminderDue = "reminder.due"
    case reminderSatisfied = "reminder.satisfied"
    case reminderMissed = "reminder.missed"
    case approvalExpired = "approval.expired"
    case disputeOverdue = "dispute.overdue"

    private static let byName = NameTable<EventName>()

    /// The catalogued type of this name, by a look-up; the compiler's own goes through all of them.
    public init?(name: String) {
        let utf8 = name.utf8
        self.init(utf8.span)
    }

    /// - Parameter name: its bytes, as a line has them: no string is made.
    public init?(_ name: Span<UInt8>) {
        guard let found = Self.byName[name] else { return nil }
        self = found
    }
}
