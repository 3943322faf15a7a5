internal import HomeSale

/// Title and mortgages. Without a look at the register nothing is known to be clear; what was observed counts all the same.
extension RiskCase {
    var titleReadings: RiskReadings {
        let seizures = seizures()
        return [
            "T01": seen(seizures.inForce), "T02": seen(seizures.waiting), "T03": oldLoan, "T04": severalMortgages,
            "T05": mortgagees, "T06": transferBan, "T07": burden("objection") { $0.hasObjection },
            "T08": burden("preNotice") { _ in deal.hasForeignPreNotice }, "T09": residence, "T10": coOwners, "T11": lease,
            "T12": restricted, "T13": age,
        ]
    }

    private var titleEntries: [UInt64] { deal.title.map { [$0.mark.index] } ?? [] }

    private func seen(_ entries: [UInt64]) -> RiskReading {
        entries.isEmpty && deal.title == nil ? .unknown : .measured(entries.isEmpty ? 0 : 1, entries + titleEntries)
    }

    /// What courts and authorities hold on the home, by the entries that say so.
    ///
    /// A document counts once, whoever told of it. One that waits is in force as soon as nothing stands before it: 查封规定.
    private func seizures() -> (inForce: [UInt64], waiting: [UInt64]) {
        var inForce: [UInt64] = [], waiting: [UInt64] = []
        var documents: Set<String> = []
        for restriction in deal.liveRestrictions {
            guard ["seizure", "waitingSeizure"].contains(restriction.kind) else { continue }
            documents.insert(restriction.docNo)
            if restriction.kind == "seizure" {
                inForce.append(restriction.mark.index)
            } else {
                waiting.append(restriction.mark.index)
            }
        }
        if let title = fact(deal.title?.mark) {
            for lifted in facts(.restrictionLifted) where lifted.index > title.index {
                if let document = lifted.payload.text("docNo") { documents.insert(document) }
            }
            for seizure in title.payload.objects("seizures") {
                guard let document = seizure.text("docNo"), documents.insert(document).inserted else { continue }
                if seizure.integer("rank") ?? 1 > 1 { waiting.append(title.index) } else { inForce.append(title.index) }
            }
        }
        for dispute in file.disputes.values {
            inForce += dispute.liveHolds.filter { $0.isCourt && $0.scope == "home" }.map(\.mark.index)
        }
        if inForce.isEmpty, !waiting.isEmpty { inForce.append(waiting.removeFirst()) }
        return (inForce.sorted(), waiting)
    }

    /// What an entry of its own tells of, or the register shows.
    private func burden(_ kind: String, _ isOnRegister: (TitleCheck) -> Bool) -> RiskReading {
        let observed = deal.liveRestrictions.filter { $0.kind == kind }.map(\.mark.index)
        guard let title = deal.title else { return seen(observed) }
        return .measured(observed.isEmpty && !isOnRegister(title) ? 0 : 1, observed + titleEntries)
    }

    private struct Mortgage {
        let lender: String
        let isMaximum: Bool
        let hasTransferBan: Bool
    }

    /// Mortgages on the register less those discharged since, and the entries that say so; `nil` where nobody looked.
    private var mortgages: (list: [Mortgage], entries: [UInt64])? {
        guard let title = fact(deal.title?.mark) else { return nil }
        var list = title.payload.objects("mortgages").map {
            Mortgage(
                lender: $0.text("lenderId") ?? "", isMaximum: $0.text("kind") == "maximum",
                hasTransferBan: $0.flag("transferBan") == true)
        }
        var entries = [title.index]
        for discharge in facts(.mortgageDischarged) where discharge.index > title.index {
            // One that names no lender is about the only mortgage there is.
            guard let lender = discharge.payload.text("lenderId") ?? (list.count == 1 ? list[0].lender : nil),
                let place = list.firstIndex(where: { $0.lender == lender })
            else { continue }
            list.remove(at: place)
            entries.append(discharge.index)
        }
        return (list, entries)
    }

    private var oldLoan: RiskReading {
        guard let mortgages else { return .unknown }
        if mortgages.list.isEmpty { return .measured(0, mortgages.entries) }
        guard let price else { return .unknown }
        var owedFen: Int64 = 0
        var entries = mortgages.entries + price.entries
        for lender in Set(mortgages.list.map(\.lender)) {
            // A lender that did not say what is owed may be owed anything.
            guard let payoff = deal.payoff(of: lender), let quote = fact(payoff.quote.mark) else { return .unknown }
            entries += [quote.index] + (payoff.executed.map { [$0.index] } ?? [])
            if payoff.isPaid { continue }
            let (sum, overflow) = owedFen.addingReportingOverflow(quote.payload.integer("principalFen") ?? 0)
            if overflow { return .unknown }
            owedFen = sum
        }
        return Self.share(owedFen, of: price.fen).map { .measured($0, entries) } ?? .unknown
    }

    private var severalMortgages: RiskReading {
        guard let mortgages else { return .unknown }
        let isMaximum = mortgages.list.contains(where: \.isMaximum)
        return .measured((mortgages.list.count > 1 ? 1 : 0) + (isMaximum ? 1 : 0), mortgages.entries)
    }

    /// Which lenders are banks no entry says: only a home without a mortgage is known to have no other.
    private var mortgagees: RiskReading {
        guard let mortgages, mortgages.list.isEmpty else { return .unknown }
        return .measured(0, mortgages.entries)
    }

    /// A ban binds until its lender agrees to the carry-over or is paid. 民法典 406; 担保制度解释 43.
    private var transferBan: RiskReading {
        let observed = deal.liveRestrictions.filter { $0.kind == "transferBan" }.map(\.mark.index)
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

    private var residence: RiskReading {
        let observed = deal.liveRestrictions.filter { $0.kind == "residenceRight" }.map(\.mark.index)
        let isUnaccepted = !deal.residentsUnaccepted(on: day).isEmpty
        let consents = deal.residenceConsents.values.map(\.index)
        if deal.title == nil, observed.isEmpty {
            return isUnaccepted ? .measured(1, openingEntries) : .unknown
        }
        let declared = deal.has("residenceRight") ? openingEntries : []
        return .measured(observed.isEmpty && !isUnaccepted ? 0 : 1, observed + consents + titleEntries + declared)
    }

    var openingEntries: [UInt64] { deal.opened.map { [$0.mark.index] } ?? [] }

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
