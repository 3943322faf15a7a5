import Foundation
import Testing

@testable import HomeSale

private let good = """
    {"id":"m","source":"s","event":"listing.observed","format":"csv","encoding":"utf-8","columns":["id","price"],
     "identity":{"columns":["id"]},"read":{"price":["{priceFen:wan}万"]},"checks":[{"column":"price","reads":true}]}
    """

@Test("a small map is read")
func smallMap() throws {
    let map = try ObservationMap(json: Array(good.utf8))
    #expect(map.columnNames == ["id", "price"])
    #expect(map.observedOn == nil)
    #expect(!map.ignoresExtraColumns)
}

@Test(
    "a fault names the member and the reason",
    arguments: [
        ("\"id\":\"m\",", "", "id", "is missing"),
        ("\"m\"", "\"M\"", "id", "a-z"),
        ("\"s\"", "\"s/t\"", "source", "1 to 48"),
        ("\"s\"", "7", "source", "a string"),
        ("listing.observed", "listing.seen", "event", "none of listing.observed, sale.observed"),
        ("\"csv\"", "\"xls\"", "format", "none of csv, jsonl"),
        ("utf-8", "gbk", "encoding", "none of"),
        ("[\"id\",\"price\"]", "[]", "columns", "missing"),
        ("[\"id\",\"price\"]", "[\"id\",\"id\"]", "columns[1]", "twice"),
        ("[\"id\",\"price\"]", "[\"id\",\"$price\"]", "columns[1]", "begins with $"),
        ("{\"columns\":[\"id\"]}", "{\"columns\":[\"nr\"]}", "identity.columns[0]", "none of the columns"),
        ("{\"columns\":[\"id\"]}", "{}", "identity", "either columns"),
        ("{\"columns\":[\"id\"]}", "{\"columns\":[\"id\"],\"template\":\"x{priceFen:wan}\"}", "identity.template", "hole {}"),
        ("{\"columns\":[\"id\"]}", "{\"stable\":[]}", "identity.stable", "names no column"),
        ("{priceFen:wan}万", "{priceFen}万", "read.price[0]", "unit"),
        ("\"reads\":true", "\"reads\":1", "checks[0].reads", "true or false"),
        ("\"reads\":true", "\"integer\":[2,1]", "checks[0].integer", "lowest and highest"),
        ("\"reads\":true", "\"regex\":\".\"", "checks[0].regex", "no member"),
        ("{\"column\":\"price\",\"reads\"", "{\"column\":\"id\",\"reads\"", "checks[0].reads", "no templates"),
        ("\"event\"", "\"observedOn\":\"2023-02-30\",\"event\"", "observedOn", "no date"),
        ("\"event\"", "\"colour\":1,\"event\"", "colour", "no member"),
        ("\"event\"", "\"id\":\"m\",\"event\"", "", "twice"),
    ])
func faults(from: String, to: String, member: String, reason: String) throws {
    let text = good.replacingOccurrences(of: from, with: to)
    #expect(text != good)
    do throws(MapFault) {
        _ = try ObservationMap(json: Array(text.utf8))
        Issue.record("read without a fault")
    } catch {
        #expect(error.member == member)
        #expect(error.reason.contains(reason), "\(error)")
    }
}

@Test("a map cut off anywhere is a fault, never a trap")
func cutMap() {
    let bytes = Array(good.utf8)
    for count in 0..<bytes.count - 1 { #expect(throws: MapFault.self) { try ObservationMap(json: Array(bytes[..<count])) } }
}
