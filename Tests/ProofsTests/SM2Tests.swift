import Foundation
import TestSupport
import Testing

@testable import Proofs

@Suite("SM2 and SM3") struct SM2Tests {
    @Test("SM3 gives the standard's digests and the command's")
    func digests() {
        var hasher = Hasher256(.sm3)
        func hex(_ text: [UInt8]) -> String { hasher.digest(of: text.span).hex }
        // GB/T 32905, appendix A.
        #expect(hex(Array("abc".utf8)) == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
        let blocks = Array(String(repeating: "abcd", count: 16).utf8)
        #expect(hex(blocks) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")
        let folder = TemporaryFolder()
        for count in [0, 1, 55, 56, 63, 64, 65, 1000] {
            let text = (0..<count).map { UInt8($0 & 0xFF) }
            #expect(FileManager.default.createFile(atPath: folder.file("f"), contents: Data(text)))
            let said = OpenSSLCommand.run(["dgst", "-sm3", "-r", "f"], in: folder.path).output
            #expect(String(decoding: said.prefix(64), as: UTF8.self) == hex(text))
        }
    }

    @Test("signatures go both ways between the program and the openssl command")
    func bothWays() throws {
        let folder = TemporaryFolder()
        func write(_ name: String, _ bytes: [UInt8]) {
            #expect(FileManager.default.createFile(atPath: folder.file(name), contents: Data(bytes)))
        }
        func read(_ name: String) -> [UInt8] { Array(FileManager.default.contents(atPath: folder.file(name)) ?? Data()) }
        let text = Array("example.cn/one/sm3\n3\n".utf8), id = "distid:1234567812345678"
        let key = SM2SigningKey.generate()
        write("own.pem", key.pem)
        write("text", text)
        write("own.sig", key.sign(text))
        OpenSSLCommand.run(["pkey", "-in", "own.pem", "-pubout", "-out", "own.pub"], in: folder.path)
        func verify(_ id: String) -> Int32 {
            OpenSSLCommand.run(
                [
                    "pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-pkeyopt", id, "-pubin", "-inkey", "own.pub", "-sigfile",
                    "own.sig", "-in", "text",
                ],
                in: folder.path
            ).status
        }
        #expect(verify(id) == 0 && verify("distid:another") != 0)
        OpenSSLCommand.run(["genpkey", "-algorithm", "SM2", "-out", "theirs.pem"], in: folder.path)
        OpenSSLCommand.run(["dgst", "-sm3", "-sign", "theirs.pem", "-sigopt", id, "-out", "theirs.sig", "text"], in: folder.path)
        let theirs = try #require(SM2SigningKey(pem: read("theirs.pem")))
        let signature = read("theirs.sig")
        #expect(theirs.publicKey.verifies(signature, text) && !key.publicKey.verifies(signature, text))
        #expect(!theirs.publicKey.verifies(signature, text + [0]))
        for place in signature.indices {
            var copy = signature
            copy[place] ^= 1
            #expect(!theirs.publicKey.verifies(copy, text), "\(place)")
            #expect(!theirs.publicKey.verifies(Array(signature[..<place]), text))
        }
        #expect(SM2SigningKey(pem: SigningKey.generate().pem) == nil && SigningKey(pem: key.pem) == nil)
        for place in 0..<65 {
            var point = key.publicKey.bytes
            point[place] ^= 1
            #expect(SM2PublicKey(point) == nil, "a point off the curve, byte \(place)")
        }
    }

    @Test("a note is signed and read back; keys of other names, hashes and algorithms are refused")
    func notes() throws {
        let key = SM2SigningKey.generate()
        let log = Checkpoint(origin: "example.cn/one", size: 3, root: Digest(words: SIMD8(repeating: 7)))
        let second = SM3Checkpoint(log: log, root: Digest(words: SIMD8(repeating: 9)))
        #expect(SM3Checkpoint(body: second.body) == second && second.origin == "example.cn/one/sm3")
        let verifier = SM2VerifierKey(name: second.origin, publicKey: key.publicKey)
        #expect(SM2VerifierKey(verifier.text) == verifier && VerifierKey(verifier.text) == nil)
        let note = SignedNote(body: second.body, name: second.origin, key: key)
        let read = try #require(SignedNote(note.text))
        #expect(read.standing(of: verifier) == .verified)
        let other = SM2VerifierKey(name: second.origin, publicKey: SM2SigningKey.generate().publicKey)
        #expect(read.standing(of: other) == .absent)
        #expect(read.standing(of: SM2VerifierKey(name: "example.cn/two/sm3", publicKey: key.publicKey)) == .absent)
        let changed = SignedNote(body: second.body.replacingOccurrences(of: "\n3\n", with: "\n4\n"), signatures: read.signatures)
        #expect(changed.standing(of: verifier) == .broken)
        for place in verifier.text.indices {
            let one: Character = verifier.text[place] == "0" ? "1" : "0"
            var text = verifier.text
            text.replaceSubrange(place...place, with: String(one))
            #expect(SM2VerifierKey(text) == nil, "\(text)")
        }
        // The body is exactly what the program writes.
        for body in [
            log.body, second.body + "more\n", second.body.replacingOccurrences(of: "sha256 ", with: "sha256  "),
            second.body.replacingOccurrences(of: "/sm3", with: ""),
            "/sm3\n" + second.body.split(separator: "\n", maxSplits: 1)[1],
        ] { #expect(SM3Checkpoint(body: body) == nil, "\(body)") }
    }

    @Test("a key file whose two halves do not belong together is no key")
    func halves() throws {
        // PKCS #8 ends in the public point.
        func der(_ key: SM2SigningKey) throws -> Data {
            let lines = String(decoding: key.pem, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("-") }
            return try #require(Data(base64Encoded: lines.joined()))
        }
        func pem(_ der: Data) -> [UInt8] {
            Array("-----BEGIN PRIVATE KEY-----\n\(der.base64EncodedString())\n-----END PRIVATE KEY-----\n".utf8)
        }
        let key = SM2SigningKey.generate(), other = SM2SigningKey.generate()
        let own = try der(key), foreign = try der(other)
        #expect(SM2SigningKey(pem: pem(own))?.publicKey == key.publicKey)
        #expect(SM2SigningKey(pem: pem(own.dropLast(64) + foreign.suffix(64))) == nil)
        // The same point in the hybrid form of SEC 1, whichever of the two says its parity.
        for form: UInt8 in [0x06, 0x07] {
            #expect(SM2SigningKey(pem: pem(own.dropLast(65) + [form] + own.suffix(64))) == nil, "\(form)")
        }
        // A private number out of range: all ones, and nothing.
        let place = try #require(own.firstRange(of: Data([0x04, 0x20]))).upperBound
        for byte in [UInt8.max, 0] {
            var spoiled = own
            spoiled.replaceSubrange(place..<(place + 32), with: Data(repeating: byte, count: 32))
            #expect(SM2SigningKey(pem: pem(spoiled)) == nil, "\(byte)")
        }
    }
}
