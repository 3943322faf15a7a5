internal import HomeSale

extension ClaimEvidence {
    /// Price, times and costs of the sale.
    func readSale(_ all: inout ClaimReadings) {
        all.put(.contracts, ClaimReading(sale == nil ? 0 : 1, sale?.mark.index))
        all.put(.daysToClose, days(from: deal.opened?.mark, to: sold))
        let paid = (known.places(.commissionPaid) + known.places(.commissionRefunded)).map { known.facts[$0] }
        if !paid.isEmpty, let fen = Self.difference(deal.commissionPaidFen, deal.commissionRefundedFen) {
            all.put(.commissionFen, ClaimReading(fen, paid.first?.index, paid.last?.index))
        }
        guard let sale else { return }
        all.put(.priceFen, ClaimReading(sale.priceFen, sale.mark.index, sale.amended?.index))
        all.put(.daysToSign, days(from: deal.acceptedOffer?.decided, to: sale.mark))
        if let published = known.listing?.publications.first, published.mark.on <= sale.mark.on {
            all.put(.daysOnMarket, days(from: published.mark, to: sale.mark))
            let overBp = Self.difference(sale.priceFen, published.priceFen).flatMap { Self.bp($0, of: published.priceFen) }
            let entries = [published.mark.index, sale.mark.index] + (sale.amended.map { [$0.index] } ?? [])
            all.put(.priceOverAskingBp, overBp.map { ClaimReading($0, entries) })
        }
        if let received = deal.depositReceived {
            all.put(.depositBp, ofPrice(deal.depositReceivedFen, received))
        }
        if let agreed = deal.commissionAgreed {
            all.put(.commissionBp, ofPrice(deal.commissionAgreedFen, agreed))
        }
    }

    private static func difference(_ fen: Int64, _ other: Int64) -> Int64? {
        let (difference, overflow) = fen.subtractingReportingOverflow(other)
        return overflow ? nil : difference
    }

    /// A sum as a share of the price of the contract.
    func ofPrice(_ fen: Int64, _ mark: Mark) -> ClaimReading? {
        guard let sale else { return nil }
        return Self.bp(fen, of: sale.priceFen).map { ClaimReading($0, mark.index, sale.mark.index, sale.amended?.index) }
    }
}
