import Foundation
import TestSupport
import Testing

/// A command of a guide and what the guide says it prints.
private struct Shown {
    let command: String
    var output: [String] = []
    /// What `(exit N)` under it says; 0 where nothing is said.
    var status = 0
}

/// The commands of the `console` blocks: each line that begins with `$ `, and the lines under it.
private func shown(in guide: String) -> [Shown] {
    var found: [Shown] = []
    var isConsole = false
    for line in guide.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
        if line.hasPrefix("```") {
            isConsole = line == "```console"
        } else if isConsole, line.hasPrefix("$ ") {
            found.append(Shown(command: String(line.dropFirst(2))))
        } else if isConsole, !found.isEmpty {
            if line.hasPrefix("(exit "), let status = Int(line.dropFirst(6).dropLast()) {
                found[found.count - 1].status = status
            } else {
                found[found.count - 1].output.append(line)
            }
        }
    }
    return found
}

/// Without what differs from run to run: digests, keys, signatures, instants, speeds.
private func plain(_ line: String) -> String {
    line.replacing(#/[A-Za-z0-9+\/]{40,}=*/#, with: "#").replacing(#/[0-9a-f]{16,}/#, with: "#")
        .replacing(#/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+Z)?/#, with: "#")
        .replacing(#/in [\d.]+ s, [\d,]+ entries\/s/#, with: "#")
}

/// Whether `line` is as told, where `…` stands for anything.
private func fits(_ line: String, _ told: String) -> Bool {
    let line = plain(line), told = plain(told)
    let parts = told.split(separator: "…", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return line == told }
    guard line.hasPrefix(first), line.hasSuffix(last), line.count >= first.count + last.count else { return false }
    var rest = line.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() {
        guard let place = rest.range(of: part) else { return false }
        rest = rest[place.upperBound...]
    }
    return true
}

@Suite("The guides") struct GuideTests {
    @Test(
        "every command of a guide prints what the guide says",
        arguments: ["README.md"]
            + ["COUNTER", "VIEWS", "PROOFS", "WITNESSES", "REPLICAS", "EVIDENCE", "ACTORS", "PRIVACY"].flatMap {
                ["docs/\($0).md", "docs/zh-CN/\($0).md"]
            })
    func commands(_ name: String) throws {
        let guide = try String(contentsOfFile: Fixtures.root + "/" + name, encoding: .utf8)
        let all = shown(in: guide)
        try #require(all.count > 9)
        let folder = TemporaryFolder()
        let tools = URL(fileURLWithPath: CommandLineTool.path).deletingLastPathComponent().path
        // One shell for all of them: what is exported in one command holds for those after it.
        var script = "cd \(Fixtures.root)\n"
        for one in all {
            let command = one.command.replacing("/tmp/", with: folder.path + "/").replacing("$PWD/.build/release", with: tools)
            script += "{ \(command)\n} 2>&1; printf '\\nstatus %d\\n' $?\n"
        }
        var lines = RunningTool.shell(script).text.replacing(folder.path + "/", with: "/tmp/")
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
        for one in all {
            let end = try #require(lines.firstIndex { $0.hasPrefix("status ") }, "\(one.command)")
            let printed = lines[..<end].reversed().drop { $0.isEmpty }.reversed().map { $0 }
            #expect(lines[end] == "status \(one.status)", "\(one.command)")
            #expect(
                printed.count == one.output.count && zip(printed, one.output).allSatisfy { fits($0, $1) },
                "\(one.command) printed\n\(printed.joined(separator: "\n"))")
            lines = lines[(end + 1)...]
        }
    }

    @Test("the two languages show the same commands")
    func sameCommands() throws {
        func commands(_ name: String) throws -> [String] {
            let guide = try String(contentsOfFile: Fixtures.root + "/" + name, encoding: .utf8)
            return shown(in: guide).map(\.command).filter { !$0.hasPrefix("export ") }
        }
        for guide in ["COUNTER", "VIEWS", "PROOFS", "WITNESSES", "REPLICAS", "EVIDENCE", "ACTORS", "PRIVACY"] {
            #expect(try commands("docs/\(guide).md") == commands("docs/zh-CN/\(guide).md"))
        }
    }
}
