internal import HomeSale

/// Operations: how the deal was recorded.
extension RiskCase {
    var operationalReadings: RiskReadings {
        ["O01": delay, "O02": declared, "O04": reminders, "O05": reconciliation, "O06": brokerSignature]
    }

    /// What people and authorities recorded; what the program derived is neither late nor declared.
    private var recorded: [Fact] { facts.filter { $0.attestation != .derived } }

    private var delay: RiskReading {
        let delays = recorded.map {
            (days: days(from: $0.occurred, to: CivilDate(atMilliseconds: $0.timeMilliseconds)), fact: $0)
        }
        // The first of the latest: one entry is enough to show it.
        guard let most = delays.map(\.days).max(), let worst = delays.first(where: { $0.days == most }) else { return .unknown }
        return .measured(worst.days, [worst.fact.index])
    }

    private var declared: RiskReading {
        let all = recorded, declared = all.filter { $0.attestation == .declared }
        guard let share = Self.share(Int64(declared.count), of: Int64(all.count)) else { return .unknown }
        return .measured(share, (declared.isEmpty ? all : declared).map(\.index))
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
        guard let contract = fact(deal.contract?.mark) else { return .unknown }
        let signatures = contract.payload.objects("signatures")
        let brokers = signatures.filter { $0.text("role") == "broker" }
        let assistants = signatures.filter { $0.text("role") == "assistantBroker" }
        if brokers.contains(where: { $0.has("licenceNo") }) || assistants.filter({ $0.has("licenceNo") }).count >= 2 {
            return .measured(0, [contract.index])
        }
        return .measured(brokers.isEmpty && assistants.count < 2 ? 2 : 1, [contract.index])
    }
}
