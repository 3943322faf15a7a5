import Foundation
import TestSupport
import Testing

@testable import Wire

@Suite("The server") struct WireServerTests {
    @Test("requests sent together on one connection are answered in order")
    func pipelined() throws {
        let running = try RunningServer(answer)
        let client = RawClient(running.server.address)
        client.send("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\noneGET /2 HTTP/1.1\r\nHost: a\r\n")
        client.send("Connection: close\r\n\r\n")
        let answers = client.rest()
        #expect(answers.components(separatedBy: "HTTP/1.1 200 OK\r\n").count == 3)
        #expect(answers.contains("\r\n\r\n/1 one") && answers.hasSuffix("\r\n\r\n/2 "))
        #expect(running.end())
    }

    private let answer: @Sendable (WireRequest) -> WireReply = {
        WireReply(status: 200, body: Array("\($0.path) ".utf8) + $0.body)
    }

    @Test("a client that waits for leave to send gets it")
    func continues() throws {
        let running = try RunningServer(answer)
        let client = RawClient(running.server.address)
        client.send("POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
        #expect(client.rest(atMost: 25) == "HTTP/1.1 100 Continue\r\n\r\n")
        client.send("hi")
        #expect(client.rest().hasSuffix("\r\n\r\n/c hi"))
        running.end()
    }

    @Test("a head or a body that is too long, a half request, and bytes of every kind leave the server up", arguments: [1, 2])
    func hostile(_ seed: UInt64) throws {
        var limits = WireServer.Limits()
        limits.longestBody = 1000
        let running = try RunningServer(limits: limits, answer)
        func status(_ bytes: [UInt8]) -> String {
            let client = RawClient(running.server.address)
            client.send(bytes)
            client.end()
            return String(client.rest().prefix(12))
        }
        let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "
        #expect(status(Array((head + "1001\r\n\r\n").utf8)) == "HTTP/1.1 413")
        #expect(status(Array((head + "5\r\n\r\nabc").utf8)) == "")
        #expect(
            status(Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [UInt8](repeating: 0x61, count: 20_000)) == "HTTP/1.1 431")
        #expect(status([UInt8](repeating: 0x0A, count: 20_000)) == "HTTP/1.1 431")
        #expect(status(Array("\r\n\r\n".utf8)) == "HTTP/1.1 400")
        #expect(status([]) == "")
        var random = SeededRandom(seed)
        for _ in 0..<60 { _ = status(random.bytes(Int(random.next() % 600)) + Array("\r\n\r\n".utf8)) }
        #expect(try WireClient.get(running.url + "/up", timeoutSeconds: 10).body == Array("/up ".utf8))
        #expect(running.end())
    }

    @Test("slow clients hold up nobody and are told to go")
    func slow() throws {
        var limits = WireServer.Limits()
        limits.connections = 4
        limits.requestMilliseconds = 700
        limits.idleMilliseconds = 700
        let running = try RunningServer(limits: limits, answer)
        // Three of four places are taken by clients that never finish their request, or never begin one.
        let slow = (0..<3).map { _ in RawClient(running.server.address) }
        for client in slow.dropLast() { client.send("POST / HTTP/1.1\r\nHost: a\r\n") }
        #expect(try WireClient.get(running.url + "/x", timeoutSeconds: 10).status == 200)
        #expect(slow[0].rest().hasPrefix("HTTP/1.1 408") && slow[1].rest().hasPrefix("HTTP/1.1 408"))
        #expect(slow[2].rest() == "")
        #expect(running.end())
    }

    @Test("beyond the last place a client is turned away at once, and served later")
    func full() throws {
        var limits = WireServer.Limits()
        limits.connections = 2
        let release = DispatchSemaphore(value: 0), entered = DispatchSemaphore(value: 0)
        let running = try RunningServer(limits: limits) { request in
            if request.path == "/wait" {
                entered.signal()
                release.wait()
            }
            return WireReply(status: 200, request.path)
        }
        let url = running.url
        let waiting = DispatchGroup()
        for _ in 0..<2 {
            DispatchQueue.global().async(group: waiting) {
                #expect((try? WireClient.get(url + "/wait", timeoutSeconds: 30))?.status == 200)
            }
        }
        for _ in 0..<2 { #expect(entered.wait(timeout: .now() + 30) == .success) }
        let client = RawClient(running.server.address)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.rest().hasPrefix("HTTP/1.1 503"))
        for _ in 0..<2 { release.signal() }
        #expect(waiting.wait(timeout: .now() + 30) == .success)
        #expect(running.end())
    }

    @Test("a stop answers what was begun, and does not wait for those who say nothing")
    func stops() throws {
        let release = DispatchSemaphore(value: 0), entered = DispatchSemaphore(value: 0)
        let running = try RunningServer { _ in
            entered.signal()
            release.wait()
            return WireReply(status: 200, "done")
        }
        let idle = RawClient(running.server.address)
        let begun = RawClient(running.server.address)
        begun.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(entered.wait(timeout: .now() + 30) == .success)
        #expect(!running.end(seconds: 0))
        release.signal()
        #expect(begun.rest().hasSuffix("done"))
        #expect(running.end())
        #expect(idle.rest() == "")
    }

    @Test(
        "an address that is no address",
        arguments: ["", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "localhost:0", ":0", "[::1"])
    func addresses(_ text: String) {
        #expect(#expect(throws: WireError.self) { try WireServer(listen: text) }?.cause == .address)
    }

    @Test("a port that is taken is said")
    func taken() throws {
        let running = try RunningServer(answer)
        #expect(throws: WireError.self) { try WireServer(listen: running.server.address) }
        running.end()
    }
}
