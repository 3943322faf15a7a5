/// What was seen of a home elsewhere.
public enum ComparableKind: String, CaseIterable, Hashable, Sendable { case sale, listing }
