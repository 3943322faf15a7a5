import Foundation
import TestSupport
import Testing

/// Every file and folder under `path`, by its path within, with its permission bits.
private func modes(_ path: String) -> [String: Int] {
    var found: [String: Int] = ["": mode(path) ?? -1]
    for name in FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? [] {
        found[name] = mode(path + "/" + name)
    }
    return found
}

@Suite("modes of files and folders") struct FileModeTests {
    @Test(
        "what is private is the owner's alone and what is public everybody's, whatever the umask",
        arguments: ["000", "022", "077"])
    func umask(mask: String) throws {
        let folder = TemporaryFolder(), program = CommandLineTool.path
        let script = """
            umask \(mask); cd '\(folder.path)'; export XDG_STATE_HOME="$PWD/state" DEEDLOG_LEDGER="$PWD/deep/er/ledger" HOME="$PWD"
            set -e
            d='\(program)'
            $d init --origin modes.example.cn/\(mask) >/dev/null
            echo '{"subject":"ext/a","type":"ext.noted","data":{}}' | $d append --prove receipts >/dev/null
            $d seal >/dev/null
            $d projection rebuild >/dev/null
            $d token issue --holder a --role auditor --purpose audit --until "$(date -d '+20 days' +%F)" -o one.token 2>/dev/null
            $d checkpoint > note
            $d checkpoint make --publish public --entries >/dev/null
            $d prove ext/a:0 -o proof >/dev/null
            $d prove --stream ext/a -o folder >/dev/null
            $d sm3 key >/dev/null
            $d witness init --name witness.example.cn/a >/dev/null
            $d verify >/dev/null
            """
        let outcome = RunningTool.shell(script)
        try #require(outcome.status == 0, "\(outcome.text)\(outcome.errors)")
        for path in ["deep", "state"] {
            for (name, mode) in modes(folder.file(path)) {
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: folder.file(path) + "/" + name, isDirectory: &isFolder)
                #expect(mode == (isFolder.boolValue ? 0o700 : 0o600), "\(path)/\(name): \(String(mode, radix: 8))")
            }
        }
        #expect(modes(folder.file("deep")).keys.contains("er/ledger/data.mdb"))
        #expect(modes(folder.file("deep")).keys.contains { $0.hasPrefix("er/ledger/views/") })
        #expect(mode(folder.file("one.token")) == 0o600)
        // Made to be handed on.
        for name in ["proof", "proof.entry", "folder/checkpoint", "folder/entries.jsonl"] {
            #expect(mode(folder.file(name)) == 0o644, "\(name)")
        }
        for (name, mode) in modes(folder.file("public")) where !name.hasSuffix(".lock") {
            #expect([0o644, 0o755].contains(mode) || name == "lines", "public/\(name): \(String(mode, radix: 8))")
        }
        for name in names(folder.file("receipts")) { #expect(mode(folder.file("receipts/" + name)) == 0o644, "\(name)") }
    }

    @Test(
        "keys that others may read or write are refused by every verb that reads one",
        arguments: [0o644, 0o640, 0o604, 0o620, 0o602])
    func openKeys(open: Int) {
        let desk = Desk()
        #expect(desk.run("sm3", "key").status == 0 && desk.run("witness", "init", "--name", "w.example.cn/a").status == 0)
        let note = desk.write("note", desk.run("checkpoint").text)
        let state = desk.tool.state + "/deedlog"
        let keys = modes(state).keys.filter { $0.hasSuffix(".pem") }
        #expect(keys.count == 3)
        for key in keys { setMode(state + "/" + key, open) }
        for verb in [
            ["append"], ["seal"], ["sm3", "sign", note], ["sm3", "key"], ["witness", "init", "--name", "w.example.cn/a"],
        ] {
            let outcome = desk.run(verb + ["--json"], input: Array(draft("ext/a").utf8))
            #expect(outcome.status == 78 && outcome.error.text("code") == "keyTooOpen", "\(verb) \(outcome.errors)")
            #expect(!outcome.errors.contains("PRIVATE"))
        }
    }

    @Test("a process that holds a key leaves no core file and lets nobody look in") func limits() throws {
        let desk = Desk()
        let running = desk.start("append", "-", "--json")
        running.send(draft("ext/a"))
        #expect(JSONObject(running.line() ?? "").int("index") == 1)
        let limits = try String(contentsOfFile: "/proc/\(running.process)/limits", encoding: .utf8)
        let core =
            limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }?.split(separator: " ").dropFirst(4) ?? []
        #expect(core.prefix(2).elementsEqual(["0", "0"]), "\(limits)")
        // Not dumpable: what the kernel shows of it belongs to root.
        let owner = try FileManager.default.attributesOfItem(atPath: "/proc/\(running.process)/environ")[.ownerAccountID] as? Int
        #expect(owner == 0)
        #expect(running.finish().status == 0)
    }
}
