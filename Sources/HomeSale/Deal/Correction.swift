internal import CanonicalJSON

/// What `deal.corrected` does: the entry it names keeps its bytes, and is read with other values from the correction on.
public enum Correction {
    /// The facts as the corrections among them make them read.
    ///
    /// A correction reaches entries before itself only, so the facts up to any size give the state as it was known then. Where
    /// several name one entry the later one wins, member by member; a correction may itself be corrected.
    /// - Parameter facts: of one thing, in the order of the log.
    /// - Returns: the same facts in the same order, some with another payload.
    public static func applied(to facts: [Fact]) -> [Fact] {
        // By place: a fact is large, and mostly nothing is corrected.
        guard facts.indices.contains(where: { facts[$0].name == .dealCorrected }) else { return facts }
        var result = facts
        // Last to first: whatever corrects an entry was met, and corrected itself, before the entry comes.
        var waiting: [[UInt8]: [Payload]] = [:]
        for place in facts.indices.reversed() {
            if let changes = waiting[Array(result[place].reference.utf8)] {
                result[place] = result[place].with(changes.reduce(result[place].payload) { $0.replacing($1) })
            }
            let fact = result[place]
            guard fact.name == .dealCorrected, let entry = fact.payload.text("entry"),
                let changes = fact.payload.object("changes")
            else { continue }
            waiting[Array(entry.utf8), default: []].insert(changes, at: 0)
        }
        return result
    }

    /// Which entries are corrected, by the way payloads name them, and the entry that did it last.
    public static func marks(in facts: [Fact]) -> [String: Mark] {
        var marks: [String: Mark] = [:]
        for fact in facts where fact.name == .dealCorrected {
            if let entry = fact.payload.text("entry") { marks[entry] = Mark(fact) }
        }
        return marks
    }
}

extension Fact {
    func with(_ payload: Payload) -> Fact {
        Fact(
            index: index, revision: revision, timeMilliseconds: timeMilliseconds, occurred: occurred, stream: stream,
            name: name, actor: actor, role: role, attestation: attestation, cause: cause, payload: payload)
    }
}

extension Payload {
    /// The payload with the members of `changes` in place of its own; `null` takes a member away. Only whole members are
    /// replaced: who corrects one share of an owner states all owners again, so that a correction can be read by itself.
    func replacing(_ changes: Payload) -> Payload {
        let changed = changes.rawMembers
        let names = Set(changed.map(\.name))
        let null = Array("null".utf8)
        let members = rawMembers.filter { !names.contains($0.name) } + changed.filter { $0.value != null }
        var text = Array("{".utf8)
        for (number, member) in members.enumerated() {
            if number > 0 { text.append(0x2C) }
            text += [0x22] + member.name + [0x22, 0x3A] + member.value
        }
        text.append(0x7D)
        var out = ByteBuilder(capacity: text.count)
        var canonicalizer = Canonicalizer()
        do throws(Fault) {
            _ = try canonicalizer.write(text.span, 0, depth: 1, to: &out)
        } catch { preconditionFailure("members of canonical objects make an object: \(error)") }
        return Payload(out.bytes)
    }

    /// Names between their quotes and values, as bytes: names are compared byte by byte, never by Unicode equivalence.
    private var rawMembers: [(name: [UInt8], value: [UInt8])] {
        var members: [(name: [UInt8], value: [UInt8])] = []
        forEachMember(bytes.span, 0) { name, value in members.append((Array(bytes[name]), Array(bytes[value]))) }
        return members
    }
}
