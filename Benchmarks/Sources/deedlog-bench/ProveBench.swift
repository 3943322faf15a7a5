import Foundation
import Glibc
import Ledger
import Proofs
import Storage

/// Proofs of one entry, seals over as many streams as there are entries while somebody appends, and proofs out of a seal.
struct ProveBench {
    let folder: ScratchFolder
    let options: Options
    let report: Report

    private static let proofs = 2000

    func run() throws {
        try folder.with("prove") { path in
            let key = SigningKey(seed: Reference.keySeed)
            let surroundings = Surroundings.fixed(seed: options.seed)
            _ = try Ledger.create(folder: path + "/ledger", origin: Reference.origin, key: key, surroundings: surroundings)
            let ledger = try Ledger(folder: path + "/ledger", forWriting: true)
            let writer = try LogWriter(ledger, key: key, surroundings: surroundings)
            defer { writer.close() }
            report.heading("proofs over \(options.entries) entries, one to a stream")
            let desk = ProveDesk(ledger: ledger, writer: writer)
            report.alone(
                "append, batch 1000", unit: "entries/s", [try desk.fill(options.entries, batch: 1000)], atMost: nil)
            report.alone(
                "append, one by one", unit: "entries/s",
                try (0..<options.rounds).map { _ in rate(try desk.appendOneByOne(500)) }, atMost: nil)
            try proveEntries(ledger, key)
            try seal(desk)
        }
    }

    private func rate(_ times: [UInt64]) -> Double { Double(times.count) * 1e9 / Double(times.reduce(0, +)) }

    private func proveEntries(_ ledger: Ledger, _ key: SigningKey) throws {
        guard let head = try ledger.head() else { return }
        let note = SignedNote(body: head.checkpoint(origin: ledger.origin).body, name: ledger.origin, key: key)
        var random = SeededRandom(options.seed)
        var rounds: [[UInt64]] = [], bytes = 0
        // One round more, not counted: it touches the pages.
        for _ in 0...options.rounds {
            rounds.append(
                try (0..<Self.proofs).map { _ in
                    let index = random.next() % head.size
                    let start = nanoseconds()
                    try ledger.prove([index], in: note) { bytes &+= $0.line.count + $0.proof.text.utf8.count }
                    return UInt64(nanoseconds() - start)
                })
        }
        rounds.removeFirst()
        report.alone("proof of one entry, p50", unit: "µs", rounds.map { percentile($0, 0.5) / 1e3 }, atMost: 100)
        report.alone("proof of one entry, p99", unit: "µs", rounds.map { percentile($0, 0.99) / 1e3 }, atMost: nil)
        report.alone("proofs", unit: "proofs/s", rounds.map(rate), atMost: nil)
        report.note("  \(bytes) bytes in all")
    }

    private func seal(_ desk: ProveDesk) throws {
        let ledger = desk.ledger
        var times: [Double] = [], memory: [Double] = [], alone: [Double] = [], beside: [Double] = []
        var last: FoldedStreams?
        for _ in 0..<options.rounds {
            alone.append(percentile(try desk.appendOneByOne(500), 0.99) / 1e6)
            let before = anonymousBytes()
            let isDone = Lock(false), latencies = Lock<[UInt64]>([])
            let appending = Thread {
                var all: [UInt64] = []
                while !isDone.withLock({ $0 }) { all += (try? desk.appendOneByOne(20)) ?? [] }
                latencies.withLock { [all] in $0 = all }
            }
            let start = nanoseconds()
            let folded = try ledger.foldStreams()
            times.append(seconds(since: start))
            memory.append(Double(max(0, anonymousBytes() - before)) / 1_048_576)
            isDone.withLock { $0 = true }
            appending.join()
            beside.append(percentile(latencies.withLock { $0 }, 0.99) / 1e6)
            last = folded
        }
        guard let folded = last else { return }
        report.alone("seal over \(folded.streams) streams", unit: "s", times, atMost: options.entries > 1_000_000 ? 60 : 5)
        report.alone("anonymous memory that it takes", unit: "MiB", memory, atMost: 95)
        report.compare(
            "append, one by one, p99", unit: "ms", alone, beside, wanted: .atMost(2), sides: ("alone", "beside a seal"))
        let seal = try desk.store(folded)
        var random = SeededRandom(options.seed), paths = 0
        let rounds = try (0..<options.rounds).map { _ in
            try (0..<200).map { _ in
                let name = ProveDesk.subject(Int(random.next() % UInt64(options.entries)))
                let start = nanoseconds()
                paths &+= try ledger.prove(.stream(name), in: seal).reduce(0) { $0 + $1.path.count }
                return UInt64(nanoseconds() - start)
            }
        }
        report.alone("proof of one stream, p50", unit: "ms", rounds.map { percentile($0, 0.5) / 1e6 }, atMost: 1000)
        report.note("  \(paths) digests in all")
    }
}

/// A ledger of streams with one entry each.
private struct ProveDesk: Sendable {
    let ledger: Ledger
    let writer: LogWriter
    private let next = Lock(0)

    init(ledger: Ledger, writer: LogWriter) { (self.ledger, self.writer) = (ledger, writer) }

    static func subject(_ number: Int) -> String { "ext/stream-\(number)" }

    private func draft(_ number: Int) -> [UInt8] {
        Array(#"{"data":{"priceFen":98800000},"key":"k","subject":"\#(Self.subject(number))","type":"ext.noted"}"#.utf8)
    }

    private func take(_ count: Int) -> Range<Int> {
        next.withLock { next in
            defer { next += count }
            return next..<(next + count)
        }
    }

    /// - Returns: entries a second.
    func fill(_ count: Int, batch: Int) throws -> Double {
        let start = nanoseconds()
        for from in stride(from: 0, to: count, by: batch) { try append(take(min(batch, count - from))) }
        return Double(count) / seconds(since: start)
    }

    /// - Returns: nanoseconds from each draft to its durable answer.
    func appendOneByOne(_ count: Int) throws -> [UInt64] {
        try take(count).map { number in
            let start = nanoseconds()
            try append(number..<(number + 1))
            return UInt64(nanoseconds() - start)
        }
    }

    private func append(_ numbers: Range<Int>) throws {
        let run = DraftRun()
        var parser = DraftParser()
        for number in numbers { try parser.parse(draft(number).span, into: run) }
        try check(run)
    }

    private func check(_ run: DraftRun) throws {
        try writer.appendAndWait(run)
        for outcome in run.outcomes {
            guard case .stored = outcome else { throw UsageError(text: "not stored: \(outcome)") }
        }
    }

    /// Appends the seal's entry and keeps its runs.
    func store(_ folded: FoldedStreams) throws -> Seal {
        let data = folded.seal(id: 0)
        let text =
            #"{"actor":"operator","attestation":"derived","data":\#(String(decoding: data.data, as: UTF8.self)),"#
            + #""key":"\#(data.key)","role":"system","schema":1,"subject":"ledger","type":"\#(Seal.type)"}"#
        let run = DraftRun()
        var parser = DraftParser(isSystem: true)
        try parser.parse(Array(text.utf8).span, into: run)
        try check(run)
        guard case .stored(let receipt) = run.outcomes[0] else { throw UsageError(text: "no seal") }
        let seal = folded.seal(id: receipt.index)
        try ledger.keepRuns(folded, of: seal)
        return seal
    }
}
