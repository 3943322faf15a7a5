internal import Ledger
internal import Storage

/// Seals a ledger by its own schedule while, or after, somebody appends: on a thread beside, so that no answer waits for it.
final class StandingSeal: Sendable {
    private let schedule: SealSchedule
    private let ledger: Ledger
    private let writer: LogWriter
    private let running = Lock<Thread?>(nil)
    private let isBusy = Lock(false)

    /// `nil` where the ledger has no schedule.
    init?(_ ledger: Ledger, _ writer: LogWriter) throws {
        guard let schedule = try SealSchedule.of(ledger) else { return nil }
        (self.schedule, self.ledger, self.writer) = (schedule, ledger, writer)
    }

    /// Begins a seal where one is due and none is being made. A failure is told, and stops nobody: the next who appends tries again.
    func sealIfDue() {
        do {
            guard schedule.isDue(try ledger.unsealed()) else { return }
        } catch {
            return tell(error)
        }
        let mayBegin = isBusy.withLock { busy in
            defer { busy = true }
            return !busy
        }
        guard mayBegin else { return }
        let next = Thread { [self] in
            defer { isBusy.withLock { $0 = false } }
            do {
                let (seal, isNew) = try Sealer(ledger: ledger, writer: writer, actor: "operator").seal(every: 1)
                if let seal, isNew {
                    Talk.note(
                        tr(
                            "sealed: entry \(seal.id), \(grouped(seal.streams)) streams as of the first \(grouped(seal.size)) entries",
                            "已封账：第 \(seal.id) 条，截至前 \(grouped(seal.size)) 条共 \(grouped(seal.streams)) 个流"))
                }
            } catch {
                tell(error)
            }
        }
        let before = running.withLock { thread in
            defer { thread = next }
            return thread
        }
        before?.join()
    }

    /// Waits for what was begun.
    func end() { running.withLock { $0 }?.join() }

    private func tell(_ error: any Error) {
        let words = LedgerError(wrapping: error, ledger.folder).words.what
        Talk.note(tr("not sealed: \(words)", "未能封账：\(words)"))
    }
}
