/// Parses a value strictly, in any spacing and member order, and writes it canonically.
///
/// Keeps its stacks between calls: one per thread, no allocation in steady state. Source: RFC 8785.
public struct Canonicalizer: ~Copyable {
    private var members: [Member] = []
    private var scratch = ByteBuilder(capacity: 1024)
    /// A member name that begins with `$` was met since ``resetFlags()``.
    public private(set) var sawReservedName = false

    public init() { members.reserveCapacity(64) }

    public mutating func resetFlags() { sawReservedName = false }

    /// Writes the value at `start` to `out`.
    ///
    /// - Parameters:
    ///   - depth: of the value itself if it is an object or array.
    /// - Returns: the index past the value.
    /// - Throws: ``Fault``; `out` then holds a torn value, for the caller to truncate.
    @inline(never)
    public mutating func write(
        _ text: Span<UInt8>, _ start: Int, depth: Int, to out: inout ByteBuilder
    ) throws(Fault) -> Int {
        switch byte(text, start) {
        case 0x22: return try writeString(text, start, to: &out)
        case 0x2D, 0x30...0x39:
            let end = try integerEnd(text, start)
            out.append(text, start..<end)
            return end
        case 0x74, 0x66, 0x6E:
            let end = try literalEnd(text, start)
            out.append(text, start..<end)
            return end
        case 0x7B: return try writeObject(text, start, depth: depth, to: &out)
        case 0x5B: return try writeArray(text, start, depth: depth, to: &out)
        default: throw unexpected(text, start)
        }
    }

    /// Writes the string whose opening quote is at `open`, every escape in its shortest form.
    @inline(__always)
    public mutating func writeString(_ text: Span<UInt8>, _ open: Int, to out: inout ByteBuilder) throws(Fault) -> Int {
        var run = open
        var i = open &+ 1
        while true {
            i = plainRunEnd(text, i)
            guard i < text.count else { throw Fault(.endOfText, at: i) }
            let b = text[i]
            if b == 0x22 {
                out.append(text, run..<(i &+ 1))
                return i &+ 1
            }
            if b >= 0x80 {
                i = try multiByteRunEnd(text, i)
            } else if b == 0x5C {
                out.append(text, run..<i)
                appendEscaped(try escapedScalar(text, &i), to: &out)
                run = i
            } else {
                throw Fault(.controlCharacter, at: i)
            }
        }
    }

    private mutating func writeArray(
        _ text: Span<UInt8>, _ start: Int, depth: Int, to out: inout ByteBuilder
    ) throws(Fault) -> Int {
        guard depth <= maximumDepth else { throw Fault(.tooDeep, at: start) }
        out.append(0x5B)
        var i = skipSpace(text, start &+ 1)
        if byte(text, i) == 0x5D {
            out.append(0x5D)
            return i &+ 1
        }
        while true {
            i = skipSpace(text, try write(text, i, depth: depth &+ 1, to: &out))
            let next = byte(text, i)
            if next == 0x5D {
                out.append(0x5D)
                return i &+ 1
            }
            guard next == 0x2C else { throw unexpected(text, i) }
            out.append(0x2C)
            i = skipSpace(text, i &+ 1)
        }
    }

    private mutating func writeObject(
        _ text: Span<UInt8>, _ start: Int, depth: Int, to out: inout ByteBuilder
    ) throws(Fault) -> Int {
        guard depth <= maximumDepth else { throw Fault(.tooDeep, at: start) }
        out.append(0x7B)
        var i = skipSpace(text, start &+ 1)
        if byte(text, i) == 0x7D {
            out.append(0x7D)
            return i &+ 1
        }
        let outStart = out.count
        let firstMember = members.count
        defer { members.removeLast(members.count - firstMember) }
        var rising = true
        while true {
            guard byte(text, i) == 0x22 else { throw unexpected(text, i) }
            var member = Member(start: out.count, nameEnd: 0, end: 0, offset: i)
            i = try writeString(text, i, to: &out)
            member.nameEnd = out.count &- 1
            if out.withSpan({ $0[member.start &+ 1] }) == 0x24 { sawReservedName = true }
            i = skipSpace(text, i)
            guard byte(text, i) == 0x3A else { throw unexpected(text, i) }
            out.append(0x3A)
            i = skipSpace(text, try write(text, skipSpace(text, i &+ 1), depth: depth &+ 1, to: &out))
            member.end = out.count
            if let last = members.last, members.count > firstMember, out.compare(last, member) >= 0 { rising = false }
            members.append(member)
            let next = byte(text, i)
            if next == 0x7D { break }
            guard next == 0x2C else { throw unexpected(text, i) }
            out.append(0x2C)
            i = skipSpace(text, i &+ 1)
        }
        if !rising { try sortMembers(from: firstMember, outStart, &out) }
        out.append(0x7D)
        return i &+ 1
    }

    /// Puts the members of one object in order; two equal names are a fault at the later one.
    @inline(never)
    private mutating func sortMembers(from first: Int, _ outStart: Int, _ out: inout ByteBuilder) throws(Fault) {
        if members.count - first <= 32 {
            insertionSort(from: first, out)
        } else {
            // A hostile draft with thousands of members must not cost n².
            let sorted = mergeSorted(Array(members[first...]), out)
            members.replaceSubrange(first..., with: sorted)
        }
        for k in (first + 1)..<members.count where out.compare(members[k - 1], members[k]) == 0 {
            throw Fault(.duplicateMember, at: max(members[k - 1].offset, members[k].offset))
        }
        let ordered = members
        out.permute(from: outStart, ordered.span.extracting(first..<ordered.count), scratch: &scratch)
    }

    private mutating func insertionSort(from first: Int, _ out: borrowing ByteBuilder) {
        for k in (first + 1)..<members.count {
            let member = members[k]
            var j = k
            while j > first && out.compare(members[j - 1], member) > 0 {
                members[j] = members[j - 1]
                j -= 1
            }
            members[j] = member
        }
    }

    private func mergeSorted(_ run: [Member], _ out: borrowing ByteBuilder) -> [Member] {
        guard run.count > 1 else { return run }
        let middle = run.count / 2
        let left = mergeSorted(Array(run[..<middle]), out), right = mergeSorted(Array(run[middle...]), out)
        var merged: [Member] = []
        merged.reserveCapacity(run.count)
        var i = 0, j = 0
        while i < left.count && j < right.count {
            if out.compare(left[i], right[j]) <= 0 {
                merged.append(left[i])
                i += 1
            } else {
                merged.append(right[j])
                j += 1
            }
        }
        return merged + left[i...] + right[j...]
    }
}
