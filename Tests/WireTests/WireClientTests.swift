import Foundation
import Testing

@testable import Wire

@Suite("The client") struct WireClientTests {
    @Test("what is posted arrives whole, and so does the answer, whatever its status")
    func roundTrip() throws {
        let running = try RunningServer { request in
            WireReply(
                status: request.method == "POST" ? 422 : 200, contentType: "text/x.test",
                body: Array("\(request.method) \(request.path) ".utf8) + request.body)
        }
        let body = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let posted = try WireClient.post(running.url + "/a/b?c", body: body, contentType: "text/plain", timeoutSeconds: 10)
        #expect(posted == WireResponse(status: 422, body: Array("POST /a/b ".utf8) + body, contentType: "text/x.test"))
        let got = try WireClient.get(running.url, timeoutSeconds: 10)
        #expect(got.status == 200 && got.body == Array("GET / ".utf8))
        #expect(running.end())
    }

    @Test(
        "only http and https are spoken", arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "127.0.0.1:1", "", "http:// a"])
    func addresses(_ url: String) throws {
        let error = #expect(throws: WireError.self) { try WireClient.get(url, timeoutSeconds: 1) }
        #expect(error?.cause == .address)
    }

    @Test("no redirect leads out of http")
    func redirects() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data("secret".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let url = try serveOnce("HTTP/1.1 302 Found\r\nLocation: file://\(file.path)\r\nContent-Length: 0\r\n\r\n")
        let error = #expect(throws: WireError.self) { try WireClient.get(url, timeoutSeconds: 5) }
        #expect(error?.cause == .address)
        // A post goes nowhere else at all.
        let other = try RunningServer { _ in WireReply(status: 200, "followed") }
        let posting = try serveOnce("HTTP/1.1 307 Temporary Redirect\r\nLocation: \(other.url)/\r\nContent-Length: 0\r\n\r\n")
        #expect(try WireClient.post(posting, body: [1], contentType: "text/plain", timeoutSeconds: 5).status == 307)
        // A get follows where it may.
        let following = try serveOnce("HTTP/1.1 302 Found\r\nLocation: \(other.url)/\r\nContent-Length: 0\r\n\r\n")
        #expect(try WireClient.get(following, timeoutSeconds: 5).body == Array("followed".utf8))
        other.end()
    }

    @Test("a body beyond the bound is refused, with and without a length")
    func tooLarge() throws {
        let running = try RunningServer { _ in WireReply(status: 200, body: [UInt8](repeating: 65, count: 5000)) }
        let error = #expect(throws: WireError.self) { try WireClient.get(running.url, timeoutSeconds: 5, longestBody: 4999) }
        #expect(error?.cause == .tooLarge)
        #expect(try WireClient.get(running.url, timeoutSeconds: 5, longestBody: 5000).body.count == 5000)
        running.end()
        let url = try serveOnce("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "A", count: 3000))
        let unbounded = #expect(throws: WireError.self) { try WireClient.get(url, timeoutSeconds: 5, longestBody: 2999) }
        #expect(unbounded?.cause == .tooLarge)
    }

    @Test("nobody there, nobody who answers, nobody who speaks HTTP")
    func failures() throws {
        // A port that was just given back.
        let (file, address) = try ListenAddress("127.0.0.1:0").listen()
        close(file)
        #expect(
            #expect(throws: WireError.self) { try WireClient.get("http://\(address)", timeoutSeconds: 5) }?.cause == .unreachable)
        let release = DispatchSemaphore(value: 0)
        let silent = try RunningServer { _ in
            release.wait()
            return WireReply(status: 200, "late")
        }
        #expect(#expect(throws: WireError.self) { try WireClient.get(silent.url, timeoutSeconds: 1) }?.cause == .timedOut)
        release.signal()
        silent.end()
        for nonsense in ["SSH-2.0-nothing\r\n", "HTTP/9.9 banana\r\n\r\n", ""] {
            let url = try serveOnce(nonsense)
            #expect(throws: WireError.self) { try WireClient.get(url, timeoutSeconds: 5) }
        }
        // Cut off before its length is reached.
        let url = try serveOnce("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        #expect(throws: WireError.self) { try WireClient.get(url, timeoutSeconds: 5) }
    }
}
