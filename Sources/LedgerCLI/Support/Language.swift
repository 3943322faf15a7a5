internal import Glibc

/// The language people are spoken to in. Identifiers, JSON members and error codes stay English.
enum Language: String {
    case english = "en"
    case chinese = "zh-CN"

    /// `--lang` where it is given, else what `LC_ALL`, `LC_MESSAGES` or `LANG` ask for. Read once, also for the help text.
    static let current: Language = {
        let arguments = CommandLine.arguments
        for (number, argument) in arguments.enumerated() {
            if argument == "--lang", number + 1 < arguments.count { return named(arguments[number + 1]) }
            if argument.hasPrefix("--lang=") { return named(String(argument.dropFirst(7))) }
        }
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = environmentValue(name), !value.isEmpty { return named(value) }
        }
        return .english
    }()

    private static func named(_ text: String) -> Language { text.hasPrefix("zh") ? .chinese : .english }
}

/// `english` or `chinese`, as the user reads.
func tr(_ english: String, _ chinese: String) -> String { Language.current == .chinese ? chinese : english }

/// A variable of the environment; `nil` where it is not set.
func environmentValue(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
}
