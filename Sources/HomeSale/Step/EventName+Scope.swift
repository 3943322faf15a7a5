/// What a type of step is allowed to do while a deal is not simply going on. DOMAIN.md section 2.1, overlays.
extension EventName {
    /// Stands on a stream of a deal.
    var isOfDeal: Bool {
        switch self {
        case .partyRegistered, .partyIdentityVerified, .consentGranted, .consentWithdrawn, .rulePublished, .ruleSuperseded,
            .evidenceAnchored, .listingObserved, .saleObserved, .listingDrafted, .entrustmentSigned,
            .listingVerificationRequested, .listingVerified, .listingRejected, .listingPublished, .listingPriceChanged,
            .listingLocked, .listingUnlocked, .listingWithdrawn, .listingExpired, .listingSoldLinked, .listingConflictFound:
            false
        default: true
        }
    }

    /// Accepted while a restriction is live or a court holds the deal.
    var isAllowedWhileSuspended: Bool {
        switch self {
        case .restrictionObserved, .restrictionLifted, .titleChecked, .disputeOpened, .holdPlaced, .disputeClosed,
            .disputeOverdue, .escrowHeld, .escrowUnheld, .escrowReconciled, .rescissionNoticed, .rescissionEffective,
            .settlementComputed, .settlementAccepted, .filingRevoked, .registrationWithdrawn, .registrationRejected,
            .escrowRefunded, .escrowReleased, .dealCorrected, .breachAlleged, .breachCured, .reminderDue, .reminderSatisfied,
            .reminderMissed, .approvalExpired, .loanConditionFailed, .depositReturned, .taxRefunded:
            true
        default: false
        }
    }

    /// Part of undoing a deal. DOMAIN.md section 2.3.
    var isUnwinding: Bool {
        switch self {
        case .rescissionNoticed, .rescissionEffective, .settlementComputed, .settlementAccepted, .filingRevoked,
            .registrationWithdrawn, .registrationRejected, .escrowRefunded, .escrowReleased, .escrowHeld, .escrowUnheld,
            .escrowReconciled, .escrowFeeCharged, .escrowInterestCredited, .escrowClosed, .depositReturned, .depositForfeited,
            .taxRefunded, .commissionRefunded, .loanReversed, .loanSettled, .loanPrepaid, .mortgageDischarged,
            .restrictionObserved, .restrictionLifted, .registrationSubmitted, .registrationRecorded, .taxAssessed, .taxPaid,
            .disputeOpened, .holdPlaced, .disputeClosed, .disputeOverdue, .dealClosed, .dealCorrected, .breachAlleged,
            .breachCured, .reminderDue, .reminderSatisfied, .reminderMissed, .approvalExpired:
            true
        default: false
        }
    }

    /// Goes on after the deal itself has ended: the loan is repaid, the home is done up, facts are corrected.
    var isAllowedAfterEnd: Bool {
        switch self {
        case .loanRateReset, .loanInstalmentPaid, .loanPrepaid, .loanExtended, .loanSettled, .decorationPlanned,
            .decorationLoanApplied, .decorationLoanDecided, .decorationLoanSigned, .decorationTrancheReleased,
            .decorationAccepted, .decorationDisputed, .decorationLoanRepaid, .decorationLoanSettled, .dealCorrected,
            .disputeOpened, .disputeClosed, .disputeOverdue, .commissionPaid, .commissionRefunded, .depositReturned,
            .reminderSatisfied, .reminderMissed:
            true
        default: false
        }
    }
}
