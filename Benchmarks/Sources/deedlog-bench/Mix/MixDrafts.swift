import HomeSale

/// Drafts of several copies of a mix in one piece of memory, in the order of their instants: all deals go on side by side.
struct MixDrafts {
    private(set) var bytes: [UInt8] = []
    private(set) var ends = [0]
    /// The step of each draft.
    private(set) var steps: [MixStep] = []

    /// - Parameters:
    ///   - steps: in the order of their instants.
    ///   - scenarios: how many the steps are of; each copy of each has a number of its own.
    init(_ steps: [MixStep], scenarios: Int, copies: Range<Int>) {
        for step in steps {
            for copy in copies {
                step.append(copy * scenarios + step.scenario, to: &bytes)
                ends.append(bytes.count)
                self.steps.append(step)
            }
        }
    }

    var count: Int { steps.count }
    subscript(_ number: Int) -> Range<Int> { ends[number]..<ends[number + 1] }
}
