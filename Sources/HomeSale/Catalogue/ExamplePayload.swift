internal import CanonicalJSON

/// A payload that fits `type`, with made-up values: what `deedlog draft` starts from and `deedlog explain` prints.
///
/// - Parameter optional: whether members that may be absent are there too.
/// - Returns: canonical JSON. Amounts are examples each by itself: whether a plan adds up is for the rules.
public func examplePayload(of type: EventType, optional: Bool = true) -> [UInt8] {
    ExampleValues(optional: optional).object(type.members)
}

private struct ExampleValues {
    let optional: Bool

    func object(_ members: [PayloadMember]) -> [UInt8] {
        let shown = members.filter { $0.isRequired || optional }
        let sorted = shown.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
        var bytes: [UInt8] = [0x7B]
        for (number, member) in sorted.enumerated() {
            if number > 0 { bytes.append(0x2C) }
            bytes += Array("\"\(member.name)\":".utf8)
            bytes += value(member.name, member.kind)
        }
        return bytes + [0x7D]
    }

    private func value(_ name: String, _ kind: MemberKind) -> [UInt8] {
        switch kind {
        case .object(let members): return object(members)
        case .list(let element, let least):
            let count = max(least, 1)
            let elements = (0..<count).map { value("\(name)\($0 == 0 ? "" : "-\($0 + 1)")", element) }
            return [0x5B] + Array(elements.joined(separator: [0x2C])) + [0x5D]
        default: return Array(scalar(name, kind).utf8)
        }
    }

    private func scalar(_ name: String, _ kind: MemberKind) -> String {
        switch kind {
        case .fen, .signedFen: Self.amounts[name] ?? "100000"
        case .centiSqm: "8517"
        case .ppm: Self.amounts[name] ?? "35000"
        case .bp: name == "shareBp" ? "10000" : "100"
        case .signedBp: "-20"
        case .months: name == "months" || name == "repriceMonths" ? "12" : "360"
        case .minutes: "40"
        case .count: Self.amounts[name] ?? "1"
        case .flag: "true"
        case .date: Self.isLast(name) ? "\"2026-12-31\"" : "\"2026-03-01\""
        case .instant: "\"2026-03-01T02:00:00.000Z\""
        case .choice(let words): "\"\(words[0])\""
        case .identifier, .party: "\"\(identifier(name))\""
        case .digest: "\"\(String(repeating: "0123456789abcdef", count: 4))\""
        case .number: "\"\(Self.numbers[name] ?? "N-2026-0001")\""
        case .text: "\"\(Self.texts[name] ?? "as agreed")\""
        case .unitCode: "\"110105001002GB00012F00010023\""
        case .entry: "\"deal/D-0001:3\""
        case .personal: #"{"$personal":{"party":"p-31","value":"example"}}"#
        case .open: #"{"example":1}"#
        case .object, .list: "{}"
        }
    }

    private func identifier(_ name: String) -> String {
        if let known = Self.identifiers[name] { return known }
        // The second of a list is another one.
        if let dash = name.lastIndex(of: "-"), let known = Self.identifiers[String(name[..<dash])] {
            return known + name[dash...]
        }
        return name.hasSuffix("Id") || name.hasSuffix("Ids") ? "p-1" : name
    }

    private static func isLast(_ name: String) -> Bool {
        name.lowercased().hasSuffix("until") || name.hasSuffix("By") || name == "to" || name == "dueBy"
    }

    private static let identifiers = [
        "listingId": "L-0007", "otherListingId": "L-0008", "dealId": "D-0001", "offerId": "O-1", "partyId": "p-31",
        "buyerIds": "p-31",
        "sellerIds": "p-12", "ownerId": "p-12", "ownerIds": "p-12", "principalId": "p-12", "agentId": "p-40", "clientId": "p-31",
        "tenantId": "p-50", "lenderId": "bank-a", "oldLenderId": "bank-b", "newLenderId": "bank-a", "escrowAgentId": "escrow-1",
        "contractorId": "fit-1", "payer": "p-31", "payee": "p-12", "sourceParty": "p-31", "toSource": "p-31", "from": "p-31",
        "to": "p-12", "by": "p-12", "party": "p-31", "approverIds": "p-90", "confirmedBy": "p-91", "onBehalfOf": "p-12",
        "mediaType": "application/pdf", "channel": "bankTransfer",
    ]
    private static let numbers = [
        "cityCode": "330200", "city": "330200", "uscc": "91350100M000100Y43", "certNo": "京(2024)朝阳区不动产权第0000001号",
        "sourceDocNo": "金规〔2026〕5号",
    ]
    private static let texts = ["authority": "区人民法院", "clause": "第七条", "basis": "price", "place": "交易大厅", "clauses": "第七条"]
    private static let amounts = [
        "priceFen": "98800000", "oldFen": "99800000", "newFen": "98800000", "depositFen": "5000000", "principalFen": "60000000",
        "loanFen": "60000000", "securedFen": "60000000", "targetOwnFundsFen": "38800000", "retainedTailFen": "1000000",
        "builtYear": "2008", "ageBandYears": "35", "areaCentiSqm": "8517", "innerAreaCentiSqm": "7010", "ratePpm": "35000",
        "unitPriceFenPerSqm": "1160000", "bytes": "48213", "orientationDegrees": "180",
    ]
}
