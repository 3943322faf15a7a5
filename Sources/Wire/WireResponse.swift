/// What a server answered.
public struct WireResponse: Hashable, Sendable {
    public let status: Int
    public let body: [UInt8]
    /// As sent, with its parameters; `nil` where none was.
    public let contentType: String?

    public init(status: Int, body: [UInt8], contentType: String? = nil) {
        (self.status, self.body, self.contentType) = (status, body, contentType)
    }
}
