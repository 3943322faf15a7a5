internal import CCurl

/// Asks a server over http or https, and waits for the whole answer.
///
/// Certificates are checked as the system does. A GET follows up to five redirects, from https to https only; a POST none.
/// libcurl: `curl_easy_perform`.
public enum WireClient {
    /// The longest body taken where nobody says otherwise.
    public static let longestBody = 64 << 20

    /// - Parameters:
    ///   - url: begins with `http://` or `https://`.
    ///   - timeoutSeconds: for all of it, 1 to 3,600.
    ///   - longestBody: in bytes; more is `tooLarge`.
    public static func get(
        _ url: String, timeoutSeconds: Int, longestBody: Int = longestBody
    ) throws(WireError) -> WireResponse {
        let call = try Call(url, timeoutSeconds: timeoutSeconds, longestBody: longestBody)
        unsafe call.option(ccurl_set_long(call.handle, CURLOPT_FOLLOWLOCATION, 1))
        unsafe call.option(ccurl_set_long(call.handle, CURLOPT_MAXREDIRS, 5))
        return try call.perform()
    }

    /// - Parameters: as ``get(_:timeoutSeconds:longestBody:)``; `body` at most 2 GiB.
    public static func post(
        _ url: String, body: [UInt8], contentType: String, timeoutSeconds: Int, longestBody: Int = longestBody
    ) throws(WireError) -> WireResponse {
        let call = try Call(url, timeoutSeconds: timeoutSeconds, longestBody: longestBody)
        // Without this libcurl waits a second for leave to send a long body.
        for header in ["Content-Type: \(contentType)", "Expect:"] { call.add(header: header) }
        unsafe call.option(ccurl_set_size(call.handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        unsafe call.option(ccurl_set_bytes(call.handle, CURLOPT_COPYPOSTFIELDS, body))
        return try call.perform()
    }
}

/// One request and what came back of it.
@safe private final class Call {
    let handle: UnsafeMutableRawPointer
    private let url: String
    private let longestBody: Int
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var body: [UInt8] = []
    private var isTooLarge = false

    /// Once per process, before any handle.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    init(_ url: String, timeoutSeconds: Int, longestBody: Int) throws(WireError) {
        let isSecure = url.utf8.starts(with: "https://".utf8)
        guard isSecure || url.utf8.starts(with: "http://".utf8), !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
            throw WireError(.address, url, "no http or https URL")
        }
        precondition((1...3600).contains(timeoutSeconds) && longestBody >= 0)
        (self.url, self.longestBody) = (url, longestBody)
        precondition(ccurl_is(Self.isReady, 0) != 0, "curl_global_init failed")
        let made = unsafe curl_easy_init()
        unsafe handle = made!
        unsafe option(ccurl_set_text(handle, CURLOPT_URL, url))
        unsafe option(ccurl_set_text(handle, CURLOPT_PROTOCOLS_STR, isSecure ? "https" : "http"))
        unsafe option(ccurl_set_text(handle, CURLOPT_REDIR_PROTOCOLS_STR, isSecure ? "https" : "http,https"))
        unsafe option(ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, timeoutSeconds * 1000))
        unsafe option(ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, min(timeoutSeconds, 10) * 1000))
        // Time limits without signals, which belong to the program.
        unsafe option(ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1))
        unsafe option(ccurl_set_text(handle, CURLOPT_USERAGENT, "deedlog"))
        unsafe option(
            ccurl_set_write(
                handle,
                { bytes, one, count, context in
                    unsafe Unmanaged<Call>.fromOpaque(context!).takeUnretainedValue().take(bytes, one * count)
                }, Unmanaged.passUnretained(self).toOpaque()))
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(headers)
    }

    /// An option that libcurl does not take is a mistake in this file.
    func option(_ code: CURLcode) { precondition(ccurl_is(code, 0) != 0, "curl_easy_setopt failed") }

    func add(header: String) {
        unsafe headers = curl_slist_append(headers, header)
        unsafe option(ccurl_set_list(handle, CURLOPT_HTTPHEADER, headers))
    }

    func perform() throws(WireError) -> WireResponse {
        let code = unsafe curl_easy_perform(handle)
        guard ccurl_is(code, 0) != 0 else {
            throw WireError(isTooLarge ? .tooLarge : Self.cause(code), url, unsafe String(cString: curl_easy_strerror(code)))
        }
        var status = 0
        var type: UnsafePointer<CChar>?
        unsafe option(ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status))
        unsafe option(ccurl_get_text(handle, CURLINFO_CONTENT_TYPE, &type))
        // Nil where the server sent none.
        let contentType = unsafe type.map { unsafe String(cString: $0) }
        return WireResponse(status: status, body: body, contentType: contentType)
    }

    /// - Returns: how many were taken; fewer than came ends the transfer.
    private func take(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard body.count + count <= longestBody else {
            isTooLarge = true
            return 0
        }
        unsafe body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    }

    private static func cause(_ code: CURLcode) -> WireError.Cause {
        switch code {
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: .address
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE: .untrusted
        case CURLE_WEIRD_SERVER_REPLY, CURLE_TOO_MANY_REDIRECTS, CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP2: .malformed
        default: .unreachable
        }
    }
}
