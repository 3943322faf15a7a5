internal import HomeSale

/// Title and mortgages. Without a look at the register nothing is known to be clear; what was observed counts all the same.
extension RiskCase {
    func addTitle(to readings: inout RiskReadings) {
        let look = deal.title.flatMap { title in payload(title.mark).map { (entry: title.mark.index, data: $0) } }
        let burdens = deal.liveRestrictions
        let seizures = seizures(look, burdens)
        readings["T01"] = seen(seizures.inForce)
        readings["T02"] = seen(seizures.waiting)
        let mortgages = mortgages(look)
        readings["T03"] = oldLoan(mortgages)
        readings["T04"] = severalMortgages(mortgages)
        readings["T05"] = mortgagees(mortgages)
        readings["T06"] = transferBan(mortgages, burdens)
        readings["T07"] = burden("objection", burdens, isOnRegister: deal.title?.hasObjection)
        readings["T08"] = burden("preNotice", burdens, isOnRegister: deal.title.map { _ in deal.hasForeignPreNotice })
        readings["T09"] = residence(burdens)
        readings["T10"] = coOwners
        readings["T11"] = lease
        readings["T12"] = restricted
        readings["T13"] = age
    }

    /// The last look at the register: its entry, and what that says.
    private typealias Look = (entry: UInt64, data: Payload)

    private var titleEntries: [UInt64] { deal.title.map { [$0.mark.index] } ?? [] }

    private func seen(_ entries: [UInt64]) -> RiskReading {
        entries.isEmpty && deal.title == nil ? .unknown : .measured(entries.isEmpty ? 0 : 1, entries + titleEntries)
    }

    /// What courts and authorities hold on the home, by the entries that say so.
    ///
    /// A document counts once, whoever told of it. One that waits is in force as soon as nothing stands before it: 查封规定.
    private func seizures(_ look: Look?, _ burdens: [Restriction]) -> (inForce: [UInt64], waiting: [UInt64]) {
        var inForce: [UInt64] = [], waiting: [UInt64] = []
        var documents: Set<String> = []
        for restriction in burdens {
            guard ["seizure", "waitingSeizure"].contains(restriction.kind) else { continue }
            documents.insert(restriction.docNo)
            if restriction.kind == "seizure" {
                inForce.append(restriction.mark.index)
            } else {
                waiting.append(restriction.mark.index)
            }
        }
        if let look {
            for lifted in places(.restrictionLifted) where facts[lifted].index > look.entry {
                if let document = facts[lifted].payload.text("docNo") { documents.insert(document) }
            }
            for seizure in look.data.objects("seizures") {
                guard let document = seizure.text("docNo"), documents.insert(document).inserted else { continue }
                if seizure.integer("rank") ?? 1 > 1 { waiting.append(look.entry) } else { inForce.append(look.entry) }
            }
        }
        for dispute in file.disputes.values {
            inForce += dispute.liveHolds.filter { $0.isCourt && $0.scope == "home" }.map(\.mark.index)
        }
        if inForce.isEmpty, !waiting.isEmpty { inForce.append(waiting.removeFirst()) }
        return (inForce.sorted(), waiting)
    }

    /// What an entry of its own tells of, or the register shows.
    ///
    /// - Parameter isOnRegister: `nil` where nobody looked.
    private func burden(_ kind: String, _ burdens: [Restriction], isOnRegister: Bool?) -> RiskReading {
        let observed = burdens.filter { $0.kind == kind }.map(\.mark.index)
        guard let isOnRegister else { return seen(observed) }
        return .measured(observed.isEmpty && !isOnRegister ? 0 : 1, observed + titleEntries)
    }

    private struct Mortgage {
        let lender: String
        let isMaximum: Bool
        let hasTransferBan: Bool
    }

    /// Mortgages on the register less those discharged since, and the entries that say so.
    private typealias Mortgages = (list: [Mortgage], entries: [UInt64])

    /// - Returns: `nil` where nobody looked.
    private func mortgages(_ look: Look?) -> Mortgages? {
        guard let look else { return nil }
        var list = look.data.objects("mortgages").map {
            Mortgage(
                lender: $0.text("lenderId") ?? "", isMaximum: $0.text("kind") == "maximum",
                hasTransferBan: $0.flag("transferBan") == true)
        }
        var entries = [look.entry]
        for discharge in places(.mortgageDischarged) where facts[discharge].index > look.entry {
            // One that names no lender is about the only mortgage there is.
            guard let lender = facts[discharge].payload.text("lenderId") ?? (list.count == 1 ? list[0].lender : nil),
                let place = list.firstIndex(where: { $0.lender == lender })
            else { continue }
            list.remove(at: place)
            entries.append(facts[discharge].index)
        }
        return (list, entries)
    }

    private func oldLoan(_ mortgages: Mortgages?) -> RiskReading {
        guard let mortgages else { return .unknown }
        if mortgages.list.isEmpty { return .measured(0, mortgages.entries) }
        guard let price else { return .unknown }
        var owedFen: Int64 = 0
        var entries = mortgages.entries + price.entries
        for lender in Set(mortgages.list.map(\.lender)) {
            // A lender that did not say what is owed may be owed anything.
            guard let payoff = deal.payoff(of: lender), let quote = payload(payoff.quote.mark) else { return .unknown }
            entries += [payoff.quote.mark.index] + (payoff.executed.map { [$0.index] } ?? [])
            if payoff.isPaid { continue }
            let (sum, overflow) = owedFen.addingReportingOverflow(quote.integer("principalFen") ?? 0)
            if overflow { return .unknown }
            owedFen = sum
        }
        return Self.share(owedFen, of: price.fen).map { .measured($0, entries) } ?? .unknown
    }

    private func severalMortgages(_ mortgages: Mortgages?) -> RiskReading {
        guard let mortgages else { return .unknown }
        let isMaximum = mortgages.list.contains(where: \.isMaximum)
        return .measured((mortgages.list.count > 1 ? 1 : 0) + (isMaximum ? 1 : 0), mortgages.entries)
    }

    /// Which lenders are banks no entry says: only a home without a mortgage is known to have no other.
    private func mortgagees(_ mortgages: Mortgages?) -> RiskReading {
        guard let mortgages, mortgages.list.isEmpty else { return .unknown }
        return .measured(0, mortgages.entries)
    }

    /// A ban binds until its lender agrees to the carry-over or is paid. 民法典 406; 担保制度解释 43.
    private func transferBan(_ mortgages: Mortgages?, _ burdens: [Restriction]) -> RiskReading {
        let observed = burdens.filter { $0.kind == "transferBan" }.map(\.mark.index)
        guard let mortgages else { return seen(observed) }
        var entries = observed + mortgages.entries
        var bans = observed.count
        for mortgage in mortgages.list where mortgage.hasTransferBan {
            if let carryOver = deal.carryOver, carryOver.oldLenderId == mortgage.lender {
                entries.append(carryOver.mark.index)
            } else if let payoff = deal.payoff(of: mortgage.lender), payoff.isPaid, let executed = payoff.executed {
                entries.append(executed.index)
            } else {
                bans += 1
            }
        }
        return .measured(bans == 0 ? 0 : 1, entries)
    }

    private func residence(_ burdens: [Restriction]) -> RiskReading {
        let observed = burdens.filter { $0.kind == "residenceRight" }.map(\.mark.index)
        let isUnaccepted = !deal.residentsUnaccepted(on: day).isEmpty
        let consents = deal.residenceConsents.values.map(\.index)
        if deal.title == nil, observed.isEmpty {
            return isUnaccepted ? .measured(1, openingEntries) : .unknown
        }
        let declared = deal.has("residenceRight") ? openingEntries : []
        return .measured(observed.isEmpty && !isUnaccepted ? 0 : 1, observed + consents + titleEntries + declared)
    }

    private var coOwners: RiskReading {
        guard let title = deal.title else { return .unknown }
        let absent = title.owners.filter { !deal.sellers.contains($0) && deal.coOwnerConsents[$0] == nil }
        return .measured(
            Int64(absent.count), titleEntries + openingEntries + title.owners.compactMap { deal.coOwnerConsents[$0]?.index })
    }

    /// A tenant's silence counts as a waiver once the step that says so is recorded.
    private var lease: RiskReading {
        let tenancies = deal.tenancies
        let entries = openingEntries + tenancies.flatMap { [$0.notice.index] + ($0.answered.map { [$0.index] } ?? []) }
        if tenancies.isEmpty { return .measured(deal.has("leased") ? 1 : 0, entries) }
        return .measured(tenancies.contains { $0.answer == nil || $0.answer == "exercise" } ? 1 : 0, entries)
    }

    private var restricted: RiskReading {
        guard deal.title != nil || deal.isRestrictedHousing else { return .unknown }
        let entries = titleEntries + openingEntries + deal.authorityConsents.map(\.mark.index)
        return .measured(deal.isRestrictedHousing && !deal.isReleasedByAuthority(on: day) ? 1 : 0, entries)
    }

    /// Once title has moved the look at the register has done its work.
    private var age: RiskReading {
        guard let title = deal.title else { return .unknown }
        let transfer = file.registration.transferRecorded
        let end = transfer.map { min($0.on, day) } ?? day
        return .measured(days(from: title.asOf, to: end), titleEntries + (transfer.map { [$0.index] } ?? []))
    }
}
