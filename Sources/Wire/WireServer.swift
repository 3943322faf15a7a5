internal import Glibc
internal import Storage

/// A small HTTP/1.1 server: a thread per connection, so many and no more, each with a time limit for everything it waits for.
///
/// It speaks no TLS: beyond this machine a proxy stands in front. RFC 9112, RFC 9110.
public final class WireServer: Sendable {
    /// What one client may ask of it.
    public struct Limits: Hashable, Sendable {
        /// Bytes of a request's body.
        public var longestBody = 1 << 20
        /// Connections served at once; whoever comes beyond them is told 503.
        public var connections = 64
        /// For a whole request, from its first byte, and for taking the whole answer.
        public var requestMilliseconds = 10_000
        /// Between two requests of a connection.
        public var idleMilliseconds = 5000

        public init() {}
    }

    /// Where it listens, with the port that it was given.
    public let address: String
    private let file: Int32
    private let limits: Limits
    private let active = Lock(0)

    /// Listens; whoever connects now waits until ``run(until:_:)``.
    ///
    /// - Parameter listen: `host:port`, both in numbers; port 0 takes a free one.
    public init(listen: String, limits: Limits = Limits()) throws(WireError) {
        (file, address) = try ListenAddress(listen).listen()
        self.limits = limits
    }

    deinit { close(file) }

    /// Serves until `stop` is readable; requests that were begun are answered first.
    ///
    /// - Parameters:
    ///   - stop: a descriptor that nobody reads, such as the reading end of a pipe that a signal handler writes to.
    ///   - answer: called on many threads at once.
    public func run(until stop: Int32, _ answer: @escaping @Sendable (WireRequest) -> WireReply) {
        while true {
            var files = [
                pollfd(fd: file, events: Int16(POLLIN), revents: 0), pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            ]
            _ = unsafe poll(&files, 2, -1)
            if files[1].revents != 0 { break }
            guard files[0].revents != 0 else { continue }
            let client = accept(file, nil, nil)
            guard client >= 0 else {
                // Out of descriptors: what is served now gives some back; asking at once again would only spin.
                var wait = pollfd(fd: stop, events: Int16(POLLIN), revents: 0)
                if errno == EMFILE || errno == ENFILE { _ = unsafe poll(&wait, 1, 100) }
                continue
            }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            let hasRoom = active.withLock { count in
                if count < limits.connections { count += 1 } else { return false }
                return true
            }
            guard hasRoom else {
                WireConnection.turnAway(client)
                continue
            }
            Thread.detach { [active, limits] in
                var connection = WireConnection(file: client, stop: stop, limits: limits)
                connection.serve(answer)
                active.withLock { $0 -= 1 }
                active.notify()
            }
        }
        _ = active.wait(milliseconds: 3 * limits.requestMilliseconds) { $0 == 0 ? true : nil }
    }
}
