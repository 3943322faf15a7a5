internal import HomeSale
internal import Ledger

extension [RevealedValue] {
    /// Says in a table who sees what.
    var table: String {
        if isEmpty { return tr("nothing is sealed here\n", "此处没有封存的值\n") }
        var table = TableText([
            tr("entry", "条目"), tr("party", "当事人"), tr("datum", "数据项"), tr("value", "值"), tr("on the basis of", "依据"),
        ])
        for one in self {
            table.add([String(one.index), one.value.party, tr(one.field.wording), one.words, one.basis ?? ""])
        }
        return table.text
    }

    /// The refusal where nothing at all may be seen; what was denied in part stands in the answer.
    func checkAllowed() throws(LedgerError) {
        let denied = compactMap { one -> (RevealedValue, AccessReason)? in
            if case .denied(let reason) = one.sight { (one, reason) } else { nil }
        }
        guard let first = denied.first, denied.count == count else { return }
        throw LedgerError(
            .accessDenied, ["\(first.0.value.party) \(first.0.field.rawValue)", first.1.wording.english, first.1.wording.chinese])
    }
}
