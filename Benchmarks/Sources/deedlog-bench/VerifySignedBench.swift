import Glibc
import Ledger
import Proofs

/// `verify` of a log whose every entry is signed, against what `openssl speed` gives for the signatures alone.
struct VerifySignedBench {
    let folder: ScratchFolder
    let options: Options
    let report: Report

    private static let actors = 100
    private static let role = "relay"

    func run() throws {
        report.heading("verify, signed entries, entries/s")
        try folder.with("signed") { path in
            let count = try make(path + "/ledger")
            report.condition(
                "\(count) entries, each signed with Ed25519, of \(Self.actors) actors; openssl speed by one process, times the cores"
            )
            var alone: [Int: [Double]] = [:], checked: [Int: [Double]] = [:]
            for _ in 0..<options.rounds {
                for jobs in options.jobs {
                    let one = try opensslRate()
                    alone[jobs, default: []].append(one * Double(jobs))
                    checked[jobs, default: []].append(Double(count) / (try verify(path + "/ledger", jobs, count)))
                }
            }
            for jobs in options.jobs {
                report.compare(
                    "every check and every signature, \(jobs) core\(jobs == 1 ? "" : "s")", unit: "entries/s", alone[jobs]!,
                    checked[jobs]!, wanted: .atLeast(0.85), sides: ("openssl speed", "verify"))
            }
        }
    }

    /// - Returns: how many signed entries there are.
    private func make(_ path: String) throws -> Int {
        let logKey = SigningKey(seed: Reference.keySeed), surroundings = Surroundings.fixed(seed: options.seed)
        let keys = (0..<Self.actors + 2).map { _ in ActorPrivateKey.generate(.ed25519) }
        let policy = SigningPolicy(roles: [SigningPolicy.administrator, Self.role])
        let founders = (0..<2).map { Founding.Administrator(name: "admin-\($0)", key: keys[Self.actors + $0].publicKey) }
        let head = try Ledger.create(
            folder: path, origin: Reference.origin, key: logKey, founding: try Founding(founders, policy),
            surroundings: surroundings)
        let ledger = try Ledger(folder: path, forWriting: true)
        let writer = try LogWriter(ledger, key: logKey, surroundings: surroundings)
        defer { writer.close() }
        let admins = ActorSigner(
            (0..<2).map { .init(actor: "admin-\($0)", key: keys[Self.actors + $0]) }, ledger, surroundings: surroundings)
        let grant = RoleGrant(roles: [Self.role], fromDay: CivilTime.day(ofMilliseconds: head.timeMilliseconds))
        for number in 0..<Self.actors {
            let change = ActorChange.registered(keys[number].publicKey, grant)
            let run = try DraftRun.own(
                change.type, on: "actor/relay-\(number)", key: change.key(0), data: change.data, actor: "admin-0")
            try admins.append(run, to: writer)
            try check(run)
        }
        for from in stride(from: 0, to: options.entries, by: 1000) {
            // Each actor's in one run, one behind the other.
            let number = from / 1000 % Self.actors
            let signer = ActorSigner([.init(actor: "relay-\(number)", key: keys[number])], ledger, surroundings: surroundings)
            var parser = DraftParser(defaults: DraftDefaults(actor: signer.actor, role: Self.role))
            let run = DraftRun()
            for entry in from..<min(from + 1000, options.entries) {
                let text =
                    #"{"subject":"ext/s\#(entry / options.perStream)","type":"ext.receipt","data":{"amountFen":\#(entry),"note":"每条由登记人签名"}}"#
                try parser.parse(Array(text.utf8), into: run)
            }
            try signer.append(run, to: writer)
            try check(run)
        }
        return options.entries
    }

    private func check(_ run: DraftRun) throws {
        for outcome in run.outcomes {
            guard case .stored = outcome else { throw UsageError(text: "not stored: \(outcome)") }
        }
    }

    private func verify(_ path: String, _ jobs: Int, _ count: Int) throws -> Double {
        let ledger = try Ledger(folder: path)
        try ledger.forEachEntry(LogQuery()) { _, _ in true }
        var verifier = Verifier(ledger)
        verifier.jobs = jobs
        let start = nanoseconds()
        let result = try verifier.run()
        let time = seconds(since: start)
        precondition(result.verdict == .ok, "faults in a sound ledger: \(String(describing: result.firstFault))")
        precondition(result.signaturesChecked == UInt64(count + Self.actors))
        return time
    }

    /// Ed25519 signatures that `openssl speed` verifies in a second.
    private func opensslRate() throws -> Double {
        guard let pipe = unsafe popen("openssl speed -mr -seconds 2 ed25519 2>/dev/null", "r") else {
            throw UsageError(text: "openssl is missing")
        }
        defer { unsafe pclose(pipe) }
        var line = [CChar](repeating: 0, count: 1024), rate: Double?
        while unsafe fgets(&line, Int32(line.count), pipe) != nil {
            let text = String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            // Machine-readable: +F6:index:bits:name:signatures/s or seconds each:verifications likewise.
            let parts = text.split(separator: ":")
            if text.hasPrefix("+F6:"), let last = parts.last.flatMap({ Double($0) }) { rate = last < 1 ? 1 / last : last }
        }
        guard let rate else { throw UsageError(text: "openssl speed said nothing of ed25519") }
        return rate
    }
}
