/// How a witness's key is named that cosigns only after a full `verify` of every line and seal. DESIGN.md section 3.
public enum AuditorName {
    public static let ending = "/audited"

    public static func fits(_ name: String) -> Bool {
        let units = Array(name.utf8)
        return units.count > ending.utf8.count && units.suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }
}
