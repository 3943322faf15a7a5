internal import Glibc
internal import Ledger
internal import Storage

/// How far long work is: a line that is redrawn on a terminal, with rate and time left; nothing elsewhere.
final class Progress: Sendable {
    private struct State {
        var shownAt: Int64 = 0
        var isShown = false
    }

    private let state = Lock(State())
    private let startedAt = Surroundings.system.monotonicMilliseconds()
    private let total: UInt64?
    private let unit: String
    private let isOn: Bool

    init(total: UInt64?, unit: String) {
        self.total = total
        self.unit = unit
        let isQuiet = unsafe Talk.isQuiet
        isOn = isatty(2) == 1 && !isQuiet
    }

    var elapsedMilliseconds: Int64 { Surroundings.system.monotonicMilliseconds() - startedAt }

    func show(_ done: UInt64) { show(done, of: total) }

    /// Where the total is known only on the way.
    func show(_ done: UInt64, of total: UInt64?) {
        guard isOn else { return }
        let now = Surroundings.system.monotonicMilliseconds()
        let elapsed = max(now - startedAt, 1)
        let isDue = state.withLock { state in
            guard now - state.shownAt >= 200 else { return false }
            state.shownAt = now
            state.isShown = true
            return true
        }
        guard isDue else { return }
        let rate = done * 1000 / UInt64(elapsed)
        var text = "\r\u{1B}[K\(grouped(done)) \(unit), \(grouped(rate))/s"
        if let total, total > 0, rate > 0 {
            let left = (total > done ? total - done : 0) / rate
            text += ", \(done * 100 / total)%, " + tr("\(left) s left", "剩余 \(left) 秒")
        }
        let units = Array(text.utf8)
        writeAll(2, units.span)
    }

    /// Takes the line away.
    func end() {
        guard state.withLock({ $0.isShown }) else { return }
        let units = Array("\r\u{1B}[K".utf8)
        writeAll(2, units.span)
    }
}

/// 1234567 as 1,234,567.
func grouped(_ value: UInt64) -> String {
    var digits = Array(String(value))
    var k = digits.count - 3
    while k > 0 {
        digits.insert(",", at: k)
        k -= 3
    }
    return String(digits)
}
