internal import HomeSale
internal import Projections

extension LoanCase.Phase {
    var wording: Wording {
        switch self {
        case .applied: Wording("applied for", "已申请")
        case .interviewed: Wording("interview held", "已面谈")
        case .appraised: Wording("appraised", "已评估")
        case .approved: Wording("approved", "已批准")
        case .declined: Wording("declined", "已拒贷")
        case .expired: Wording("approval expired", "批复已失效")
        case .contractSigned: Wording("contract signed", "已签借款合同")
        case .conditionsPending: Wording("conditions open", "放款条件待满足")
        case .ready: Wording("ready to pay out", "待放款")
        case .instructed: Wording("payout instructed", "已下放款指令")
        case .disbursed: Wording("paid out", "已放款")
        case .repaying: Wording("being repaid", "还款中")
        case .extended: Wording("extended", "已展期")
        case .overdue: Wording("overdue", "逾期")
        case .prepaid: Wording("partly prepaid", "已部分提前还款")
        case .settled: Wording("settled", "已结清")
        case .reversed: Wording("reversed", "已冲回")
        }
    }
}

extension PreApproval.State {
    var wording: Wording {
        switch self {
        case .initial: Wording("pre-approval started", "预审已发起")
        case .collecting: Wording("pre-approval: collecting documents", "预审：收集资料")
        case .verifying: Wording("pre-approval: with the bank", "预审：银行核验")
        case .deciding: Wording("pre-approval: being decided", "预审：待决定")
        case .approved: Wording("pre-approved", "预审通过")
        case .rejected: Wording("pre-approval rejected", "预审未通过")
        case .manualReview: Wording("pre-approval: manual review", "预审：人工复核")
        case .expired: Wording("pre-approval expired", "预审已失效")
        case .superseded: Wording("pre-approval superseded", "预审已被取代")
        case .withdrawn: Wording("pre-approval withdrawn", "预审已撤回")
        }
    }
}

extension RegistrationState.Application.Outcome {
    var wording: Wording {
        switch self {
        case .pending: Wording("accepted, pending", "已受理，待登簿")
        case .recorded: Wording("entered on the register", "已登簿")
        case .withdrawn: Wording("withdrawn", "已撤回")
        case .rejected: Wording("rejected", "不予登记")
        }
    }
}

extension Phase {
    /// As a deal means it: a cash deal passes the loan's phases without a loan.
    func wording(isFinanced: Bool) -> Wording {
        switch self {
        case .financed where !isFinanced: Wording("money in escrow, no loan", "房款入监管，无贷款")
        case .secured where !isFinanced: Wording("title transferred, no mortgage", "已过户，无抵押")
        default: wording
        }
    }
}

extension DealFile {
    func wording(of phase: Phase) -> Wording { phase.wording(isFinanced: deal.opened?.isFinanced ?? true) }

    var phaseWording: Wording { wording(of: phase) }
}

extension AgendaKind {
    var wording: Wording {
        switch self {
        case .automatic: Wording("step by itself", "自动步骤")
        case .signing, .transfer: Wording("appointment", "预约")
        case .reminder: Wording("reminder", "提醒")
        case .condition: Wording("loan condition", "放款条件")
        case .dispute: Wording("dispute", "争议")
        }
    }
}

extension HomeConflict {
    var wording: Wording {
        switch self {
        case .offeredTwice: Wording("offered twice", "重复挂牌")
        case .soldTwice: Wording("sold twice", "一房二卖")
        }
    }
}

extension ComparableKind {
    var wording: Wording {
        switch self {
        case .sale: Wording("sale", "成交")
        case .listing: Wording("offer", "挂牌")
        }
    }
}
