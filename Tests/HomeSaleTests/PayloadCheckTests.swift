import CanonicalJSON
import Foundation
import TestSupport
import Testing

@testable import HomeSale

private let rows = Catalogue.all + Catalogue.older

/// One change to a sound payload, and what must be said of it.
private struct Mutation {
    let tree: JSONTree
    let path: String
    let problem: PayloadFault.Problem
}

/// Every single change to `value`, a value of `kind`, that must be refused; each is put back into its place by `rebuild`.
private func mutations(
    _ value: JSONTree, _ kind: MemberKind, _ path: String, _ rebuild: @escaping (JSONTree) -> JSONTree
) -> [Mutation] {
    func wrong(_ texts: String..., as problem: PayloadFault.Problem) -> [Mutation] {
        texts.map { Mutation(tree: rebuild(.raw($0)), path: path, problem: problem) }
    }
    if let bounds = kind.bounds {
        var result = wrong("\"7\"", "[7]", "null", "true", as: .wrongKind)
        for beyond in [bounds.lowerBound - 1, bounds.upperBound + 1] where beyond.magnitude <= 9_007_199_254_740_991 {
            result += wrong(String(beyond), as: .outOfBounds)
        }
        return result + wrong("1.5", "1e3", "01", "-0", as: .notCanonical)
    }
    let digest = String(repeating: "0123456789abcdef", count: 4)
    switch kind {
    case .flag: return wrong("\"true\"", "1", "null", "[]", as: .wrongKind)
    case .date:
        return wrong(
            "7", "\"2026-02-30\"", "\"2026-3-1\"", "\"2026-03-01T00:00:00.000Z\"", "\"\"", "\"0000-01-01\"", as: .wrongKind)
    case .instant:
        return wrong(
            "7", "\"2026-03-01\"", "\"2026-03-01T24:00:00.000Z\"", "\"2026-03-01T02:00:00Z\"",
            "\"2026-03-01T02:00:00.000+08:00\"",
            as: .wrongKind)
    case .choice(let words):
        return wrong("7", "null", as: .wrongKind)
            + wrong("\"\"", "\"\(words[0])x\"", "\"\(words[0].dropLast())\"", "\"noSuchWord\"", as: .outOfBounds)
    case .identifier:
        return wrong("7", "\"a b\"", "\"a\\tb\"", "\"a\u{85}b\"", "\"\u{FFFE}\"", as: .wrongKind)
            + wrong(
                "\"\"", "\"\(String(repeating: "a", count: 129))\"", "\"\(String(repeating: "甲", count: 43))\"", as: .outOfBounds)
    case .party:
        return wrong("7", "\"a b\"", "\"a\\tb\"", "\"a\u{85}b\"", "\"\u{FFFE}\"", as: .wrongKind)
            + wrong("\"\"", "\"\(String(repeating: "a", count: 129))\"", as: .outOfBounds)
            + wrong("\"张三\"", "\"p-\u{E9}\"", as: .inClear)
    case .number:
        return wrong("7", "\" a\"", "\"a \"", "\"a\\nb\"", as: .wrongKind)
            + wrong("\"\"", "\"\(String(repeating: "a", count: 129))\"", as: .outOfBounds)
    case .text:
        return wrong("7", "{}", "\"a\\nb\"", "\" a\"", as: .wrongKind)
            + wrong("\"\"", "\"\(String(repeating: "a", count: 501))\"", as: .outOfBounds)
            + wrong("\"call 13800138000\"", "\"身份证 11010519491231002X\"", "\"电话１３８００１３８０００\"", as: .personalData)
    case .digest:
        return wrong("7", "\"\"", "\"\(digest.dropLast())\"", "\"\(digest)0\"", "\"\(digest.uppercased())\"", as: .wrongKind)
    case .unitCode:
        return wrong(
            "7", "\"\"", "\"110105001002GB00012F0001002\"", "\"110105001002XB00012F00010023\"",
            "\"110105001002GI00012F00010023\"",
            "\"110105001002GB00012A00010023\"", "\"11010500100AGB00012F00010023\"", "\"110105001002GB00012F000100230\"",
            as: .wrongKind)
    case .entry:
        return wrong(
            "7", "\"\"", "\"deal/D-1\"", "\"deal/D-1:\"", "\"deal/D-1:01\"", "\"deal/D-1:2147483648\"", "\"deal:1\"",
            "\"deal/:1\"",
            "\"Deal/D-1:1\"", "\"deal/D 1:1\"", "\":1\"", "\"1\"", as: .wrongKind)
    case .personal:
        return wrong("7", "\"name\"", "{}", "null", "[]", "{\"party\":\"p-1\",\"value\":1}", as: .inClear)
            + wrong(
                "{\"$personal\":{\"party\":\"p-1\"}}", "{\"$personal\":{\"value\":1}}",
                "{\"$sealed\":{\"commitment\":\"\(digest.dropLast())\",\"party\":\"p-1\"}}", as: .wrongKind)
    case .object(let members):
        guard case .object(let there) = value else { return [] }
        return wrong("7", "[]", "null", as: .wrongKind) + objectMutations(there, members, path, rebuild)
    case .list(let element, let least):
        guard case .list(let elements) = value else { return [] }
        var result = wrong("7", "{}", "\"x\"", as: .wrongKind)
        if least > 0 {
            let fewer = JSONTree.list(Array(elements.prefix(least - 1)))
            result.append(Mutation(tree: rebuild(fewer), path: path, problem: .outOfBounds))
        }
        // The same fault in a later element has its number.
        let last = elements.count
        for mutation in mutations(elements[0], element, "\(path)[\(last)]", { rebuild(.list(elements + [$0])) }) {
            result.append(mutation)
        }
        return result
    default: return []
    }
}

private func objectMutations(
    _ there: [(name: String, value: JSONTree)], _ members: [PayloadMember], _ path: String,
    _ rebuild: @escaping (JSONTree) -> JSONTree
) -> [Mutation] {
    let prefix = path.isEmpty ? "" : path + "."
    var result: [Mutation] = []
    for extra in ["aaExtra", "mmExtra", "zzExtra", "$extra"] {
        let tree = JSONTree.object(there + [(extra, .raw("1"))])
        result.append(Mutation(tree: rebuild(tree), path: prefix + extra, problem: .unknownMember))
    }
    for (place, member) in there.enumerated() {
        guard let row = members.first(where: { $0.name == member.name }) else { continue }
        if row.isRequired {
            var fewer = there
            fewer.remove(at: place)
            result.append(Mutation(tree: rebuild(.object(fewer)), path: prefix + member.name, problem: .missingMember))
        }
        result += mutations(member.value, row.kind, prefix + member.name) { changed in
            var copy = there
            copy[place].value = changed
            return rebuild(.object(copy))
        }
    }
    return result
}

private func fault(_ data: [UInt8], _ type: EventType) -> PayloadFault? {
    do throws(PayloadFault) {
        try PayloadCheck.check(data, of: type.name, schema: type.schema)
        return nil
    } catch {
        return error
    }
}

@Suite("payload check") struct PayloadCheckTests {
    @Test("the example of every type fits, with and without what may be absent")
    func examples() throws {
        for type in rows {
            for optional in [true, false] {
                let data = examplePayload(of: type, optional: optional)
                #expect(fault(data, type) == nil, "\(type.name.rawValue)")
                #expect(try canonicalValueEnd(data.span, 0, depth: 2) == data.count, "\(type.name.rawValue)")
            }
        }
    }

    @Test("every single change to an example is found, at its place")
    func changes() {
        var count = 0
        for type in rows {
            guard case .object(let there) = JSONTree(examplePayload(of: type)) else { return }
            // As if the common members were the row's own.
            let own = Set(type.members.map(\.name))
            let members = type.members + PayloadMember.common.filter { !own.contains($0.name) }
            let common = EventType(
                type.name, on: type.streams, type.title, by: [], effect: type.effect, source: "",
                PayloadMember.common.filter { !own.contains($0.name) })
            guard case .object(let shared) = JSONTree(examplePayload(of: common)) else { return }
            for mutation in objectMutations(there + shared, members, "", { $0 }) {
                count += 1
                let found = fault(mutation.tree.bytes, type)
                #expect(
                    found?.path == (mutation.problem == .notCanonical ? found?.path : mutation.path)
                        && found?.problem == mutation.problem,
                    "\(type.name.rawValue) \(mutation.path) \(mutation.problem): \(found.map(String.init(describing:)) ?? "accepted") \(mutation.tree.text)"
                )
            }
        }
        #expect(count > 10_000)
    }

    @Test("a fault says what should stand there, in both languages")
    func expected() throws {
        let type = Catalogue.type(of: .contractSigned)
        let data = String(decoding: examplePayload(of: type), as: UTF8.self)
        let negative = fault(Array(data.replacingOccurrences(of: "\"amountFen\":100000", with: "\"amountFen\":-1").utf8), type)
        #expect(negative?.path == "plan[0].amountFen")
        #expect(negative?.expected == Wording("an integer of fen, 0 or more", "整数，单位：分，不小于 0"))
        let misspelt = fault(Array(data.replacingOccurrences(of: "\"taxBearer\"", with: "\"taxBaerer\"").utf8), type)
        #expect(misspelt?.problem == .unknownMember && misspelt?.expected.english == "one of taxBearer")
        let payee = Catalogue.type(of: .escrowReleased)
        let short = fault(Array("{\"amountFen\":1}".utf8), payee)
        #expect(short?.path == "conditions" && short?.problem == .missingMember)
        #expect(short?.expected.english == "a list; each an entry as SUBJECT:r, such as deal/D-1:0")
    }

    @Test("sealed values pass where personal ones do, and nowhere else")
    func sealed() {
        let digest = String(repeating: "0123456789abcdef", count: 4)
        let sealed = #"{"$sealed":{"commitment":"\#(digest)","party":"p-31"}}"#
        let type = Catalogue.type(of: .partyRegistered)
        #expect(fault(Array(#"{"idNumber":\#(sealed),"kind":"person","partyId":"p-31"}"#.utf8), type) == nil)
        #expect(fault(Array(#"{"kind":"person","partyId":\#(sealed)}"#.utf8), type)?.path == "partyId")
        let nested = #"{"$personal":{"party":"p-31","value":{"a":[1,{"b":null}]}}}"#
        #expect(fault(Array(#"{"birthDate":\#(nested),"kind":"person","partyId":"p-31"}"#.utf8), type) == nil)
    }

    @Test("an unknown schema is refused, a known older one is not")
    func schemas() {
        let old = Array(#"{"newFen":1,"oldFen":2}"#.utf8)
        #expect(throws: Never.self) { try PayloadCheck.check(old, of: .listingPriceChanged, schema: 1) }
        for schema: UInt32 in [0, 3, .max] {
            do throws(PayloadFault) {
                try PayloadCheck.check(old, of: .listingPriceChanged, schema: schema)
                Issue.record("schema \(schema) was accepted")
            } catch {
                #expect(error.problem == .unknownSchema && error.path.isEmpty)
                #expect(error.expected.english == "schema 1 or 2")
            }
        }
        #expect(fault(old, Catalogue.type(of: .listingPriceChanged))?.problem == .missingMember)
    }

    @Test(
        "hostile texts are refused, whatever the row",
        arguments: [
            "", "{", "}", "[]", "[", "null", "7", "\"", "\"x\"", "{}x", "{}{}", " {}", "{ }", "{\"", "{\"a", "{\"a\"", "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\" :1}", "{\"amountFen\"", "{\"amountFen\":", "{\"amountFen\":1",
            "{\"amountFen\":-",
            "{\"amountFen\":1,\"amountFen\":1}", "{\"to\":\"p\",\"amountFen\":1}", "{\"\\u0061mountFen\":1}", "\u{FEFF}{}",
            "{\"\0\":1}",
            "{\"amountFen\":9007199254740992}", "{\"amountFen\":1e999}", "{\"evidence\":[{\"alg\":\"sha256\"",
            "{\"evidence\":[{]}",
            "{\"evidence\":[[[[[[[[[[", "{\"\\", "{\"\\u", "{\"a\\\":1}",
        ])
    func hostile(text: String) {
        for type in rows where !(text == "{}" && type.members.allSatisfy { !$0.isRequired }) {
            let found = fault(Array(text.utf8), type)
            #expect(found != nil, "\(type.name.rawValue)")
            #expect(found.map { $0.path.utf8.count <= 300 } ?? true)
        }
    }

    @Test("bytes that are no UTF-8 are refused")
    func illFormed() {
        let type = Catalogue.type(of: .listingWithdrawn)
        for bad in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE4, 0xB8], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]] {
            #expect(fault(Array("{\"reason\":\"".utf8) + bad + Array("\"}".utf8), type)?.problem == .notCanonical)
            let nothingRequired = Catalogue.type(of: .loanSettled)
            #expect(fault(Array("{\"".utf8) + bad + Array("\":1}".utf8), nothingRequired)?.problem == .notCanonical)
        }
    }

    @Test("an open value may be anything canonical down to the entry's depth, and no deeper")
    func depth() {
        let type = Catalogue.type(of: .listingDrafted)
        func drafted(_ levels: Int) -> [UInt8] {
            let nest = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
            return Array(#"{"areaCentiSqm":1,"fields":\#(nest),"unitCode":"110105001002GB00012F00010023"}"#.utf8)
        }
        // The entry is 1, its payload 2, the value 3.
        #expect(fault(drafted(30), type) == nil)
        #expect(fault(drafted(31), type)?.problem == .notCanonical)
        #expect(fault(drafted(5_000), type)?.path == "fields")
    }

    @Test("random damage never traps, and what passes is canonical", arguments: 1...8)
    func damage(seed: Int) {
        var random = SeededRandom(UInt64(seed))
        for round in 0..<4_000 {
            let type = rows[Int.random(in: rows.indices, using: &random)]
            var data = examplePayload(of: type, optional: round % 2 == 0)
            for _ in 0..<Int.random(in: 1...3, using: &random) where !data.isEmpty {
                let place = Int.random(in: data.indices, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: data[place] = UInt8.random(in: 0...255, using: &random)
                case 1: data.remove(at: place)
                case 2: data.insert(Array("{}[]\",:\\0-9e$".utf8).randomElement(using: &random)!, at: place)
                case 3: data.removeSubrange(place...)
                default: data.insert(contentsOf: data[place..<min(place + 9, data.count)], at: place)
                }
            }
            if fault(data, type) == nil {
                #expect(
                    (try? canonicalValueEnd(data.span, 0, depth: 2)) == data.count, "\(String(decoding: data, as: UTF8.self))")
            }
        }
    }

    @Test("what the import writes fits its row")
    func observations() throws {
        let folder = packageFolder.appendingPathComponent("fixtures/maps")
        var count = 0
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() where file.hasSuffix(".json") {
            let map = try readMap(String(file.dropLast(5)))
            let source = packageFolder.appendingPathComponent("fixtures/observed/\(map.id).\(map.format.rawValue)")
            let name: EventName = map.event.rawValue == EventName.saleObserved.rawValue ? .saleObserved : .listingObserved
            let rows = try tally(map, try readSource(source, map.encoding)) { reading in
                guard case .observation(let observation) = reading else { return }
                #expect(fault(observation.data, Catalogue.type(of: name)) == nil, "\(file) line \(observation.line)")
                count += 1
            }
            #expect(rows.accepted > 0)
        }
        #expect(count > 50)
    }
}
