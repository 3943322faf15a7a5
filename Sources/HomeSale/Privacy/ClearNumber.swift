internal import CanonicalJSON
internal import Ledger

/// The last guard before the log: no identity number, card or phone stands in the clear in any string of a draft. DESIGN.md section 9.
///
/// By the rules of import: whole runs of digits, full-width ones too, no part of a run and no decimal. Codes that the schema declares
/// (numbers of an authority, unit codes, digests) are left alone; so are digests and UUIDs anywhere. Numbers that are no strings are the
/// schema's. A draft without such a number costs a look at every eleventh byte.
enum ClearNumber {
    /// - Parameter name: `nil` for types that have no schema; the row is looked up only where there is a number.
    /// - Throws: ``LedgerError`` `personalInClear` with the path and what was found, never the value.
    static func check(_ draft: StepDraft, _ name: EventName?) throws(LedgerError) {
        try check(draft.subject, "subject")
        try check(draft.actor, "actor")
        if let key = draft.key { try check(key, "key") }
        let data = draft.data.span
        let scan = NumberScan(isJSON: true)
        var from = 0
        while let found = scan.first(in: data, from: from) {
            from = found.range.upperBound
            let type = name.map { Catalogue.type(of: $0, schema: draft.schema) ?? Catalogue.type(of: $0) }
            guard !isInsideDigest(data, found.range), let path = place(of: found.range.lowerBound, in: data, type) else {
                continue
            }
            throw fault("data" + path, found.finding)
        }
    }

    private static func check(_ text: String, _ attribute: String) throws(LedgerError) {
        let bytes = text.utf8Span.span
        let scan = NumberScan(isJSON: false)
        var from = 0
        while let found = scan.first(in: bytes, from: from) {
            from = found.range.upperBound
            if !isInsideDigest(bytes, found.range) { throw fault(attribute, found.finding) }
        }
    }

    static func fault(_ path: String, _ finding: PrivacyGuard.Finding) -> LedgerError {
        let wording = finding.wording
        return LedgerError(.personalInClear, [path, wording.english, wording.chinese])
    }

    // MARK: Digests

    /// Whether the digits belong to hex of 16, 32, 40, 64 or 128 digits with letters in it, or to the end of a UUID: chance
    /// makes eleven digits in a row there, once in some hundred digests.
    private static func isInsideDigest(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
        func isHex(_ i: Int) -> Bool { i >= 0 && i < text.count && (text[i] &- 0x30 < 10 || text[i] &- 0x61 < 6) }
        var low = run.lowerBound, high = run.upperBound
        while isHex(low - 1), run.lowerBound - low < 128 { low -= 1 }
        while isHex(high), high - run.upperBound < 128 { high += 1 }
        func isLetterOrDigit(_ i: Int) -> Bool {
            i >= 0 && i < text.count && (text[i] &- 0x30 < 10 || (text[i] | 0x20) &- 0x61 < 26)
        }
        guard high - low > run.count, !isLetterOrDigit(low - 1), !isLetterOrDigit(high) else { return false }
        if [16, 32, 40, 64, 128].contains(high - low) { return true }
        guard high - low == 12 else { return false }
        // 8-4-4-4-12. RFC 9562 section 4.
        return (1...24).allSatisfy { back in
            [1, 6, 11, 16].contains(back) ? low - back >= 0 && text[low - back] == 0x2D : isHex(low - back)
        }
    }

    // MARK: Places

    /// The path of the string that the byte `offset` belongs to; `nil` where it is in no string, or in one that may hold it.
    private static func place(of offset: Int, in text: Span<UInt8>, _ type: EventType?) -> String? {
        let members = type.map { row in row.members + PayloadMember.common }
        return place(of: offset, in: text, 0, members.map { .object($0) })
    }

    /// - Parameter kind: of the value at `start`; `nil` where no schema says it.
    private static func place(of offset: Int, in text: Span<UInt8>, _ start: Int, _ kind: MemberKind?) -> String? {
        switch byte(text, start) {
        case 0x22: return mayHoldCodes(kind) ? nil : ""
        case 0x7B:
            if matches(text, start, "{\"$sealed\":") || matches(text, start, "{\"$personal\":") {
                return placeInWrapper(of: offset, in: text, start)
            }
            var found: String?
            forEachMember(text, start) { name, value in
                // The name is not said: it is what was found.
                if name.contains(offset) { found = " (a member's name)" }
                guard value.contains(offset) else { return }
                let word = stringValue(text, (name.lowerBound - 1)..<(name.upperBound + 1))
                var own: MemberKind?
                if case .object(let members)? = kind { own = members.first { $0.name == word }?.kind }
                found = place(of: offset, in: text, value.lowerBound, own).map { ".\(word)\($0)" }
            }
            return found
        case 0x5B:
            var found: String?, number = 0
            var own: MemberKind?
            if case .list(let element, _)? = kind { own = element }
            forEachElement(text, start) { value in
                if value.contains(offset) {
                    found = place(of: offset, in: text, value.lowerBound, own).map { "[\(number)]\($0)" }
                }
                number += 1
            }
            return found
        default: return nil
        }
    }

    /// Of a sealed value only the party's name is in the clear.
    private static func placeInWrapper(of offset: Int, in text: Span<UInt8>, _ start: Int) -> String? {
        var found: String?
        forEachMember(text, start) { name, value in
            guard value.contains(offset), let party = memberValue(text, value.lowerBound, "party"), party.contains(offset) else {
                return
            }
            found = ".\(stringValue(text, (name.lowerBound - 1)..<(name.upperBound + 1))).party"
        }
        return found
    }

    /// Kinds whose strings are codes of an authority, digests, dates or words of the schema.
    private static func mayHoldCodes(_ kind: MemberKind?) -> Bool {
        switch kind {
        case .digest, .number, .unitCode, .date, .instant, .choice: true
        default: false
        }
    }
}

extension PrivacyGuard.Finding {
    public var wording: Wording {
        switch self {
        case .identityNumber: Wording("an identity number", "身份证号码")
        case .card: Wording("a bank card number", "银行卡号")
        case .phone: Wording("a mobile number", "手机号码")
        }
    }
}
