import Foundation

/// Runs the `deedlog` binary as its users do: arguments, standard input, environment; with a home and a state folder that
/// belong to one test and go with it.
public final class CommandLineTool: Sendable {
    /// `deedlog`.
    public static let path = path(of: "deedlog")

    /// A binary of the package, beside the test bundle or in the debug build.
    public static func path(of program: String) -> String {
        var places: [String] = []
        if let bundle = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") { places.append(bundle) }
        places += CommandLine.arguments.prefix(1)
        let candidates =
            places.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path + "/" + program } + [
                Fixtures.root + "/.build/debug/" + program
            ]
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            fatalError("no \(program) in \(candidates): run `swift build` first")
        }
        return found
    }

    private let temporary = TemporaryFolder()
    /// Where the program runs.
    public var folder: String { temporary.path }
    /// `$XDG_STATE_HOME`.
    public var state: String { temporary.file("state") }

    private let program: String

    public init(program: String = "deedlog") { self.program = Self.path(of: program) }

    public func file(_ name: String) -> String { temporary.file(name) }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - environment: changes to the test's own; `nil` takes a variable away.
    ///   - seconds: after which it is killed, which shows as a signal.
    public func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String?] = [:], seconds: Int = 60
    ) -> Outcome {
        start(arguments, environment: environment).finish(input: input, seconds: seconds)
    }

    /// Starts the program and leaves its pipes open.
    public func start(_ arguments: [String], environment: [String: String?] = [:]) -> RunningTool {
        var variables: [String: String] = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder, "XDG_STATE_HOME": state,
            "TMPDIR": folder,
            "LANG": "C", "SWIFT_BACKTRACE": "enable=no",
        ]
        for (name, value) in environment { variables[name] = value }
        return RunningTool(program, arguments, variables, folder: folder)
    }

    /// What a run left behind.
    public struct Outcome: Sendable {
        /// `nil` where a signal ended the program.
        public let status: Int32?
        public let signal: Int32?
        public let output: [UInt8]
        public let errors: String

        public var text: String { String(decoding: output, as: UTF8.self) }
        public var lines: [String] { text.split(separator: "\n").map(String.init) }
        /// Each line of the output, which must be an object.
        public var objects: [JSONObject] { lines.map { JSONObject($0) } }
        /// `error` of the last line of standard error.
        public var error: JSONObject { JSONObject(errors.split(separator: "\n").last.map(String.init) ?? "").object("error") }
    }
}

/// A JSON object of an answer, read for what a test asks of it.
public struct JSONObject: @unchecked Sendable {
    /// Values of Foundation's own kinds, never changed.
    private let members: [String: Any]
    public let isObject: Bool

    public init(_ text: String) { self.init(value: try? JSONSerialization.jsonObject(with: Data(text.utf8))) }

    init(value: Any?) {
        isObject = value is [String: Any]
        members = value as? [String: Any] ?? [:]
    }

    public func int(_ name: String) -> Int? { members[name] as? Int }
    public func text(_ name: String) -> String? { members[name] as? String }
    public func flag(_ name: String) -> Bool? { members[name] as? Bool }
    public func object(_ name: String) -> JSONObject { JSONObject(value: members[name]) }
    public func objects(_ name: String) -> [JSONObject] { (members[name] as? [Any] ?? []).map { JSONObject(value: $0) } }
    public func texts(_ name: String) -> [String]? { members[name] as? [String] }
    public func isNull(_ name: String) -> Bool { members[name] is NSNull }
    public func has(_ name: String) -> Bool { members[name] != nil }
}
