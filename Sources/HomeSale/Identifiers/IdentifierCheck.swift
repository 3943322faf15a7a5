/// What can be said of an identifier without asking whoever issued it.
public enum IdentifierCheck: String, CaseIterable, Hashable, Sendable {
    case valid
    /// Length or letters are not those of the identifier: it was mistyped, or is something else.
    case wrongForm
    /// The form holds and a check character does not. Where genuine numbers fail too, this is a warning: look it up.
    case wrongCheck
}
