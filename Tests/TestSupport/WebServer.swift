/// A plain web server on a folder: Python's own, on 127.0.0.1 and a free port, ended with the object by its process id.
public final class WebServer {
    public let url: String
    private let server: RunningTool

    public init(_ folder: String) {
        // Its log of requests would fill a pipe that nobody reads.
        server = RunningTool(
            "/bin/sh", ["-c", "exec python3 -u -m http.server --bind 127.0.0.1 --directory \"$0\" 0 2> /dev/null", folder],
            ["PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C"], folder: folder)
        guard let line = server.line(), let port = line.firstMatch(of: #/ port (\d+) /#)?.output.1 else {
            fatalError("python3 -m http.server does not start")
        }
        url = "http://127.0.0.1:\(port)"
    }
}
