internal import Ledger
internal import Proofs
internal import Storage

/// Reads the files that a timestamp has to do with; what cannot be read decides nothing (6).
enum TimestampFiles {
    /// No request, response or certificate is longer.
    private static let longest = 1 << 20

    /// The bytes of a checkpoint, which must be a note about a tree.
    static func checkpoint(_ path: String) throws -> [UInt8] {
        let bytes = try read(path)
        guard let text = String(validating: bytes, as: UTF8.self), let note = SignedNote(text), Checkpoint(body: note.body) != nil
        else { throw LedgerError(.noteUnreadable, [path]) }
        return bytes
    }

    static func request(_ path: String) throws -> TimestampRequest {
        guard let request = TimestampRequest(der: try read(path)) else {
            throw unreadable(path, tr("no RFC 3161 request", "不是 RFC 3161 请求"))
        }
        return request
    }

    static func response(_ bytes: [UInt8], _ path: String) throws -> TimestampResponse {
        guard let response = TimestampResponse(der: bytes) else {
            throw unreadable(path, tr("no RFC 3161 response", "不是 RFC 3161 答复"))
        }
        return response
    }

    static func token(_ path: String) throws -> TimestampToken { try token(try read(path), path) }

    /// - Parameter path: what the error names.
    static func token(_ bytes: [UInt8], _ path: String) throws -> TimestampToken {
        guard let token = TimestampToken(file: bytes) else {
            throw unreadable(path, tr("no RFC 3161 timestamp", "不是 RFC 3161 时间戳"))
        }
        return token
    }

    static func authorities(_ path: String) throws -> TimestampAuthorities {
        guard let authorities = TimestampAuthorities(pem: try read(path)) else {
            throw unreadable(path, tr("no certificates in PEM", "没有 PEM 格式的证书"))
        }
        return authorities
    }

    static func read(_ path: String) throws -> [UInt8] {
        let bytes: [UInt8]?
        do throws(StoreError) {
            bytes = try Files.read(path, longest: longest)
        } catch {
            throw unreadable(path, error.code == .tooLarge ? tr("too long", "过长") : "\(error)")
        }
        guard let bytes else { throw unreadable(path, tr("no such file", "文件不存在")) }
        return bytes
    }

    private static func unreadable(_ path: String, _ reason: String) -> LedgerError {
        LedgerError(.timestampUnreadable, [path, reason])
    }

    /// Whether a token is about `message`.
    ///
    /// - Throws: ``LedgerError`` `timestampBroken`, or `timestampUnreadable` where it is of an algorithm that is not known.
    static func checkImprint(_ token: TimestampToken, _ path: String, of message: [UInt8]) throws {
        guard let imprint = token.imprint else {
            throw unreadable(path, tr("its digest is neither SHA-256 nor SM3", "摘要算法既非 SHA-256 也非 SM3"))
        }
        guard TimestampImprint(of: message, imprint.algorithm) == imprint else {
            throw LedgerError(.timestampBroken, [path, tr("it is about another file", "它针对另一文件")])
        }
    }
}

extension TimestampToken {
    /// What the verbs answer of a token.
    func put(into answer: inout JSONText) {
        answer.put("time", time)
        answer.put("policy", policy)
        answer.put("serial", serial)
        answer.put("tsa", authority)
        if let imprint { answer.put("digest", imprint.algorithm.rawValue) }
    }

    var words: String {
        tr(
            "\(time) by \(authority), policy \(policy), serial \(serial)", "\(time)，\(authority) 签发，策略 \(policy)，序列号 \(serial)")
    }
}
