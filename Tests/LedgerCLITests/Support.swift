import Foundation
import TestSupport

/// One user's desk: a ledger of its own and the program to work on it. The ledger is given by `DEEDLOG_LEDGER`.
struct Desk {
    let tool = CommandLineTool()
    let origin: String
    var ledger: String { tool.file("ledger") }

    /// - Parameter starts: whether the ledger is made.
    init(starts: Bool = true) {
        origin = "test.example/\(UUID().uuidString.lowercased())"
        if starts {
            let made = run("init", "--origin", origin)
            precondition(made.status == 0, made.errors)
        }
    }

    func run(_ arguments: String..., input: String = "", environment: [String: String?] = [:]) -> CommandLineTool.Outcome {
        run(arguments, input: Array(input.utf8), environment: environment)
    }

    func run(_ arguments: [String], input: [UInt8] = [], environment: [String: String?] = [:]) -> CommandLineTool.Outcome {
        tool.run(arguments, input: input, environment: surroundings(environment))
    }

    func start(_ arguments: String..., environment: [String: String?] = [:]) -> RunningTool {
        tool.start(arguments, environment: surroundings(environment))
    }

    private func surroundings(_ changes: [String: String?]) -> [String: String?] {
        changes.merging(["DEEDLOG_LEDGER": ledger]) { given, _ in given }
    }

    func file(_ name: String) -> String { tool.file(name) }

    @discardableResult
    func write(_ name: String, _ text: String) -> String {
        precondition(FileManager.default.createFile(atPath: file(name), contents: Data(text.utf8)))
        return file(name)
    }

    /// How many entries the ledger has.
    var size: Int? { run("head", "--json").objects.first?.int("size") }

    /// Whether a full check finds nothing.
    var isSound: Bool { run("verify", "--json", "--no-trust-store").objects.first?.text("verdict") == "ok" }
}

/// A draft on one line.
func draft(_ subject: String, _ type: String = "ext.noted", key: String? = nil, data: String = "{}", more: String = "") -> String
{
    "{\"subject\":\"\(subject)\",\"type\":\"\(type)\"," + (key.map { "\"key\":\"\($0)\"," } ?? "") + "\"data\":\(data)\(more)}\n"
}

func bytes(_ path: String) -> [UInt8] { Array(FileManager.default.contents(atPath: path) ?? Data()) }

func put(_ bytes: [UInt8], _ path: String) {
    precondition(FileManager.default.createFile(atPath: path, contents: Data(bytes)), path)
}

func mode(_ path: String) -> Int? { (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int }

func setMode(_ path: String, _ mode: Int) {
    try! FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
}

func names(_ folder: String) -> [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }

func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

func copyFolder(_ from: String, _ to: String) { try! FileManager.default.copyItem(atPath: from, toPath: to) }

func remove(_ path: String) { try! FileManager.default.removeItem(atPath: path) }

/// The places of `part` in `whole`.
func places(of part: [UInt8], in whole: [UInt8]) -> [Int] {
    guard let first = part.first, whole.count >= part.count else { return [] }
    var found: [Int] = []
    for start in 0...(whole.count - part.count)
    where whole[start] == first && whole[start..<(start + part.count)].elementsEqual(part) { found.append(start) }
    return found
}

/// SHA-256 in hex, by the system's own tool.
func sha256(_ content: [UInt8]) -> String {
    let folder = TemporaryFolder()
    put(content, folder.file("content"))
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sha256sum", folder.file("content")]
    process.standardOutput = pipe
    try! process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return String(text.prefix(64))
}

func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }
