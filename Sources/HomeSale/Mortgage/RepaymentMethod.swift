/// How a loan is paid back, month by month. DOMAIN.md section 6.
public enum RepaymentMethod: String, CaseIterable, Hashable, Sendable {
    /// 等额本息: the same sum each month.
    case equalInstalment
    /// 等额本金: the same part of the principal each month, and interest on what is left.
    case equalPrincipal
    /// 先息后本: interest each month, the principal at the end.
    case interestOnly
}
