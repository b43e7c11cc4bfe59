using Spectre.Console;

namespace Sidecar.Demo.Screens;

/// <summary>The list of steps: a mark, the title and what was seen.</summary>
internal static class StepTable
{
    private const int TitleWidth = 28;

    /// <summary>So many steps from the first one on.</summary>
    public static Table Of(StoryFrame frame, int first, int count)
    {
        var table = new Table().NoBorder().HideHeaders();
        table.AddColumn(new TableColumn("").NoWrap()).AddColumn(new TableColumn("").NoWrap()).AddColumn(new TableColumn("").NoWrap());
        for (var i = first; i < first + count; i++)
        {
            var step = frame.Steps[i];
            var mark = step.Held switch
            {
                true => "[green]✓[/]",
                false => "[red]✗[/]",
                null => i == frame.Current ? "[yellow]▶[/]" : "[grey]·[/]",
            };
            var title = Markup.Escape(step.Title);
            table.AddRow(
                mark,
                i == frame.Current ? $"[bold]{title}[/]" : title,
                $"[grey]{Markup.Escape(FrameParts.Cut(step.Seen, FrameParts.Width - TitleWidth))}[/]"
            );
        }
        return table;
    }
}
