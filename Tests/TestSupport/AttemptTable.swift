import Foundation

/// The table of docs/THREATS.md that counts what was tried against permissions, one column for each test target.
public enum AttemptTable {
    /// What the table says of a target: attempts by kind, without the kinds of which it has none.
    public static func column(_ target: String) -> [String: Int] {
        let text = try! String(contentsOfFile: Fixtures.root + "/docs/THREATS.md", encoding: .utf8)
        let rows = text.split(separator: "\n").map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        guard let head = rows.firstIndex(where: { $0.first == "what was tried" }), let column = rows[head].firstIndex(of: target)
        else { return [:] }
        var counts: [String: Int] = [:]
        for row in rows[(head + 2)...].prefix(while: { $0.count == rows[head].count }) {
            if let count = Int(row[column]) { counts[row[0]] = count }
        }
        return counts
    }
}
