extension DealState {
    /// Takes up a fact of the stream. Total: what does not fit changes nothing.
    public mutating func apply(_ fact: Fact) {
        let data = fact.payload, mark = Mark(fact)
        switch fact.name {
        case .dealOpened:
            opened = Opening(
                mark: mark, listingId: data.text("listingId") ?? "", unitCode: data.text("unitCode") ?? "",
                cityCode: data.text("cityCode") ?? "", buyers: data.texts("buyerIds"), sellers: data.texts("sellerIds"),
                payMode: data.text("payMode") ?? "cash", flags: Set(data.texts("flags")))
        case .viewingRecorded: viewings += 1
        case .offerMade, .offerAccepted, .offerRejected, .offerWithdrawn, .offerExpired: applyOffer(fact, mark)
        case .depositAgreed, .depositReceived, .depositReturned, .depositForfeited, .reservationSigned: applyDeposit(fact, mark)
        case .titleChecked, .restrictionObserved, .restrictionLifted, .coOwnerConsented, .spouseConsented,
            .guardianAuthorised, .proxyAuthorised, .proxyRevoked, .tenantNotified, .tenantResponded, .tenantDeemedWaived,
            .authorityConsented, .residenceConsented:
            applyTitle(fact, mark)
        case .signingScheduled:
            signingScheduled = mark
            signingAtMilliseconds = data.instantMilliseconds("at")
        case .reminderDue, .reminderSatisfied, .reminderMissed: applyReminder(fact, mark)
        case .contractSigned, .contractAmended, .filingRecorded, .filingRevoked, .payoffQuoted, .payoffExecuted,
            .carryOverAgreed:
            applyContract(fact, mark)
        case .handoverCompleted: handover = mark
        case .commissionAgreed, .commissionAccrued, .commissionPaid, .commissionRefunded: applyCommission(fact, mark)
        case .breachAlleged, .breachCured, .rescissionNoticed, .rescissionEffective, .settlementComputed, .settlementAccepted:
            applyUnwind(fact, mark)
        case .dealClosed: closed = mark
        case .dealCancelled: cancelled = mark
        case .dealExpired: expired = mark
        case .dealCorrected: if let entry = data.text("entry") { corrections[entry] = mark }
        default: break
        }
    }

    private mutating func applyOffer(_ fact: Fact, _ mark: Mark) {
        let data = fact.payload
        if fact.name == .offerMade {
            let terms = data.object("terms") ?? .empty
            offers.append(
                Offer(
                    id: data.text("offerId") ?? fact.reference, mark: mark, priceFen: data.integer("priceFen") ?? 0,
                    depositFen: data.integer("depositFen") ?? 0, validUntil: data.date("validUntil"),
                    loanFallback: terms.text("loanFallback")))
            return
        }
        guard let id = data.text("offerId"), let place = offers.lastIndex(where: { $0.id == id }) else { return }
        switch fact.name {
        case .offerAccepted:
            if let seller = acceptor(fact.payload.text("onBehalfOf"), actor: fact.actor) {
                offers[place].acceptedBy.insert(seller)
            }
            // Of several sellers all must accept; until then the offer stays open.
            guard sellers.count < 2 || offers[place].acceptedBy.isSuperset(of: sellers) else { return }
            offers[place].status = .accepted
        case .offerRejected: offers[place].status = .rejected
        case .offerWithdrawn: offers[place].status = .withdrawn
        case .offerExpired: offers[place].status = .expired
        default: return
        }
        offers[place].decided = mark
    }

    private mutating func applyDeposit(_ fact: Fact, _ mark: Mark) {
        let data = fact.payload, amountFen = data.integer("amountFen") ?? 0
        switch fact.name {
        case .depositAgreed:
            depositAgreed = DepositAgreement(
                mark: mark, amountFen: amountFen, kind: data.text("kind") ?? "plain", payTo: data.text("payTo") ?? "escrow",
                dueBy: data.date("dueBy"))
        case .depositReceived:
            depositReceivedFen = depositReceivedFen.adding(amountFen)
            depositReceived = mark
        case .depositReturned: depositReturnedFen = depositReturnedFen.adding(amountFen)
        case .depositForfeited: depositForfeitedFen = depositForfeitedFen.adding(amountFen)
        case .reservationSigned:
            reservation = mark
            signContractBy = data.date("signContractBy")
        default: break
        }
    }

    private mutating func applyCommission(_ fact: Fact, _ mark: Mark) {
        let amountFen = fact.payload.integer("amountFen") ?? 0
        switch fact.name {
        case .commissionAgreed:
            commissionAgreedFen = commissionAgreedFen.adding(amountFen)
            commissionAgreed = mark
        case .commissionAccrued: commissionAccruedFen = commissionAccruedFen.adding(amountFen)
        case .commissionPaid: commissionPaidFen = commissionPaidFen.adding(amountFen)
        case .commissionRefunded: commissionRefundedFen = commissionRefundedFen.adding(amountFen)
        default: break
        }
    }
}

extension Int64 {
    /// The sum, at the bound where it would overflow: a fold over hostile amounts must not trap.
    func adding(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }
}
