internal import FoundationEssentials

/// Standard base64 with padding. RFC 4648 section 4.
public func base64Text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

/// The bytes that `text` stands for; `nil` unless it is exactly what ``base64Text(_:)`` writes, so that one value has one text.
public func bytes(base64 text: String) -> [UInt8]? {
    guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { return nil }
    return Array(data)
}
