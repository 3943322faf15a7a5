internal import Glibc

/// One client: requests one after the other, each whole before it is answered.
struct WireConnection {
    let file: Int32
    let stop: Int32
    let limits: WireServer.Limits
    /// What came and is not yet used: a client may send its next request early.
    private var bytes: [UInt8] = []

    init(file: Int32, stop: Int32, limits: WireServer.Limits) { (self.file, self.stop, self.limits) = (file, stop, limits) }

    /// Serves the client to its end, and closes the socket.
    mutating func serve(_ answer: (WireRequest) -> WireReply) {
        defer { close(file) }
        do throws(RequestHead.Refusal) {
            while let (request, keepsOpen) = try next() {
                let isLast = !keepsOpen || isStopping
                guard send(answer(request).message(isLast: isLast)) else { return }
                if isLast { break }
            }
        } catch {
            _ = send(error.reply.message(isLast: true))
        }
        partCleanly()
    }

    /// Tells a client that there is no room, without waiting for it.
    static func turnAway(_ file: Int32) {
        let message = WireReply(status: 503, "busy\n").message(isLast: true)
        _ = unsafe Glibc.send(file, message, message.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        close(file)
    }

    /// The next request; `nil` where the client went away, or nothing came in time.
    private mutating func next() throws(RequestHead.Refusal) -> (WireRequest, keepsOpen: Bool)? {
        if bytes.isEmpty {
            guard waits(until: Self.now + limits.idleMilliseconds, alsoForStop: true), receive() else { return nil }
        }
        let deadline = Self.now + limits.requestMilliseconds
        var searched = 0
        let end: Int
        while true {
            if let found = Self.endOfHead(bytes, from: searched) {
                end = found
                break
            }
            searched = max(0, bytes.count - 3)
            guard bytes.count <= RequestHead.longestHead else { throw RequestHead.Refusal(431, "the head is too long") }
            guard try more(deadline) else { return nil }
        }
        guard end <= RequestHead.longestHead else { throw RequestHead.Refusal(431, "the head is too long") }
        let head = try RequestHead(bytes[..<(end - 2)])
        guard head.bodyCount <= limits.longestBody else { throw RequestHead.Refusal(413, "the body is too long") }
        if head.asksToContinue, bytes.count == end { guard send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) else { return nil } }
        while bytes.count < end + head.bodyCount { guard try more(deadline) else { return nil } }
        let body = Array(bytes[end..<(end + head.bodyCount)])
        bytes.removeFirst(end + head.bodyCount)
        return (WireRequest(method: head.method, path: head.path, body: body), head.keepsOpen)
    }

    /// The place after the empty line.
    private static func endOfHead(_ bytes: [UInt8], from: Int) -> Int? {
        var place = from
        while place + 4 <= bytes.count {
            if bytes[place] == 0x0D, bytes[place + 1] == 0x0A, bytes[place + 2] == 0x0D, bytes[place + 3] == 0x0A {
                return place + 4
            }
            place += 1
        }
        return nil
    }

    private mutating func more(_ deadline: Int) throws(RequestHead.Refusal) -> Bool {
        guard waits(until: deadline, alsoForStop: false) else { throw RequestHead.Refusal(408, "too slow") }
        return receive()
    }

    /// Takes what is there; `false` where the client ended or broke the connection.
    private mutating func receive() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        var count = unsafe recv(file, &chunk, chunk.count, 0)
        while count < 0 && errno == EINTR { count = unsafe recv(file, &chunk, chunk.count, 0) }
        guard count > 0 else { return false }
        bytes += chunk[..<count]
        return true
    }

    /// Whether something can be read before `deadline`, and before the server stops where it looks for that too.
    private func waits(until deadline: Int, alsoForStop: Bool) -> Bool {
        while true {
            let left = deadline - Self.now
            guard left > 0 else { return false }
            var files = [
                pollfd(fd: file, events: Int16(POLLIN), revents: 0),
                pollfd(fd: alsoForStop ? stop : -1, events: Int16(POLLIN), revents: 0),
            ]
            let count = unsafe poll(&files, 2, Int32(clamping: left))
            if files[0].revents != 0 { return true }
            if count > 0 { return false }
        }
    }

    private var isStopping: Bool {
        var wait = pollfd(fd: stop, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&wait, 1, 0) > 0
    }

    /// Sends all of it, or gives the client up.
    private func send(_ message: [UInt8]) -> Bool {
        let deadline = Self.now + limits.requestMilliseconds
        var rest = message[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(file, $0.baseAddress!, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
                continue
            }
            guard count < 0, errno == EAGAIN || errno == EINTR else { return false }
            let left = deadline - Self.now
            var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
            guard left > 0, unsafe poll(&wait, 1, Int32(clamping: left)) >= 0 else { return false }
        }
        return true
    }

    /// Reads on a little after the last answer: a socket closed on unread bytes takes the answer back from the client.
    private mutating func partCleanly() {
        shutdown(file, Int32(SHUT_WR))
        bytes = []
        let deadline = Self.now + 1000
        while bytes.count < 256 << 10, waits(until: deadline, alsoForStop: true), receive() {}
    }

    /// Milliseconds of a clock that never jumps.
    private static var now: Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
