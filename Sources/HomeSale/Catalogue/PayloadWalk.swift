internal import CanonicalJSON
internal import Ledger

/// The walk of one payload along the nodes of its row.
struct PayloadWalk {
    let nodes: [PayloadTable.Node]
    let names: [UInt8]

    /// Past the object at `start`.
    ///
    /// - Parameter depth: of the object; an entry is 1, its payload 2.
    func object(_ text: Span<UInt8>, _ start: Int, _ members: Range<Int>, depth: Int) throws(PayloadSlip) -> Int {
        guard byte(text, start) == 0x7B else { throw PayloadSlip(start < text.count ? .wrongKind : .notCanonical) }
        var i = start &+ 1
        var node = members.lowerBound
        if byte(text, i) == 0x7D {
            i &+= 1
        } else {
            while true {
                guard byte(text, i) == 0x22 else { throw PayloadSlip(.notCanonical) }
                node = try find(text, i &+ 1, node, members)
                i = i &+ 2 &+ Int(nodes[node].nameCount)
                guard byte(text, i) == 0x3A else { throw PayloadSlip(.notCanonical) }
                do throws(PayloadSlip) {
                    i = try value(text, i &+ 1, nodes[node], depth: depth &+ 1)
                } catch {
                    throw error.at(.node(node))
                }
                node &+= 1
                let next = byte(text, i)
                i &+= 1
                if next == 0x7D { break }
                guard next == 0x2C else { throw PayloadSlip(.notCanonical) }
            }
        }
        try skip(node, members.upperBound)
        return i
    }

    /// The node whose name stands at `start`, at `node` or later; members in between are absent.
    @inline(__always)
    private func find(_ text: Span<UInt8>, _ start: Int, _ node: Int, _ members: Range<Int>) throws(PayloadSlip) -> Int {
        var node = node
        while node < members.upperBound {
            let order = compare(text, start, nodes[node])
            if order == 0 { return node }
            if order < 0 { break }
            if nodes[node].isRequired { throw PayloadSlip(.missingMember).at(.node(node)) }
            node &+= 1
        }
        throw unknown(text, start, members)
    }

    private func skip(_ from: Int, _ to: Int) throws(PayloadSlip) {
        var node = from
        while node < to {
            if nodes[node].isRequired { throw PayloadSlip(.missingMember).at(.node(node)) }
            node &+= 1
        }
    }

    /// Below 0 where the name at `start`, up to its quote, comes before the node's; 0 where they are equal.
    ///
    /// Names in the table are letters and digits: the quote, and whatever an escape begins with, never equals one.
    @inline(__always)
    private func compare(_ text: Span<UInt8>, _ start: Int, _ node: PayloadTable.Node) -> Int {
        let base = Int(node.nameStart), count = Int(node.nameCount)
        var k = 0
        while k < count {
            let a = byte(text, start &+ k), b = names[base &+ k]
            if a != b { return Int(a) &- Int(b) }
            k &+= 1
        }
        return byte(text, start &+ count) == 0x22 ? 0 : 1
    }

    @inline(never)
    private func unknown(_ text: Span<UInt8>, _ start: Int, _ members: Range<Int>) -> PayloadSlip {
        guard let end = try? canonicalStringEnd(text, start &- 1) else { return PayloadSlip(.notCanonical) }
        var slip = PayloadSlip(.unknownMember)
        slip.siblings = members
        // Canonical text has no controls, so the name can be shown as it stands; a long one is cut.
        let name = stringValue(text, (start &- 1)..<end)
        let shown =
            name.unicodeScalars.allSatisfy { isAllowed($0.value) } ? name : String(copying: text.extracting(start..<(end &- 1)))
        return slip.at(.unknown(shown.count > 60 ? shown.prefix(60) + "…" : shown))
    }

    /// Past the value at `start`.
    private func value(
        _ text: Span<UInt8>, _ start: Int, _ node: PayloadTable.Node, depth: Int
    ) throws(PayloadSlip) -> Int {
        switch node.form {
        case .integer: return try integer(text, start, node)
        case .flag:
            if matches(text, start, "true") { return start &+ 4 }
            if matches(text, start, "false") { return start &+ 5 }
            throw wrongKind(text, start, depth)
        case .object:
            guard byte(text, start) == 0x7B else { throw wrongKind(text, start, depth) }
            return try object(text, start, node.children, depth: depth)
        case .list: return try list(text, start, node, depth: depth)
        case .open:
            do throws(Fault) { return try canonicalValueEnd(text, start, depth: depth) } catch {
                throw PayloadSlip(.notCanonical)
            }
        case .personal: return try personal(text, start, depth: depth)
        default: return try string(text, start, node, depth: depth)
        }
    }

    private func integer(_ text: Span<UInt8>, _ start: Int, _ node: PayloadTable.Node) throws(PayloadSlip) -> Int {
        let first = byte(text, start)
        guard first == 0x2D || first &- 0x30 < 10 else { throw wrongKind(text, start, 0) }
        let end: Int
        do throws(Fault) { end = try integerEnd(text, start) } catch { throw PayloadSlip(.notCanonical) }
        let value = integerValue(text, start..<end)
        guard value >= node.low, value <= node.high else { throw PayloadSlip(.outOfBounds) }
        return end
    }

    private func list(
        _ text: Span<UInt8>, _ start: Int, _ node: PayloadTable.Node, depth: Int
    ) throws(PayloadSlip) -> Int {
        guard byte(text, start) == 0x5B else { throw wrongKind(text, start, depth) }
        var i = start &+ 1
        var count = 0
        if byte(text, i) == 0x5D {
            i &+= 1
        } else {
            let element = nodes[Int(node.high)]
            while true {
                do throws(PayloadSlip) {
                    i = try value(text, i, element, depth: depth &+ 1)
                } catch {
                    throw error.at(.element(count))
                }
                count &+= 1
                let next = byte(text, i)
                i &+= 1
                if next == 0x5D { break }
                guard next == 0x2C else { throw PayloadSlip(.notCanonical) }
            }
        }
        guard count >= node.low else { throw PayloadSlip(.outOfBounds) }
        return i
    }

    private func string(
        _ text: Span<UInt8>, _ start: Int, _ node: PayloadTable.Node, depth: Int
    ) throws(PayloadSlip) -> Int {
        guard byte(text, start) == 0x22 else {
            // Words about a person are sealed, wherever words may stand.
            if node.form == .text, matches(text, start, "{\"$") { return try personal(text, start, depth: depth) }
            throw wrongKind(text, start, depth)
        }
        let end: Int
        do throws(Fault) { end = try canonicalStringEnd(text, start) } catch { throw PayloadSlip(.notCanonical) }
        let inner = (start &+ 1)..<(end &- 1)
        switch node.form {
        case .choice:
            for word in node.children where compare(text, inner.lowerBound, nodes[word]) == 0 { return end }
            throw PayloadSlip(.outOfBounds)
        case .date:
            guard inner.count == 10, CivilTime.parseDay(text, inner.lowerBound) != nil else { throw PayloadSlip(.wrongKind) }
        case .instant:
            guard inner.count == 24, CivilTime.parseInstant(text, inner.lowerBound) != nil else { throw PayloadSlip(.wrongKind) }
        default:
            if let problem = PayloadText.problem(text, inner, node.form) { throw PayloadSlip(problem) }
        }
        return end
    }

    /// Past `{"$personal":{"party":…,"value":…}}`, or the sealed form of it. DESIGN.md section 9.
    private func personal(_ text: Span<UInt8>, _ start: Int, depth: Int) throws(PayloadSlip) -> Int {
        var i = start
        if matches(text, start, "{\"$personal\":{\"party\":\"") {
            i = try party(text, start &+ 22)
            guard matches(text, i, ",\"value\":") else { throw wrongKind(text, start, depth) }
            do throws(Fault) {
                i = try canonicalValueEnd(text, i &+ 9, depth: depth &+ 2)
            } catch {
                throw PayloadSlip(.notCanonical)
            }
        } else if matches(text, start, "{\"$sealed\":{\"commitment\":\"") {
            let digest = (start &+ 26)..<(start &+ 90)
            guard digest.upperBound < text.count, PayloadText.isDigest(text, digest),
                matches(text, digest.upperBound, "\",\"party\":\"")
            else { throw wrongKind(text, start, depth) }
            i = try party(text, digest.upperBound &+ 10)
        } else {
            if !matches(text, start, "{\"$"), (try? canonicalValueEnd(text, start, depth: depth)) != nil {
                throw PayloadSlip(.inClear)
            }
            throw wrongKind(text, start, depth)
        }
        guard matches(text, i, "}}") else { throw wrongKind(text, start, depth) }
        return i &+ 2
    }

    private func party(_ text: Span<UInt8>, _ open: Int) throws(PayloadSlip) -> Int {
        let end: Int
        do throws(Fault) { end = try canonicalStringEnd(text, open) } catch { throw PayloadSlip(.notCanonical) }
        if let problem = PayloadText.problem(text, (open &+ 1)..<(end &- 1), .identifier) { throw PayloadSlip(problem) }
        return end
    }

    /// Another kind of value stands there, or none at all.
    @inline(never)
    private func wrongKind(_ text: Span<UInt8>, _ start: Int, _ depth: Int) -> PayloadSlip {
        let isValue = (try? canonicalValueEnd(text, start, depth: depth)) != nil
        return PayloadSlip(isValue ? .wrongKind : .notCanonical)
    }
}
