internal import HomeSale
internal import Ledger

/// Operations: how the deal was recorded.
extension RiskCase {
    func addOperational(to readings: inout RiskReadings) {
        // What people and authorities recorded; what the program derived is neither late nor declared.
        let recorded = facts.indices.filter { facts[$0].attestation != .derived }
        readings["O01"] = delay(recorded)
        readings["O02"] = declared(recorded)
        readings["O04"] = reminders
        readings["O05"] = reconciliation
        readings["O06"] = brokerSignature
    }

    /// The first of the latest: one entry is enough to show it.
    private func delay(_ recorded: [Int]) -> RiskReading {
        var worst: (days: Int64, entry: UInt64)?
        for place in recorded {
            let recordedDay = CivilTime.day(ofMilliseconds: facts[place].timeMilliseconds)
            let late = Int64(recordedDay) - Int64(facts[place].occurred.dayNumber)
            if worst.map({ $0.days < late }) ?? true { worst = (late, facts[place].index) }
        }
        return worst.map { .measured($0.days, [$0.entry]) } ?? .unknown
    }

    private func declared(_ recorded: [Int]) -> RiskReading {
        let declared = recorded.filter { facts[$0].attestation == .declared }
        guard let share = Self.share(Int64(declared.count), of: Int64(recorded.count)) else { return .unknown }
        return .measured(share, (declared.isEmpty ? recorded : declared).map { facts[$0].index })
    }

    private var reminders: RiskReading {
        let missed = deal.reminders.filter(\.isMissed)
        let all = deal.reminders.map(\.mark.index)
        if missed.isEmpty { return .measured(0, all.isEmpty ? openingEntries : all) }
        return .measured(Int64(missed.count), missed.map { $0.settled?.index ?? $0.mark.index })
    }

    private var reconciliation: RiskReading {
        guard let reconciliation = file.escrow.reconciliation else { return .unknown }
        return .measured(reconciliation.differenceFen == 0 ? 0 : 1, [reconciliation.mark.index])
    }

    /// One broker, or two assistants where the city lets them stand for one.
    private var brokerSignature: RiskReading {
        guard let contract = deal.contract?.mark, let signatures = payload(contract)?.objects("signatures") else {
            return .unknown
        }
        let brokers = signatures.filter { $0.text("role") == "broker" }
        let assistants = signatures.filter { $0.text("role") == "assistantBroker" }
        if brokers.contains(where: { $0.has("licenceNo") }) || assistants.filter({ $0.has("licenceNo") }).count >= 2 {
            return .measured(0, [contract.index])
        }
        return .measured(brokers.isEmpty && assistants.count < 2 ? 2 : 1, [contract.index])
    }
}
