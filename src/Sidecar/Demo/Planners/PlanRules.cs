using Shadow.Runs;

namespace Sidecar.Demo.Planners;

/// <summary>
/// The rules of both planners; of several that fit equally well the first wins. v2 is a believable next version: it shares most rules
/// with v1 and disagrees on urgency, on checking facts, on summaries and on clearing out.
/// </summary>
internal static class PlanRules
{
    /// <summary>The original's rules.</summary>
    public static IReadOnlyList<PlanRule> V1 { get; } =
    [
        new()
        {
            Agent = "inbox_triage",
            Stems = ["inbox", "unread", "sort", "triage", "label", "urgent", "asap", "important", "deadline", "overnight"],
            Steps = ["fetch_unread", "classify", "label"],
            Tools = ["mail.search", "mail.label"],
        },
        new()
        {
            Agent = "inbox_priority",
            Stems = ["priorit", "rank"],
            Steps = ["fetch_unread", "score", "rank"],
            Tools = ["mail.search", "people.graph"],
        },
        new()
        {
            Agent = "followup_draft",
            Stems = ["follow", "remind", "chase", "nudge", "waiting", "heard", "ping"],
            Steps = ["find_silent_threads", "draft_followup", "hold_for_review"],
            Tools = ["mail.search", "mail.draft"],
        },
        new()
        {
            Agent = "reply_draft",
            Stems = ["reply", "answer", "respond", "decline", "thank", "apologi"],
            Steps = ["read_thread", "draft_reply", "hold_for_review"],
            Tools = ["mail.read", "mail.draft"],
        },
        new()
        {
            Agent = "calendar_plan",
            Stems = ["meeting", "calendar", "schedule", "reschedule", "slot", "book", "lunch", "invite", "call"],
            Steps = ["read_calendar", "find_slot", "propose_time"],
            Tools = ["calendar.read", "calendar.write", "mail.draft"],
        },
        new()
        {
            Agent = "thread_summary",
            Stems = ["summar", "recap", "gist", "digest", "missed"],
            Steps = ["read_thread", "summarise"],
            Tools = ["mail.read"],
        },
        new()
        {
            Agent = "knowledge_update",
            Stems = ["note", "remember", "wiki", "save", "update", "check", "verif", "outdated"],
            Steps = ["extract_facts", "merge_note", "write_note"],
            Tools = ["mail.read", "notes.write"],
        },
        new()
        {
            Agent = "newsletter_cleanup",
            Stems = ["newsletter", "unsubscribe", "promotion", "spam", "clean", "archive"],
            Steps = ["find_bulk_mail", "unsubscribe", "archive"],
            Tools = ["mail.search", "mail.move"],
        },
        new()
        {
            Agent = "attachment_find",
            Stems = ["attach", "pdf", "invoice", "contract", "slides", "receipt", "spreadsheet"],
            Steps = ["search_attachments", "rank_matches", "link_files"],
            Tools = ["mail.search", "files.preview"],
        },
        new()
        {
            Agent = "travel_brief",
            Stems = ["flight", "hotel", "train", "trip", "boarding", "itinerary"],
            Steps = ["find_bookings", "order_by_date", "write_brief"],
            Tools = ["mail.search", "calendar.read"],
        },
        new()
        {
            Agent = "contact_lookup",
            Stems = ["phone", "contact", "who", "signature"],
            Steps = ["search_people", "read_signatures"],
            Tools = ["people.graph", "mail.search"],
        },
    ];

    /// <summary>The canary's rules.</summary>
    public static IReadOnlyList<PlanRule> V2 { get; } =
    [
        new()
        {
            Agent = "inbox_priority",
            Stems = ["priorit", "rank", "urgent", "asap", "important", "deadline"],
            Weight = 3,
            Steps = ["fetch_unread", "score", "rank"],
            Tools = ["mail.search", "people.graph"],
        },
        new()
        {
            Agent = "knowledge_validate",
            Stems = ["check", "verif", "outdated"],
            Weight = 3,
            Steps = ["find_note", "compare_with_mail", "flag_stale"],
            Tools = ["notes.read", "mail.search"],
        },
        .. V1.Where(rule => rule.Agent != "inbox_priority").Select(Revise),
    ];

    /// <summary>The rules of a planner.</summary>
    public static IReadOnlyList<PlanRule> Of(Planner planner) => planner == Planner.V1 ? V1 : V2;

    private static PlanRule Revise(PlanRule rule) =>
        rule.Agent switch
        {
            // One step more: an order of steps that differs is a disagreement.
            "thread_summary" => rule with { Steps = [.. rule.Steps, "quote_sources"] },
            // The same tools in another order: that one is none.
            "calendar_plan" => rule with { Tools = ["mail.draft", "calendar.read", "calendar.write"] },
            "newsletter_cleanup" => rule with { DryRun = true },
            _ => rule,
        };
}
