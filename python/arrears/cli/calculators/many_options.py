"""The help of a command with many options: plain lists, as tables with columns would cut long names of options off."""

from typing import Any

from typer.core import TyperCommand


class ManyOptions(TyperCommand):
    """A command whose help names every option in full, however narrow the terminal is."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help without tables."""
        self.rich_markup_mode = None
        super().format_help(ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options under the headings that they are grouped by."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for option in self.get_params(ctx):
            line = option.get_help_record(ctx)
            if line is not None:
                usual = "Arguments" if option.param_type_name == "argument" else "Options"
                groups.setdefault(getattr(option, "rich_help_panel", None) or usual, []).append(line)
        for heading, lines in groups.items():
            with formatter.section(heading):
                formatter.write_dl(lines)
