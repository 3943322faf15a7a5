/// Taxes of one deal: what was assessed, paid and given back. 契税法 10, 11.
public struct TaxState: Hashable, Sendable {
    public struct Assessment: Hashable, Sendable {
        public let mark: Mark
        public let kind: String
        public let payer: String
        public let amountFen: Int64
        public let isExempt: Bool
        /// Computed by the ledger, not decided by the tax bureau: it clears nothing.
        public let isEstimate: Bool
        public var paidFen: Int64 = 0
        public var paid: Mark?
        public var refundedFen: Int64 = 0

        public var isCleared: Bool { isExempt || amountFen == 0 || paidFen >= amountFen }
    }

    /// The last assessment of each kind and payer, in the order they first came.
    public internal(set) var assessments: [Assessment] = []

    public init() {}

    public var decided: [Assessment] { assessments.filter { !$0.isEstimate } }
    /// Every assessed tax is paid or exempt, and something was assessed.
    public var isCleared: Bool { !decided.isEmpty && decided.allSatisfy(\.isCleared) }
    public var open: [Assessment] { decided.filter { !$0.isCleared } }
    public var paidFen: Int64 { assessments.reduce(0) { $0.adding($1.paidFen) } }
    public var refundedFen: Int64 { assessments.reduce(0) { $0.adding($1.refundedFen) } }

    public func assessment(_ kind: String, _ payer: String?) -> Assessment? {
        assessments.last { $0.kind == kind && (payer == nil || $0.payer == payer) && !$0.isEstimate }
    }

    /// Takes up a fact of the stream. Total.
    public mutating func apply(_ fact: Fact) {
        let data = fact.payload, mark = Mark(fact)
        let kind = data.text("kind") ?? "", payer = data.text("payer")
        switch fact.name {
        case .taxAssessed:
            let assessment = Assessment(
                mark: mark, kind: kind, payer: payer ?? "", amountFen: data.integer("amountFen") ?? 0,
                isExempt: data.has("exemption"), isEstimate: fact.attestation == .derived || data.flag("estimate") == true)
            // A new assessment replaces the one before it; what was paid stays paid.
            if let place = assessments.lastIndex(where: {
                $0.kind == kind && $0.payer == assessment.payer && $0.isEstimate == assessment.isEstimate
            }) {
                let before = assessments[place]
                assessments[place] = assessment
                assessments[place].paidFen = before.paidFen
                assessments[place].paid = before.paid
                assessments[place].refundedFen = before.refundedFen
            } else {
                assessments.append(assessment)
            }
        case .taxPaid:
            guard let place = place(kind, payer) else { return }
            assessments[place].paidFen = assessments[place].paidFen.adding(data.integer("amountFen") ?? 0)
            assessments[place].paid = mark
        case .taxRefunded:
            guard let place = place(kind, payer) else { return }
            assessments[place].refundedFen = assessments[place].refundedFen.adding(data.integer("amountFen") ?? 0)
        default: break
        }
    }

    private func place(_ kind: String, _ payer: String?) -> Int? {
        assessments.lastIndex { $0.kind == kind && !$0.isEstimate && (payer == nil || $0.payer == payer) }
    }

    public var fields: [StateField] {
        assessments.flatMap { assessment -> [StateField] in
            let path = "tax.\(assessment.kind)\(assessment.isEstimate ? ".estimate" : "")"
            var fields = [StateField("\(path).assessedFen", fen: assessment.amountFen)]
            if assessment.isExempt { fields.append(StateField("\(path).exempt", true)) }
            if assessment.paidFen != 0 { fields.append(StateField("\(path).paidFen", fen: assessment.paidFen)) }
            if assessment.refundedFen != 0 { fields.append(StateField("\(path).refundedFen", fen: assessment.refundedFen)) }
            return fields
        }
    }
}
