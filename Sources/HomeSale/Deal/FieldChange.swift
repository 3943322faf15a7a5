/// One field that a step changed; a side is `nil` where the field was not there.
public struct FieldChange: Hashable, Sendable {
    public let path: String
    public let from: StateField.Value?
    public let to: StateField.Value?

    /// What differs between two states, in the reading order of the later one; what is gone comes last.
    public static func between(_ before: [StateField], _ after: [StateField]) -> [FieldChange] {
        let old = unique(before), new = unique(after)
        let oldValues = Dictionary(old.map { ($0.path, $0.value) }) { first, _ in first }
        let paths = Set(new.map(\.path))
        var changes: [FieldChange] = []
        for field in new where oldValues[field.path] != field.value {
            changes.append(FieldChange(path: field.path, from: oldValues[field.path], to: field.value))
        }
        for field in old where !paths.contains(field.path) {
            changes.append(FieldChange(path: field.path, from: field.value, to: nil))
        }
        return changes
    }

    /// The fields with every path once: the second of a name gets `#2`, so that none hides another.
    static func unique(_ fields: [StateField]) -> [StateField] {
        var counts: [String: Int] = [:]
        return fields.map { field in
            counts[field.path, default: 0] += 1
            let count = counts[field.path, default: 1]
            return count == 1 ? field : StateField("\(field.path)#\(count)", field.value)
        }
    }
}

extension DealFile {
    /// ``fields`` with every path once.
    public var uniqueFields: [StateField] { FieldChange.unique(fields) }
}
