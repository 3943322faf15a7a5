extension EventFamily {
    /// Rows of other people's data, kept as they were seen.
    static let observation = EventFamily(
        Wording("Observations", "外部观察"),
        [
            EventType(
                .listingObserved, on: [.observed], Wording("listing observed", "观察到挂牌"), by: Recorder.people(.operator, .broker),
                effect: Wording("Comparable listings grow by one reading; no deal changes.", "可比挂牌增加一次观察，不影响任何交易。"),
                source: "docs/IMPORT.md", members),
            EventType(
                .saleObserved, on: [.observed], Wording("sale observed", "观察到成交"), by: Recorder.people(.operator, .broker),
                effect: Wording("Comparable sales grow by one reading; no deal changes.", "可比成交增加一次观察，不影响任何交易。"),
                source: "docs/IMPORT.md", members),
        ])

    /// What ``ObservationBuilder`` writes. Absent stays absent, so only the text and its day are required.
    private static let members: [PayloadMember] =
        [
            PayloadMember("observedOn", .date, "day the row was seen", "观察日"),
            PayloadMember("raw", .open, "the cells as they were", "原始单元格"),
        ] + ObservedField.allCases.map { PayloadMember($0.name, $0.kind, optional: true, $0.meaning.english, $0.meaning.chinese) }
}

extension ObservedField {
    fileprivate var kind: MemberKind {
        switch self {
        // A source may print any figure, even an area of nothing: what was seen is kept, not judged.
        case .areaCentiSqm, .innerAreaCentiSqm, .priceFen, .unitPriceFenPerSqm: .count
        case .bathrooms, .bedrooms, .builtYear, .floorTotal, .homesPerFloor, .kitchens, .lifts, .livingRooms: .count
        case .floorBand: .choice(["bottom", "low", "middle", "high", "top"])
        case .lastSoldOn, .listedOn, .soldOn: .date
        case .orientationAmbiguous: .flag
        case .orientationDegrees: .list(of: .count, least: 1)
        }
    }

    fileprivate var meaning: Wording {
        switch self {
        case .areaCentiSqm: Wording("building area, hundredths of a square metre", "建筑面积（百分之一平方米）")
        case .bathrooms: Wording("bathrooms", "卫生间数")
        case .bedrooms: Wording("bedrooms", "卧室数")
        case .builtYear: Wording("year of completion", "建成年份")
        case .floorBand: Wording("part of the building the floor is in", "楼层区段")
        case .floorTotal: Wording("floors of the building", "总楼层")
        case .homesPerFloor: Wording("homes on a floor", "每层户数")
        case .innerAreaCentiSqm: Wording("inner area, hundredths of a square metre", "套内面积（百分之一平方米）")
        case .kitchens: Wording("kitchens", "厨房数")
        case .lastSoldOn: Wording("last sale before", "上次交易日")
        case .lifts: Wording("lifts", "电梯数")
        case .listedOn: Wording("first day of the listing", "挂牌日")
        case .livingRooms: Wording("living rooms", "客厅数")
        case .orientationAmbiguous: Wording("the text allows more than one reading", "朝向文字有歧义")
        case .orientationDegrees: Wording("bearings, degrees clockwise from north", "朝向方位角（度）")
        case .priceFen: Wording("price in fen", "价格（分）")
        case .soldOn: Wording("day of the sale", "成交日")
        case .unitPriceFenPerSqm: Wording("price of a square metre, fen", "单价（分/平方米）")
        }
    }
}
