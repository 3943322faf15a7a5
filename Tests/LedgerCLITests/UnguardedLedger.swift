import Ledger
import Proofs
import TestSupport

/// A ledger that nobody judges: what no rule lets in, and what is told apart from it, can be tried.
final class UnguardedLedger {
    let folder: String
    private var writer: LogWriter?

    init(_ tool: CommandLineTool, _ name: String) throws {
        folder = tool.file(name)
        let key = SigningKey(seed: [UInt8](0..<32))
        _ = try Ledger.create(folder: folder, origin: "test.example.cn/\(name)", key: key, surroundings: .system)
        writer = try LogWriter(try Ledger(folder: folder, forWriting: true), key: key, surroundings: .system)
    }

    func put(_ subject: String, _ type: String, _ data: String) throws {
        let run = DraftRun(stopsAtFailure: true)
        var parser = DraftParser()
        try parser.parse(Array(#"{"subject":"\#(subject)","type":"\#(type)","data":\#(data)}"#.utf8), into: run)
        try writer?.appendAndWait(run)
    }

    /// Lets the folder go, so that the test may open it itself.
    func close() {
        writer?.close()
        writer = nil
    }
}
