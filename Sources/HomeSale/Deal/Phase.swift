/// How far a deal has come: the furthest phase such that it and every earlier one hold. DOMAIN.md section 2.1.
public enum Phase: String, CaseIterable, Hashable, Sendable, Comparable {
    case none, prospect, agreed, reserved, contracted, filed, funded, financed, taxCleared, accepted, transferred, secured
    case settled, handedOver, closed

    public static func < (a: Phase, b: Phase) -> Bool { a.order < b.order }

    var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    public var wording: Wording {
        switch self {
        case .none: Wording("not opened", "未立案")
        case .prospect: Wording("prospect", "意向")
        case .agreed: Wording("price agreed", "达成价格")
        case .reserved: Wording("deposit paid", "已付定金")
        case .contracted: Wording("contract signed", "已签约")
        case .filed: Wording("filed", "已网签备案")
        case .funded: Wording("own funds in escrow", "首付入监管")
        case .financed: Wording("loan approved", "贷款已批")
        case .taxCleared: Wording("taxes cleared", "已完税")
        case .accepted: Wording("registration accepted", "登记受理")
        case .transferred: Wording("title transferred", "已过户")
        case .secured: Wording("mortgage registered", "抵押已登记")
        case .settled: Wording("money settled", "款项结清")
        case .handedOver: Wording("handed over", "已交房")
        case .closed: Wording("closed", "结案")
        }
    }
}

/// What lies over the phase and narrows which steps are accepted.
public enum Overlay: String, CaseIterable, Hashable, Sendable {
    case suspended, rescinding, rescinded, cancelled, expired

    public var wording: Wording {
        switch self {
        case .suspended: Wording("suspended", "中止")
        case .rescinding: Wording("being rescinded", "解约中")
        case .rescinded: Wording("rescinded", "已解约")
        case .cancelled: Wording("cancelled", "已取消")
        case .expired: Wording("expired", "已逾期失效")
        }
    }
}

extension DealFile {
    /// Whether each phase, taken alone, holds. Steps that do not apply count as held.
    func holds(_ phase: Phase) -> Bool {
        switch phase {
        case .none: true
        case .prospect: deal.opened != nil
        case .agreed: deal.acceptedOffer != nil
        case .reserved: deal.depositReceivedFen > 0 || !deal.depositBindsBeforeContract
        case .contracted: deal.contract != nil
        case .filed: deal.filing.map { $0.revoked == nil } ?? false
        case .funded: escrow.isOwnFundsTargetMet
        case .financed: neededLegs.allSatisfy(\.isApproved)
        case .taxCleared: tax.isCleared
        case .accepted: registration.transferSubmitted != nil
        case .transferred: registration.transferRecorded != nil
        case .secured: neededLegs.indices.allSatisfy { registration.hasMortgage(leg: $0 + 1) }
        case .settled: isSettled
        case .handedOver: deal.handover != nil
        case .closed: deal.closed != nil
        }
    }

    /// Loans paid out, and nothing left in escrow but interest and what was to wait for the handover. That it is due from the
    /// handover on takes no phase back: closing asks for an empty account.
    private var isSettled: Bool {
        neededLegs.allSatisfy(\.isDisbursed) && escrow.unspentDepositsFen <= escrow.retainedTailFen
    }

    /// The furthest phase such that it and every earlier one hold.
    public var phase: Phase {
        var furthest = Phase.none
        for phase in Phase.allCases {
            guard holds(phase) else { break }
            furthest = phase
        }
        return furthest
    }

    /// What lies over the phase now, in a fixed order.
    public var overlays: [Overlay] {
        var found: [Overlay] = []
        if !deal.liveRestrictions.isEmpty || disputes.values.contains(where: \.hasCourtHold) { found.append(.suspended) }
        if deal.rescissionEffective != nil {
            found.append(.rescinded)
        } else if deal.rescissionNoticed != nil {
            found.append(.rescinding)
        }
        if deal.cancelled != nil { found.append(.cancelled) }
        if deal.expired != nil { found.append(.expired) }
        return found
    }

    /// Of a rescinded deal: what is to be settled is, the deposit is back, the taxes too where the title never passed, and no
    /// filing keeps the home from others. DOMAIN.md section 2.3.
    var isUndone: Bool {
        deal.isSettlementAccepted && deal.depositHeldFen <= 0
            && deal.filing.map(\.isRevoked) ?? true
            && (registration.transferRecorded != nil || tax.paidFen <= tax.refundedFen)
    }

    /// Nothing more may happen but corrections.
    public var isOver: Bool { deal.closed != nil || deal.cancelled != nil || deal.expired != nil }

    /// Whether the deal takes the home off the market: opened, and not over or undone.
    public var isLive: Bool { deal.opened != nil && !isOver && deal.rescissionEffective == nil }
}
