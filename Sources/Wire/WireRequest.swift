/// What a client asked, whole.
public struct WireRequest: Hashable, Sendable {
    /// In capitals, as sent: `POST`.
    public let method: String
    /// What the request is for, without a query: `/add-checkpoint`.
    public let path: String
    public let body: [UInt8]
}

/// What a server answers.
public struct WireReply: Hashable, Sendable {
    public let status: Int
    public let contentType: String
    public let body: [UInt8]

    public init(status: Int, contentType: String = "text/plain; charset=utf-8", body: [UInt8]) {
        (self.status, self.contentType, self.body) = (status, contentType, body)
    }

    public init(status: Int, contentType: String = "text/plain; charset=utf-8", _ text: String) {
        self.init(status: status, contentType: contentType, body: Array(text.utf8))
    }

    /// The message. RFC 9112 section 4.
    func message(isLast: Bool) -> [UInt8] {
        let head =
            "HTTP/1.1 \(status) \(Self.reason(status))\r\nContent-Type: \(contentType)\r\nContent-Length: \(body.count)\r\n"
            + "Connection: \(isLast ? "close" : "keep-alive")\r\n\r\n"
        return Array(head.utf8) + body
    }

    /// What the number means; people read it, programs do not. RFC 9110 section 15.
    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 422: "Unprocessable Content"
        case 431: "Request Header Fields Too Large"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: status < 400 ? "OK" : "Error"
        }
    }
}
