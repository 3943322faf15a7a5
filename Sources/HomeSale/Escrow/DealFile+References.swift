extension DealFile {
    /// The entry of this deal that `reference` names; `nil` for another deal's, and for what is not recorded.
    public func entry(_ reference: String) -> EntryReferences.Entry? { references.entry(reference) }
}
