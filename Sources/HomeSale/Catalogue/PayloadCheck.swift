internal import CanonicalJSON

/// Holds a payload against its row of the catalogue.
///
/// One pass over the bytes, member by member in canonical order, and no allocation unless there is a fault. It trusts nothing:
/// whatever it lets through is also one canonical object. DESIGN.md section 2.
public enum PayloadCheck {
    /// - Parameters:
    ///   - data: the payload in canonical JSON.
    ///   - schema: any the type ever had; newer ones are unknown.
    /// - Throws: ``PayloadFault``, the first in the order of the bytes.
    public static func check(_ data: Span<UInt8>, of name: EventName, schema: UInt32) throws(PayloadFault) {
        let table = PayloadTable.shared
        guard let members = table.members(name, schema: schema) else { throw unknownSchema(name) }
        do throws(PayloadSlip) {
            let walk = PayloadWalk(nodes: table.nodes, names: table.names)
            let end = try walk.object(data, 0, members, depth: 2)
            if end != data.count { throw PayloadSlip(.notCanonical) }
        } catch {
            throw error.fault(in: table)
        }
    }

    /// The same for bytes in an array.
    public static func check(_ data: [UInt8], of name: EventName, schema: UInt32) throws(PayloadFault) {
        try check(data.span, of: name, schema: schema)
    }

    @inline(never)
    private static func unknownSchema(_ name: EventName) -> PayloadFault {
        let row = Catalogue.type(of: name)
        let older = Catalogue.older.filter { $0.name == name }.map(\.schema)
        let known = (older + [row.schema]).sorted().map(String.init)
        return PayloadFault(
            path: "", problem: .unknownSchema,
            expected: Wording("schema \(known.joined(separator: " or "))", "结构版本 \(known.joined(separator: " 或 "))"))
    }
}

/// What a walk found, and on the way out of it where: the names are looked up only once it is a fault.
struct PayloadSlip: Error {
    enum Place {
        case node(Int)
        case element(Int)
        case unknown(String)
    }

    let problem: PayloadFault.Problem
    /// Innermost first.
    var places: [Place] = []
    /// Where a member is unknown: those that there are.
    var siblings = 0..<0

    @inline(never)
    init(_ problem: PayloadFault.Problem) { self.problem = problem }

    @inline(never)
    func at(_ place: Place) -> PayloadSlip {
        var slip = self
        slip.places.append(place)
        return slip
    }

    func fault(in table: PayloadTable) -> PayloadFault {
        var path = "", expected = Wording("one canonical object", "一个规范的 JSON 对象")
        // The node that judges the elements of the list last gone through.
        var element = 0
        for place in places.reversed() {
            switch place {
            case .node(let node):
                path += (path.isEmpty ? "" : ".") + table.name(node)
                expected = table.kinds[node].wording
                element = Int(table.nodes[node].high)
            case .element(let number):
                path += "[\(number)]"
                expected = table.kinds[element].wording
                element = Int(table.nodes[element].high)
            case .unknown(let name):
                path += (path.isEmpty ? "" : ".") + name
                let names = siblings.map { table.name($0) }
                let near = NearestNames.nearest(to: name, among: names)
                let shown = near.isEmpty ? names : near
                expected = Wording("one of \(shown.joined(separator: ", "))", "以下之一：\(shown.joined(separator: "、"))")
            }
        }
        if problem == .notCanonical { expected = Wording("one canonical object", "一个规范的 JSON 对象") }
        return PayloadFault(path: path, problem: problem, expected: expected)
    }
}
