/// What the command line asks for. The defaults are small, so that the tests can run everything.
struct Options {
    enum Part: String, CaseIterable {
        case append, verify, signed, stream, parse, bytes, publish, sealed, guarded, show, fold, views, prove, all
    }

    var part = Part.all
    var entries = 20_000
    var rounds = 1
    var batches = [1, 10, 100, 1000, 10_000]
    var jobs = [1, 2]
    var seed: UInt64 = 1
    var perStream = 12
    var activeStreams = 1000
    /// Where scratch ledgers are made: /tmp may be memory, where a sync costs nothing.
    var scratch = "/var/tmp"
    /// Where the scenarios are.
    var scenarios = Self.ownScenarios
    var json: String?
    /// Where the log that read models are built from is written, a line an entry: others read the same.
    var lines: String?

    /// Those of the package that this program was built from.
    private static var ownScenarios: String {
        #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" } + "/fixtures/scenarios"
    }

    static let usage = """
        usage: deedlog-bench [append|verify|signed|stream|parse|bytes|publish|sealed|guarded|show|fold|views|prove|all]
                             [--entries N] [--rounds R]
                             [--batches 1,10,100,1000,10000] [--jobs 1,2] [--seed S] [--per-stream N] [--active-streams N]
                             [--scenarios DIR] [--scratch DIR] [--json FILE] [--lines FILE]
        """

    init(_ arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        if let first = rest.first, let part = Part(rawValue: first) {
            self.part = part
            rest.removeFirst()
        }
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw UsageError(text: "\(name) needs a value") }
            switch name {
            case "--entries": entries = try Self.number(value, 2...100_000_000)
            case "--rounds": rounds = try Self.number(value, 1...1000)
            case "--batches": batches = try Self.numbers(value, 1...10_000)
            case "--jobs": jobs = try Self.numbers(value, 1...256)
            case "--seed": seed = UInt64(try Self.number(value, 0...Int.max))
            case "--per-stream": perStream = try Self.number(value, 1...1_000_000)
            case "--active-streams": activeStreams = try Self.number(value, 1...1_000_000)
            case "--scenarios": scenarios = value
            case "--scratch": scratch = value
            case "--json": json = value
            case "--lines": lines = value
            default: throw UsageError(text: "unknown option \(name)")
            }
        }
    }

    func includes(_ part: Part) -> Bool { self.part == part || self.part == .all }

    private static func number(_ text: some StringProtocol, _ range: ClosedRange<Int>) throws(UsageError) -> Int {
        guard let value = Int(text), range.contains(value) else { throw UsageError(text: "\(text) is not in \(range)") }
        return value
    }

    private static func numbers(_ text: String, _ range: ClosedRange<Int>) throws(UsageError) -> [Int] {
        var values: [Int] = []
        for part in text.split(separator: ",") { values.append(try number(part, range)) }
        if values.isEmpty { throw UsageError(text: "an empty list") }
        return values
    }
}

struct UsageError: Error { let text: String }
