"""FIELDS.md and the field list for Word's Mailings tab, made from the fields that letters know."""

import csv
import io
from collections.abc import Iterable, Mapping

from field_words import FIELD_WORDS, KIND_WORDS, REGION_WORDS, SET_WORDS

from arrears.core.letters.letter_fields import FIELD_SETS, KINDS

HEAD = """\
# Fields for letter templates / 信函模板可用的域

Insert a field in Word with *Insert > Quick Parts > Field > MergeField*, or copy one from a shipped template. To pick
fields from a list instead, choose *Mailings > Select Recipients > Use an Existing List* and open `field_list.csv`;
letters never carry that link.
Formats: dates `\\@ "d MMMM yyyy"`, numbers `\\# "#,##0.00"`, capitals `\\* Upper`, text before or after
a field that is not blank: `\\b "Contact: "`, `\\f " days"`. `IF` compares by number
where both sides are numbers.
A paragraph, or a row of a table, that holds nothing but blank fields goes.

在 Word 中用“插入 > 文档部件 > 域 > MergeField”插入，或从自带模板中复制。也可在“邮件 > 选择收件人 > 使用现有列表”中打开
`field_list.csv`，从列表中选取；生成的信函不保留该链接。空域所在的段落或表格行会自动消失。

A template of your own goes before the shipped one of its name: put it beside your workbook, as
`templates/letters/en/friendly_reminder.docx`. Check it with `arrears template check FILE`, look at it with
`arrears template preview FILE`. 自制模板请放在工作簿旁的同名文件夹中，优先于自带模板。

The paragraphs of the address, and those beside it, have the styles *Letter Address* and *Letter Details*: they stand in
fixed frames, and the setting *Envelope window* (`din`, `us`, `gb`, `fr`) moves them. 地址段落位于固定的文本框中，可由
“信封窗口”设置移动。
"""


def fields_page() -> str:
    """List every field for the people who edit templates, and which ones each letter has to have."""
    lines = [HEAD, "## Letters / 函件", "", "| Template | 函件 | Fields | Has to have 必需的域 |", "|---|---|---|---|"]
    lines += [
        f"| `{name}` | {KIND_WORDS[name]} | {kind.fields} | {', '.join(f'`{field}`' for field in kind.required)} |"
        for name, kind in KINDS.items()
    ]
    lines += ["", "A template of any other name is one for a demand. 其他名称的模板按催款类处理。", ""]
    for name, known in FIELD_SETS.items():
        lines += [f"## {name}: anywhere in the letter / {SET_WORDS[name]}：信函任何位置", ""]
        lines += [*_table(known.fields), ""]
        for region, inner in known.regions.items():
            lines += [f"### {name}: `{region}` / {REGION_WORDS[region]}", "", *_repeats(region), "", *_table(inner), ""]
    return "\n".join(lines)


def field_list() -> str:
    """List the fields as a data source: one column each, and one row that says what each holds."""
    named: dict[str, str] = {}
    for known in FIELD_SETS.values():
        named |= known.fields
        for inner in known.regions.values():
            named |= inner
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(named)
    rows.writerow(named.values())
    return text.getvalue()


def _repeats(region: str) -> Iterable[str]:
    yield "A table row that holds one of these fields repeats; so does everything between"
    yield f"`«TableStart:{region}»` and `«TableEnd:{region}»`. 含有下列任一域的表格行逐笔重复。"


def _table(fields: Mapping[str, str]) -> list[str]:
    rows = [f"| `{name}` | {meaning} | {FIELD_WORDS[name]} |" for name, meaning in fields.items()]
    return ["| Field | What it says | 含义 |", "|---|---|---|", *rows]
