/// Why something stands on the agenda.
public enum AgendaKind: String, CaseIterable, Hashable, Sendable {
    /// A step that time brings by itself.
    case automatic
    /// Appointments: to sign, and at the registry.
    case signing, transfer
    case reminder
    /// What an approval still waits for.
    case condition
    case dispute
}
