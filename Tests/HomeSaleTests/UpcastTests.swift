import Testing

@testable import HomeSale

@Suite("upcasting") struct UpcastTests {
    @Test("a price change of schema 1 says that reason and author were not stated")
    func priceChange() throws {
        let old = Payload(Array(#"{"newFen":98800000,"oldFen":99800000}"#.utf8))
        let new = try #require(Upcasting.upcast(old, of: .listingPriceChanged, from: 1))
        #expect(
            String(decoding: new.bytes, as: UTF8.self)
                == #"{"by":"unstated","newFen":98800000,"oldFen":99800000,"reason":"unstated"}"#)
        #expect(throws: Never.self) { try PayloadCheck.check(new.bytes, of: .listingPriceChanged, schema: 2) }
    }

    @Test("the newest schema stays as it is, byte for byte")
    func newest() {
        for type in Catalogue.all {
            let payload = Payload(examplePayload(of: type))
            #expect(Upcasting.upcast(payload, of: type.name, from: type.schema) == payload, "\(type.name.rawValue)")
        }
    }

    @Test("every older row leads to the newest one, with and without what may be absent")
    func chains() throws {
        for type in Catalogue.older {
            let newest = Catalogue.type(of: type.name)
            #expect(type.schema >= 1 && type.schema < newest.schema)
            for optional in [true, false] {
                let old = Payload(examplePayload(of: type, optional: optional))
                let new = try #require(Upcasting.upcast(old, of: type.name, from: type.schema))
                #expect(throws: Never.self) { try PayloadCheck.check(new.bytes, of: type.name, schema: newest.schema) }
                // What was recorded is still there, as it was.
                for (name, value) in old.members { #expect(new.members.contains { $0.name == name && $0.value == value }) }
            }
        }
        for type in Catalogue.all where type.schema > 1 {
            for schema in 1..<type.schema { #expect(Catalogue.type(of: type.name, schema: schema) != nil) }
        }
    }

    @Test("common members survive")
    func common() throws {
        let old = Payload(Array(#"{"newFen":1,"oldFen":2,"onBehalfOf":"p-12"}"#.utf8))
        let new = try #require(Upcasting.upcast(old, of: .listingPriceChanged, from: 1))
        #expect(new.text("onBehalfOf") == "p-12")
        #expect(throws: Never.self) { try PayloadCheck.check(new.bytes, of: .listingPriceChanged, schema: 2) }
    }

    @Test("a schema that this program does not know gives nothing")
    func unknown() {
        for type in Catalogue.all {
            for schema in [0, type.schema + 1, .max] {
                #expect(Upcasting.upcast(.empty, of: type.name, from: schema) == nil)
                #expect(Catalogue.type(of: type.name, schema: schema) == nil)
            }
        }
    }

    @Test("a member is set in its place, and an old one gives way")
    func setting() {
        let payload = Payload(Array(#"{"a":1,"c":"x"}"#.utf8))
        #expect(payload.setting("b", json: "2").bytes == Array(#"{"a":1,"b":2,"c":"x"}"#.utf8))
        #expect(payload.setting("c", json: "3").bytes == Array(#"{"a":1,"c":3}"#.utf8))
        #expect(Payload.empty.setting("a", json: "[]").bytes == Array(#"{"a":[]}"#.utf8))
    }
}
