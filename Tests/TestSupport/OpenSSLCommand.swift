import Foundation

/// The `openssl` command: what the program's own use of libcrypto is held against.
public enum OpenSSLCommand {
    /// Runs it in `folder`.
    ///
    /// - Returns: exit status and standard output.
    @discardableResult
    public static func run(_ arguments: [String], in folder: String) -> (status: Int32, output: [UInt8]) {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try! process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, Array(output))
    }
}

/// A certification authority and a time-stamping authority under it, made for one test.
public final class TimestampOffice: Sendable {
    private let temporary = TemporaryFolder()
    /// The root certificate, PEM.
    public var root: String { temporary.file("root.pem") }

    /// - Parameters:
    ///   - name: of the time-stamping authority.
    ///   - usage: what its certificate is for.
    ///   - days: how long it is valid; below 0 it never was.
    public init(name: String = "/O=Test/CN=Test TSA", usage: String = "critical,timeStamping", days: Int = 2) {
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-utf8"]
        openssl(["req", "-x509"] + curve + ["-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Test Root", "-days", "9"])
        openssl(["req"] + curve + ["-keyout", "tsa.key", "-out", "tsa.csr", "-subj", name])
        write("usage", "extendedKeyUsage=\(usage)\n")
        write("index", "")
        write("serial", "01\n")
        write(
            "ca.cnf",
            """
            [ca]
            default_ca = one
            [one]
            database = index
            rand_serial = yes
            new_certs_dir = .
            default_md = sha256
            policy = any
            [any]
            organizationName = optional
            commonName = supplied
            """ + "\n")
        // From yesterday on, so that a certificate of no days has ended by now.
        let until = days < 0 ? "20200102000000Z" : "20991231235959Z"
        openssl([
            "ca", "-batch", "-config", "ca.cnf", "-cert", "root.pem", "-keyfile", "root.key", "-in", "tsa.csr", "-out", "tsa.pem",
            "-extfile", "usage", "-startdate", "20200101000000Z", "-enddate", until, "-utf8", "-notext",
        ])
        write(
            "tsa.cnf",
            """
            [tsa]
            default_tsa = one
            [one]
            serial = serial
            signer_cert = tsa.pem
            signer_key = tsa.key
            certs = root.pem
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256, sm3, sha512
            accuracy = secs:1
            tsa_name = yes
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256
            """ + "\n")
    }

    /// What the authority answers to a request, DER.
    public func answer(_ request: [UInt8]) -> [UInt8] {
        precondition(FileManager.default.createFile(atPath: temporary.file("query"), contents: Data(request)))
        try? FileManager.default.removeItem(atPath: temporary.file("answer"))
        openssl(["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "answer"])
        return Array(FileManager.default.contents(atPath: temporary.file("answer")) ?? Data())
    }

    /// Whether `openssl ts` itself finds that a response holds for `message`.
    public func confirms(_ response: [UInt8], of message: [UInt8]) -> Bool {
        precondition(FileManager.default.createFile(atPath: temporary.file("given"), contents: Data(response)))
        precondition(FileManager.default.createFile(atPath: temporary.file("message"), contents: Data(message)))
        return OpenSSLCommand.run(
            ["ts", "-verify", "-in", "given", "-data", "message", "-CAfile", "root.pem"], in: temporary.path
        ).status == 0
    }

    public var rootPEM: [UInt8] { Array(FileManager.default.contents(atPath: root) ?? Data()) }

    private func openssl(_ arguments: [String]) { OpenSSLCommand.run(arguments, in: temporary.path) }

    private func write(_ name: String, _ text: String) {
        precondition(FileManager.default.createFile(atPath: temporary.file(name), contents: Data(text.utf8)))
    }
}
