import TestSupport
import Testing

@Suite("names that Unicode calls equal, judged by the rules") struct EqualNamesTests {
    private static let names = ["caf\u{E9}", "cafe\u{301}"]

    private func listing(_ name: String, _ number: Int, key: String = "k") -> String {
        draft(
            "listing/\(name)", "listing.drafted", key: key,
            data: #"{"unitCode":"110105001002GB0000\#(number)F00010023","areaCentiSqm":8517}"#, more: #","role":"broker""#)
    }

    @Test("two listings are two, in one process and in one batch", arguments: [[], ["--atomic"]]) func twoListings(
        options: [String]
    ) {
        let desk = Desk()
        let both = Self.names.enumerated().map { listing($1, $0) }.joined()
        let outcome = desk.run(["append", "--json"] + options, input: Array(both.utf8))
        #expect(outcome.status == 0, "\(outcome.text) \(outcome.errors)")
        #expect(outcome.objects.map { $0.int("revision") } == [0, 0] && desk.size == 3)
        // The same bytes are the same listing.
        let again = desk.run("append", "--json", input: listing(Self.names[1], 1, key: "again"))
        #expect(again.status == 5 && again.error.text("rule") == "listing.draftedOnce" && again.error.texts("rests") == ["2"])
    }

    @Test("a batch that fails takes back what it did to one and leaves the other") func rolledBack() {
        let desk = Desk()
        let running = desk.start("append", "-", "--json", "--keep-going")
        running.send(listing(Self.names[0], 0))
        #expect(JSONObject(running.line() ?? "").int("index") == 1)
        running.send(
            listing(Self.names[1], 1) + listing(Self.names[0], 0, key: "again") + listing(Self.names[1], 1, key: "again"))
        let rest = running.finish().objects
        #expect(rest.map { $0.int("index") } == [2, nil, nil])
        #expect(rest.dropFirst().map { $0.object("error").texts("rests") } == [["1"], ["2"]])
    }
}
