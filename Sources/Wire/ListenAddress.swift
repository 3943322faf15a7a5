internal import Glibc

/// Where a server listens: `127.0.0.1:8443`, `[::1]:0`; numbers only, so that no name server decides who is served.
struct ListenAddress {
    let host: String
    let port: String

    init(_ text: String) throws(WireError) {
        guard let colon = text.utf8.lastIndex(of: 0x3A), let port = UInt16(text[text.utf8.index(after: colon)...]) else {
            throw WireError(.address, text, "host:port, please")
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty else { throw WireError(.address, text, "host:port, please") }
        (self.host, self.port) = (host, String(port))
    }

    /// A socket that listens there.
    ///
    /// - Returns: the socket, and the address with the port it was given.
    func listen() throws(WireError) -> (file: Int32, address: String) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, port, &hints, &list)
        guard code == 0, let found = unsafe list else {
            throw WireError(.address, text, unsafe String(cString: gai_strerror(code)))
        }
        defer { unsafe freeaddrinfo(found) }
        let family = unsafe found.pointee.ai_family
        let file = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { throw failure() }
        var yes: Int32 = 1
        unsafe setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard unsafe bind(file, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0, Glibc.listen(file, 128) == 0 else {
            let error = failure()
            close(file)
            throw error
        }
        return (file, "\(host.contains(":") ? "[\(host)]" : host):\(boundPort(file))")
    }

    private var text: String { "\(host):\(port)" }

    private func failure() -> WireError {
        WireError(errno == EADDRNOTAVAIL ? .address : .unreachable, text, unsafe String(cString: strerror(errno)))
    }

    /// The port that the system chose where 0 was asked for; it stands at the same place for both families.
    private func boundPort(_ file: Int32) -> UInt16 {
        var address = sockaddr_storage()
        var count = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutableBytes(of: &address) { bytes in
            let code = unsafe getsockname(file, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), &count)
            precondition(code == 0, "getsockname failed")
            return UInt16(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
        }
    }
}
