"""2,466 real invoices on every month-end of their years, against plain pandas."""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from tests.full.report import Section
from tests.real_files import ibm
from tests.real_files.folder import real_file


def show(section: Section) -> None:
    """Age the list as of 26 days and compare every bucket's count and total."""
    file = real_file(*ibm.FILE)
    frame = ibm.raw(file)
    days = [date(2012 + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(1, 25)]
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        answer = ibm.imported(book, file)
        section.expect(answer["read"] == len(frame), f"{answer['read']} of {len(frame)} rows read")
        section.say("| as of | open items | open amount | equal to pandas |")
        section.say("|---|---|---|---|")
        for as_of in [*days, date(2013, 6, 30), date(2014, 6, 30)]:
            work = Path(shutil.copy(book, Path(folder) / "work.xlsx"))
            told = ibm.refreshed(work, as_of.isoformat())
            same = ibm.same(told, frame, as_of)
            total = told["currencies"].get("USD", {"items": 0, "open": "0"})
            section.say(f"| {as_of} | {total['items']} | {total['open']} | {'yes' if same else 'NO'} |")
            section.expect(same, f"buckets differ as of {as_of}")
