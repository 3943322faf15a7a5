internal import CanonicalJSON

/// Who must sign: `data` of `ledger.signingPolicySet`. DESIGN.md section 2, docs/FORMAT.md.
public struct SigningPolicy: Hashable, Sendable {
    public static let type = "ledger.signingPolicySet"
    /// The role that registers the others, and the one that guards persons' data: granted by two, whatever else the policy says.
    public static let administrator = "administrator"
    public static let privacyOfficer = "privacyOfficer"

    /// A type that needs a signature for each of several roles.
    public struct Countersigned: Hashable, Sendable {
        public let type: String
        /// Rising, each once.
        public let roles: [String]

        public init(type: String, roles: [String]) { (self.type, self.roles) = (type, roles.sorted(by: precedes)) }
    }

    /// Drafts in these roles must be signed; rising, each once.
    public let roles: [String]
    /// By type, rising.
    public let countersigned: [Countersigned]

    public init(roles: [String], countersigned: [Countersigned] = []) {
        self.roles = roles.sorted(by: precedes)
        self.countersigned = countersigned.sorted { precedes($0.type, $1.type) }
    }

    /// Whether a role is granted only by two administrators.
    public func isPrivileged(_ role: String) -> Bool {
        role == Self.administrator || role == Self.privacyOfficer || roles.contains(role)
    }

    public func countersigners(of type: String) -> [String] { countersigned.first { $0.type == type }?.roles ?? [] }

    /// The payload, canonical.
    public var data: [UInt8] {
        JSONWriter.object { writer in
            writer.member(
                "countersigned",
                objects: countersigned.map { one in
                    JSONWriter.object { writer in
                        writer.member("roles", one.roles)
                        writer.member("type", one.type)
                    }
                })
            writer.member("roles", roles)
        }
    }

    /// Reads a policy that people wrote, in any spacing and order of members.
    public init?(text: [UInt8]) {
        var canonicalizer = Canonicalizer(), out = ByteBuilder(capacity: 1024)
        guard text.contains(0x7B) else { return nil }
        var start = 0, end = text.count
        let isSpace: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        while start < end, isSpace(text[start]) { start += 1 }
        while end > start, isSpace(text[end - 1]) { end -= 1 }
        let inner = Array(text[start..<end])
        guard (try? canonicalizer.write(inner.span, 0, depth: 2, to: &out)) == inner.count else { return nil }
        let canonical = out.bytes
        self.init(data: canonical.span)
    }

    /// Reads a canonical payload; `nil` for one of another form, or whose lists do not rise.
    public init?(data text: Span<UInt8>) {
        guard (try? canonicalValueEnd(text, 0, depth: 2)) == text.count, memberCount(text, 0) == 2,
            let list = memberValue(text, 0, "countersigned"), byte(text, list.lowerBound) == 0x5B,
            let roles = roleList(text, 0, "roles")
        else { return nil }
        var found: [Countersigned] = [], isSound = true
        forEachElement(text, list.lowerBound) { one in
            guard memberCount(text, one.lowerBound) == 2, let type = stringRange(text, one.lowerBound, "type"),
                EntryGrammar.isType(text, type), !isReservedType(text, type.lowerBound),
                let roles = roleList(text, one.lowerBound, "roles"), !roles.isEmpty
            else {
                isSound = false
                return
            }
            let next = Countersigned(type: String(copying: text.extracting(type)), roles: roles)
            if let last = found.last, !precedes(last.type, next.type) { isSound = false }
            found.append(next)
        }
        guard isSound else { return nil }
        (self.roles, countersigned) = (roles, found)
    }
}

/// Rising by bytes.
private func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

/// The member `name`, an array of roles that rises, without `system`; at most 64.
func roleList(_ text: Span<UInt8>, _ object: Int, _ name: StaticString) -> [String]? {
    guard let list = memberValue(text, object, name), byte(text, list.lowerBound) == 0x5B else { return nil }
    var roles: [String] = [], isSound = true
    forEachElement(text, list.lowerBound) { one in
        let inner = (one.lowerBound + 1)..<max(one.upperBound - 1, one.lowerBound + 1)
        guard byte(text, one.lowerBound) == 0x22, EntryGrammar.isRole(text, inner) else {
            isSound = false
            return
        }
        let role = String(copying: text.extracting(inner))
        if role == "system" || roles.count == 64 { isSound = false }
        if let last = roles.last, !precedes(last, role) { isSound = false }
        roles.append(role)
    }
    return isSound ? roles : nil
}
