import HomeSale

/// One step of a scenario as the text of a draft, and the places in it where the number of a copy goes.
struct MixStep {
    let place: ScenarioPlace
    /// Which scenario of the mix.
    let scenario: Int
    let isSystem: Bool
    let timeMilliseconds: Int64
    let stream: StreamName?
    /// What the scenario says should become of it.
    let outcome: ScenarioOutcome
    private let text: [UInt8]
    /// Where a digit goes, and of what power of ten, from 0 on.
    private let places: [(place: Int, power: Int)]

    init(_ step: RehearsedStep, of steps: [RehearsedStep], scenario: Int) {
        place = step.place
        self.scenario = scenario
        isSystem = step.isSystem
        timeMilliseconds = step.timeMilliseconds
        stream = StreamName(subject: step.subject)
        outcome = step.outcome
        // A number whose digits all differ shows where each of them stands.
        text = Renaming(steps, 0).draft(of: step)
        let other = Renaming(steps, 123_456).draft(of: step)
        precondition(text.count == other.count, "a number changes the length of a draft")
        var places: [(place: Int, power: Int)] = []
        for place in text.indices where text[place] != other[place] {
            places.append((place, Renaming.digits - Int(other[place] - 0x30)))
        }
        self.places = places
    }

    /// Appends the draft under the names of copy `number`.
    func append(_ number: Int, to out: inout [UInt8]) {
        let start = out.count
        out += text
        var digits: InlineArray<6, UInt8> = .init(repeating: 0x30), rest = number
        for power in digits.indices {
            digits[power] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
        precondition(rest == 0, "too many copies")
        for (place, power) in places { out[start + place] = digits[power] }
    }
}
