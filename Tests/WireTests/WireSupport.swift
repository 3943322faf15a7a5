import Foundation
import Testing

@testable import Wire

/// A server on a free port of this machine that runs until the test lets go of it.
final class RunningServer: Sendable {
    let server: WireServer
    private let stop: (Int32, Int32)
    private let ended = DispatchSemaphore(value: 0)

    init(limits: WireServer.Limits = .init(), _ answer: @escaping @Sendable (WireRequest) -> WireReply) throws {
        server = try WireServer(listen: "127.0.0.1:0", limits: limits)
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0)
        stop = (ends[0], ends[1])
        Thread.detachNewThread { [server, ended, descriptor = ends[0]] in
            server.run(until: descriptor, answer)
            ended.signal()
        }
    }

    var url: String { "http://\(server.address)" }

    /// - Returns: whether it came to its end in time.
    @discardableResult
    func end(seconds: Int = 30) -> Bool {
        var byte: UInt8 = 1
        write(stop.1, &byte, 1)
        return ended.wait(timeout: .now() + .seconds(seconds)) == .success
    }

    deinit {
        close(stop.0)
        close(stop.1)
    }
}

/// A client that sends what it likes.
final class RawClient {
    private let file: Int32

    init(_ address: String) {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = in_port_t(address.split(separator: ":")[1]).map { $0.bigEndian } ?? 0
        place.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let code = withUnsafeBytes(of: &place) {
            connect(file, $0.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        precondition(code == 0, "cannot connect to \(address)")
        var wait = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(file) }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// What a server that gave up does not take any more is lost.
    func send(_ bytes: [UInt8]) { _ = Glibc.send(file, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

    func end() { shutdown(file, Int32(SHUT_WR)) }

    /// All that comes until the server ends the connection, or `count` bytes.
    func rest(atMost count: Int = .max) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while bytes.count < count {
            let taken = recv(file, &chunk, chunk.count, 0)
            guard taken > 0 else { break }
            bytes += chunk[..<taken]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A server that sends these bytes to whoever asks first, whatever it is.
func serveOnce(_ answer: String) throws -> String {
    let (file, address) = try ListenAddress("127.0.0.1:0").listen()
    Thread.detachNewThread {
        let client = accept(file, nil, nil)
        var chunk = [UInt8](repeating: 0, count: 4096)
        _ = recv(client, &chunk, chunk.count, 0)
        let bytes = Array(answer.utf8)
        _ = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        close(client)
        close(file)
    }
    return "http://\(address)"
}
