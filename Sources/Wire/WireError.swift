/// Why nothing came over the wire: never what the other side answered, which is a ``WireResponse`` whatever its status.
public struct WireError: Error, Hashable, Sendable {
    public enum Cause: String, Hashable, Sendable {
        /// Not an address that is spoken to: no http or https URL, no `host:port` to listen on.
        case address
        /// Nobody answers there, or the connection broke.
        case unreachable
        case timedOut
        /// The body is longer than allowed.
        case tooLarge
        /// The other side's certificate, or its way of TLS, is not trusted.
        case untrusted
        /// The other side speaks no HTTP that is understood here.
        case malformed
    }

    public let cause: Cause
    /// The URL or address.
    public let place: String
    /// What the system said, in its own words.
    public let reason: String

    init(_ cause: Cause, _ place: String, _ reason: String) {
        (self.cause, self.place, self.reason) = (cause, place, reason)
    }
}

extension WireError: CustomStringConvertible {
    public var description: String { "\(place): \(reason)" }
}
