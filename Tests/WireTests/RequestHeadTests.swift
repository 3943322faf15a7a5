import TestSupport
import Testing

@testable import Wire

@Suite("The head of a request") struct RequestHeadTests {
    private func head(_ text: String) throws -> RequestHead { try RequestHead(Array(text.utf8)[...]) }

    private func status(_ text: String) -> Int? {
        do throws(RequestHead.Refusal) {
            _ = try RequestHead(Array(text.utf8)[...])
            return nil
        } catch {
            return error.status
        }
    }

    @Test("what is understood")
    func understood() throws {
        let post = try head("POST /add-checkpoint?x=1 HTTP/1.1\r\nHost: a\r\ncontent-LENGTH: \t12 \r\nExpect: 100-Continue\r\n")
        #expect(post.method == "POST" && post.path == "/add-checkpoint" && post.bodyCount == 12)
        #expect(post.keepsOpen && post.asksToContinue)
        let old = try head("GET / HTTP/1.0\r\n")
        #expect(!old.keepsOpen && old.bodyCount == 0)
        #expect(try head("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n").keepsOpen)
        #expect(try !head("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n").keepsOpen)
    }

    @Test(
        "what two readers might read in two ways is refused",
        arguments: [
            ("", 400), ("GET /\r\n", 400), ("get / HTTP/1.1\r\nHost: a\r\n", 400), ("GET  / HTTP/1.1\r\nHost: a\r\n", 400),
            ("GET / HTTP/2.0\r\nHost: a\r\n", 505), ("GET / HTTPX\r\nHost: a\r\n", 400), ("GET a HTTP/1.1\r\nHost: a\r\n", 400),
            ("GET / HTTP/1.1\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400),
            ("GET / HTTP/1.1\nHost: a\n", 400), ("GET / HTTP/1.1\r\nHost: a\nX: b\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n", 400), ("GET / HTTP/1.1\r\nHost : a\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{0}\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\rb\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\n", 411),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n", 501),
            ("GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: 64), 431),
        ])
    func refused(_ text: String, _ expected: Int) { #expect(status(text) == expected, "\(text.debugDescription)") }

    @Test("no bytes trap it", arguments: 0..<20 as Range<UInt64>)
    func hostile(_ seed: UInt64) {
        var random = SeededRandom(seed)
        let good = Array("POST /add-checkpoint HTTP/1.1\r\nHost: a.example\r\nContent-Length: 12\r\nConnection: close\r\n".utf8)
        for round in 0..<2000 {
            var bytes = round % 4 == 0 ? random.bytes(Int(random.next() % 200)) : good
            for _ in 0..<(random.next() % 5) where !bytes.isEmpty {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(7), at: place)
                }
            }
            // A slice that does not begin at 0 is the common case after a first request.
            let padded = [0, 0, 0] + bytes
            do {
                let head = try RequestHead(padded[3...])
                #expect(head.path.utf8.first == 0x2F && head.bodyCount >= 0)
            } catch {
                #expect([400, 411, 431, 501, 505].contains(error.status))
            }
        }
    }
}
