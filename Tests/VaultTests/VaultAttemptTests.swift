import Ledger
import TestSupport
import Testing

@testable import Vault

@Suite("what a vault must not do, tried") struct VaultAttemptTests {
    @Test(
        "each is refused by its own code, and neither a row of the vault nor an entry is more or less",
        arguments: VaultAttempt.all)
    func refused(attempt: VaultAttempt) throws {
        let trial = try VaultTrial()
        // Untouched, all of it opens.
        for number in 0..<4 { try trial.open(number) }
        let act = try attempt.prepare(trial)
        let before = try trial.state()
        #expect(answer(act) == attempt.answer)
        #expect(try trial.state() == before)
    }

    private func answer(_ act: () throws -> Void) -> String {
        do { try act() } catch let error as LedgerError { return error.code.rawValue } catch is MissingValue {
            return "missing"
        } catch {
            return "\(error)"
        }
        return "done"
    }

    @Test("each is told once, and there are as many of each kind as docs/THREATS.md says") func counts() {
        #expect(Set(VaultAttempt.all.map { $0.kind + $0.description }).count == VaultAttempt.all.count)
        let counts = Dictionary(VaultAttempt.all.map { ($0.kind, 1) }, uniquingKeysWith: +)
        #expect(counts == AttemptTable.column("VaultTests"), "\(counts)")
    }
}
