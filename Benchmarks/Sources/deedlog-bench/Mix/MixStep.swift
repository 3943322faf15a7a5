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
    private let places: [Int]

    init(_ step: RehearsedStep, of steps: [RehearsedStep], scenario: Int) {
        place = step.place
        self.scenario = scenario
        isSystem = step.isSystem
        timeMilliseconds = step.timeMilliseconds
        stream = StreamName(subject: step.subject)
        outcome = step.outcome
        // Two numbers that differ in every digit show where they stand.
        text = Renaming(steps, 0).draft(of: step)
        let other = Renaming(steps, 11_111).draft(of: step)
        precondition(text.count == other.count, "a number changes the length of a draft")
        var places: [Int] = []
        for place in text.indices where text[place] != other[place] {
            if places.last.map({ place >= $0 + Renaming.digits }) ?? true { places.append(place) }
        }
        self.places = places
    }

    /// Appends the draft under the names of copy `number`.
    func append(_ number: Int, to out: inout [UInt8]) {
        let start = out.count
        out += text
        for place in places {
            var rest = number
            for digit in (0..<Renaming.digits).reversed() {
                out[start + place + digit] = 0x30 + UInt8(rest % 10)
                rest /= 10
            }
        }
    }
}
