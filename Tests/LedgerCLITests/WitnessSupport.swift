import Foundation
import Ledger
import Proofs
import TestSupport

/// Somebody who witnesses: a state folder of its own, a key, and no ledger.
struct WitnessSeat {
    let desk = Desk(starts: false)
    let name: String
    let verifierKey: String

    init(_ ending: String = "") {
        name = "witness.example/\(UUID().uuidString.lowercased())\(ending)"
        let made = desk.run("witness", "init", "--name", name, "--json")
        precondition(made.status == 0, made.errors)
        verifierKey = made.objects[0].text("verifierKey")!
    }

    /// Cosigns `file` over files.
    func cosign(_ file: String, _ options: String...) -> CommandLineTool.Outcome {
        desk.run(["checkpoint", "cosign", file, "--name", name] + options)
    }

    /// Where it keeps what it cosigned last.
    func record(_ origin: String) -> String {
        StateFolder(path: desk.tool.state + "/deedlog").cosignedPath(origin, by: name)
    }

    /// Serves on a free port.
    func serve(_ options: String...) -> ServingWitness {
        ServingWitness(desk.tool.start(["witness", "serve", "--name", name] + options))
    }
}

/// A witness that answers over HTTP until the test lets go of it.
final class ServingWitness {
    let running: RunningTool
    let url: String

    init(_ running: RunningTool) {
        self.running = running
        url = running.line() ?? "nothing"
    }

    /// Asks it to end, and waits.
    func end(_ signal: Int32 = SIGTERM) -> CommandLineTool.Outcome {
        running.interrupt(signal)
        return running.finish(keepsInput: true)
    }
}

extension Desk {
    /// `log KEY` of this ledger.
    var logLine: String {
        "log " + (run("log", "--type", "ledger.created").objects.first?.object("data").text("verifierKey") ?? "?") + "\n"
    }

    var keyPath: String { StateFolder(path: tool.state + "/deedlog").keyPath(origin) }

    /// A checkpoint of the log as it is, in a file.
    func checkpoint(_ name: String) -> String { write(name, run("checkpoint").text) }

    func add(_ key: String) { _ = run("append", input: draft("ext/a", key: key)) }

    /// What whoever has a copy of the folder and of the key can do elsewhere.
    func elsewhere(_ folder: String, _ arguments: String..., input: String = "") -> CommandLineTool.Outcome {
        run(
            arguments, input: Array(input.utf8),
            environment: ["DEEDLOG_LEDGER": folder, "XDG_STATE_HOME": file("elsewhere")])
    }
}
