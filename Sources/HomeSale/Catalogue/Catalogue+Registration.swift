extension EventFamily {
    /// The register: title passes, and mortgages arise, by its entry alone. DOMAIN.md section 2.2.
    static let registration = EventFamily(
        Wording("Registration", "登记"),
        [
            EventType(
                .transferScheduled, on: [.registration], Wording("transfer scheduled", "约定过户时间"), by: Recorder.people(.broker),
                effect: Wording("Reminders count back from this instant.", "提醒按此时刻倒推。"), source: "practice: reminders",
                EventFamily.appointment),
            EventType(
                .registrationSubmitted, on: [.registration], Wording("application accepted", "登记受理"), by: Recorder.registry,
                effect: Wording("The registry is examining the application.", "登记机构正在审查申请。"), source: "不动产登记暂行条例 14, 16-18",
                [
                    PayloadMember("kind", .choice(kinds), "what is applied for", "申请种类"),
                    PayloadMember("acceptanceNo", .number, "number of acceptance", "受理号"),
                    PayloadMember("acceptedOn", .date, "day of acceptance", "受理日"),
                ]),
            EventType(
                .registrationRecorded, on: [.registration], Wording("entered on the register", "登簿"), by: Recorder.registry,
                effect: Wording("The right exists from the entry date on.", "自登簿日起物权发生效力。"),
                source: "民法典 209, 214, 402; 不动产登记暂行条例 21",
                [
                    PayloadMember(
                        "kind", .choice(kinds), optional: true, "what was entered; as applied for if absent", "登记种类；缺省同申请"),
                    PayloadMember(
                        "acceptanceNo", .number, optional: true, "number of acceptance; the last pending if absent", "受理号；缺省为最近在办"
                    ),
                    PayloadMember("certNo", .number, optional: true, "number of the certificate", "不动产权证号"),
                    PayloadMember("proofNo", .number, optional: true, "number of the registration proof", "不动产登记证明号"),
                    PayloadMember("entryDate", .date, "day the right takes effect", "登簿日"),
                    PayloadMember("holders", .list(of: .object(holder), least: 1), "holders of the right", "权利人"),
                    PayloadMember("securedFen", .fen, optional: true, "sum secured, fen", "被担保债权数额（分）"),
                    PayloadMember("rank", .count, optional: true, "rank of the mortgage, from 1", "抵押顺位，自 1 起"),
                    PayloadMember("leg", .count, optional: true, "loan leg it secures, from 1", "所担保的贷款序号，自 1 起"),
                ]),
            EventType(
                .registrationWithdrawn, on: [.registration], Wording("application withdrawn", "撤回登记申请"),
                by: Recorder.people(.buyer, .seller),
                effect: Wording("Nothing is entered; a new application is possible.", "不予登簿，可重新申请。"), source: "不动产登记暂行条例 15",
                ending),
            EventType(
                .registrationRejected, on: [.registration], Wording("application rejected", "不予登记"), by: Recorder.registry,
                effect: Wording("Nothing is entered; the ground must be mended first.", "不予登簿，须先消除事由。"), source: "不动产登记暂行条例 22",
                ending),
        ])

    private static let kinds = ["transfer", "mortgage", "both", "carryOver", "discharge", "preNotice"]

    private static let holder: [PayloadMember] = [
        PayloadMember("partyId", .party, "holder", "权利人"),
        PayloadMember("shareBp", .bp, optional: true, "share, basis points; none in joint ownership", "份额（万分之一）；共同共有不填"),
    ]

    private static let ending: [PayloadMember] = [
        PayloadMember("acceptanceNo", .number, "number of acceptance", "受理号"),
        PayloadMember("ground", .text, "ground", "事由"),
    ]
}
