internal import HomeSale

/// Market: as far as the home's own listing, appraisal and earlier sale tell.
extension RiskCase {
    /// Days back in which price cuts are counted.
    private static let cutDays: Int64 = 90

    func addMarket(to readings: inout RiskReadings) {
        readings["M01"] = offAppraisal
        readings["M03"] = daysOnMarket
        readings["M04"] = priceCuts
        readings["M06"] = offLastSale
    }

    private func deviation(_ fen: Int64, from other: Int64) -> Int64? {
        let (difference, overflow) = fen.subtractingReportingOverflow(other)
        return overflow || difference == .min ? nil : Self.share(abs(difference), of: other)
    }

    private var offAppraisal: RiskReading {
        let appraisals = file.loans.values.compactMap { $0.current?.appraisal }
        guard let price, let newest = appraisals.max(by: { $0.mark.index < $1.mark.index }),
            let share = deviation(price.fen, from: newest.valueFen)
        else { return .unknown }
        return .measured(share, price.entries + [newest.mark.index])
    }

    /// The day on which the home was as good as sold, or the last one known.
    private var offerEnd: (on: CivilDate, entries: [UInt64]) {
        acceptedOffer?.decided.map { ($0.on, [$0.index]) } ?? (day, [])
    }

    /// Against fixed bands: the district's median is no part of a deal.
    private var daysOnMarket: RiskReading {
        guard let published = listing?.publications.first else { return .unknown }
        let end = offerEnd
        return .measured(max(0, days(from: published.mark.on, to: end.on)), [published.mark.index] + end.entries)
    }

    private var priceCuts: RiskReading {
        guard let prices = listing?.prices, let first = prices.first else { return .unknown }
        let end = offerEnd
        var cuts: [UInt64] = []
        for (before, after) in zip(prices, prices.dropFirst()) where after.fen < before.fen {
            if (0...Self.cutDays).contains(days(from: after.mark.on, to: end.on)) { cuts.append(after.mark.index) }
        }
        return .measured(Int64(cuts.count), (cuts.isEmpty ? [first.mark.index] : cuts) + end.entries)
    }

    /// The sale of the home that was entered last before this deal was opened, in this log.
    var lastSale: (file: DealFile, transfer: Mark, on: CivilDate)? {
        guard !otherDeals.isEmpty, let opened = deal.opened else { return nil }
        return otherDeals.compactMap { other in
            guard let transfer = other.registration.transferRecorded, transfer.index < opened.mark.index else { return nil }
            return (other, transfer, other.registration.entryDate ?? transfer.on)
        }.max { $0.transfer.index < $1.transfer.index }
    }

    private var offLastSale: RiskReading {
        guard let price, let lastSale, let beforeFen = lastSale.file.agreedPriceFen,
            let share = deviation(price.fen, from: beforeFen)
        else { return .unknown }
        return .measured(share, price.entries + [lastSale.transfer.index])
    }
}
