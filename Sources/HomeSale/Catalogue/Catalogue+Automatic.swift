extension EventFamily {
    /// What time itself brings: a pure function of the log and an instant. DOMAIN.md sections 2.2 and 7 (A3, A17).
    static let automatic = EventFamily(
        Wording("Automatic", "自动"),
        [
            EventType(
                .reminderDue, on: [.deal], Wording("reminder due", "提醒到期"), by: Recorder.system,
                effect: Wording("Somebody should look after this now.", "须有人即刻跟进。"), source: "practice: reminders", reminder),
            EventType(
                .reminderSatisfied, on: [.deal], Wording("reminder satisfied", "提醒已满足"), by: Recorder.system,
                effect: Wording("What the reminder waited for has happened.", "提醒所待事项已发生。"), source: "practice: reminders",
                reminder),
            EventType(
                .reminderMissed, on: [.deal], Wording("reminder missed", "提醒逾期"), by: Recorder.system,
                effect: Wording("The deal carries a missed reminder, which raises its risk.", "计入逾期提醒，风险上升。"),
                source: "practice: reminders", reminder),
            EventType(
                .tenantDeemedWaived, on: [.deal], Wording("tenant deemed to waive", "视为承租人放弃"), by: Recorder.system,
                effect: Wording("Fifteen days of silence: the priority right is gone.", "十五日未表示，优先购买权视为放弃。"), source: "民法典 726",
                [PayloadMember("tenantId", .party, "tenant", "承租人")] + PayloadMember.automatic),
            EventType(
                .approvalExpired, on: [.loan], Wording("approval expired", "审批过期"), by: Recorder.system,
                effect: Wording("The lender is no longer bound; it must decide anew.", "审批失效，须重新审批。"),
                source: "practice: home loans",
                [PayloadMember("approval", .entry, optional: true, "approval that lapsed", "失效的审批")] + PayloadMember.automatic),
            EventType(
                .disputeOverdue, on: [.dispute], Wording("dispute overdue", "争议超时"), by: Recorder.system,
                effect: Wording("The dispute was not closed within 72 hours.", "争议七十二小时内未处理完毕。"),
                source: "practice: 72 hours for a dispute",
                PayloadMember.automatic),
        ])

    private static let reminder: [PayloadMember] =
        [
            PayloadMember("reminder", .identifier, optional: true, "which reminder", "提醒名称"),
            PayloadMember("dueAt", .instant, optional: true, "when it was due", "到期时刻"),
            PayloadMember("entry", .entry, optional: true, "entry it is about", "所涉条目"),
        ] + PayloadMember.automatic
}
