internal import Ledger

/// Where something stands in a scenario: the file as its reader named it, the line and the column from 1.
public struct ScenarioPlace: Hashable, Sendable, CustomStringConvertible {
    public let file: String
    public let line: Int
    public let column: Int

    public init(_ file: String, _ line: Int, _ column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    public var description: String { "\(file):\(line):\(column)" }
}

/// A text is no scenario, and where.
public struct ScenarioFault: Error, Hashable, Sendable {
    public let place: ScenarioPlace
    public let wording: Wording
}

extension ScenarioFault: CustomStringConvertible {
    public var description: String { "\(place): \(wording.english)" }
}

/// What becomes of a step: what a scenario expects, and what a run finds.
public enum ScenarioOutcome: Hashable, Sendable, CustomStringConvertible {
    case stored
    /// By the business rule of this id.
    case refused(String)
    /// By the permission of this id.
    case notPermitted(String)
    case malformed
    case conflict
    case duplicate
    /// Any other failure, which no text can expect.
    case failed(String)

    /// The text after `=>`; `stored` stands where there is none.
    public var description: String {
        switch self {
        case .stored: "stored"
        case .refused(let rule): "refused \(rule)"
        case .notPermitted(let rule): "notPermitted \(rule)"
        case .malformed: "malformed"
        case .conflict: "conflict"
        case .duplicate: "duplicate"
        case .failed(let code): "failed \(code)"
        }
    }
}

/// One step of a scenario, ready to be handed to a ledger.
public struct ScenarioStep: Hashable, Sendable {
    public let place: ScenarioPlace
    /// The first column: the day it is recorded on, and the day it happened where ``occurred`` says nothing else.
    public let date: CivilDate
    /// When it is recorded, milliseconds since 1970: ten in the morning in China, a second later for each step before it.
    public let timeMilliseconds: Int64
    public let occurred: CivilDate
    public let role: String
    public let actor: String
    public let attestation: Attestation
    public let subject: String
    public let type: String
    /// `nil` for users' own types, and for a type that is meant to be malformed.
    public let name: EventName?
    public let payload: JSONValue
    /// Members of the payload that the text states; the others were filled in.
    public let stated: Set<String>
    public let key: String
    /// `new`, `any` or the stream's last revision.
    public let expectation: String?
    public let outcome: ScenarioOutcome

    /// Whether the ledger itself makes such an entry, so that its names are reserved.
    public var isSystem: Bool { role == Role.system.rawValue || attestation == .derived }

    /// Whether it is a step that only rules make: a run lets them make it, and holds it against what the text says.
    public var isAutomatic: Bool { isSystem && outcome == .stored && name.map(AutomaticRule.makes) == true }

    /// Whether a payload has what the text states.
    public func fits(_ other: JSONValue) -> Bool { stated.allSatisfy { payload[$0] == other[$0] } }

    /// The draft, as `deedlog append` takes it.
    public var draft: [UInt8] {
        var draft = JSONValue.object([
            .init("actor", .text(actor)), .init("attestation", .text(attestation.rawValue)), .init("data", payload),
            .init("key", .text(key)), .init("occurred", .text("\(occurred)")), .init("role", .text(role)),
            .init("schema", .integer(Int64(name.map { Catalogue.type(of: $0).schema } ?? 1))), .init("subject", .text(subject)),
            .init("type", .text(type)),
        ])
        if let expectation {
            let revision = Int64(expectation)
            draft.set("expect", revision.map { .integer($0) } ?? .text(expectation))
        }
        return draft.bytes
    }

    /// Ten in the morning of `date` in China, and `second` seconds.
    static func time(_ date: CivilDate, second: Int) -> Int64 {
        Int64(date.dayNumber) * CivilTime.dayMilliseconds + 10 * 3_600_000 - CivilTime.offsetMilliseconds + Int64(second) * 1000
    }
}
